package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;

/** Independent rows of X and their entries of Py as decimals, exactly as they are. */
final class DecimalRows {

  /** Above this n² d, computing with decimals would take seconds. */
  private static final long LARGEST = 20_000;

  /** Of a projection of y. */
  private static final MathContext DIGITS = new MathContext(600);

  private final BigDecimal[][] x;
  private final BigDecimal[] y;
  private final boolean isRounded;

  DecimalRows(Constraint constraint) {
    int[] independent = constraint.rows();
    DesignMatrix design = constraint.reached().design();
    double[] target = constraint.reached().target();
    x = new BigDecimal[independent.length][design.columns()];
    y = new BigDecimal[independent.length];
    for (int k = 0; k < independent.length; k++) {
      int i = independent[k];
      for (int j = 0; j < design.columns(); j++) {
        x[k][j] = new BigDecimal(design.get(i, j));
      }
      y[k] = new BigDecimal(target[i]).add(new BigDecimal(constraint.reachedLow()[i]));
    }
    boolean isProjected =
        constraint.reached() != constraint.given()
            || Arrays.stream(constraint.reachedLow()).anyMatch(low -> low != 0);
    isRounded = isProjected && !project(constraint.given());
  }

  /**
   * Sets y to that of Py in all digits: θ is a combination c of the rows, Xθ = Mc, and MᵀMc = Mᵀy.
   *
   * @return false where there are too many samples for it, or they are too ill conditioned
   */
  private boolean project(LeastSquares given) {
    int n = given.samples();
    int r = x.length;
    if ((long) n * r * (r + features()) > LARGEST) {
      return false;
    }
    BigDecimal[][] normal = new BigDecimal[r][r];
    BigDecimal[] right = new BigDecimal[r];
    Arrays.fill(right, BigDecimal.ZERO);
    Arrays.stream(normal).forEach(row -> Arrays.fill(row, BigDecimal.ZERO));
    for (int i = 0; i < n; i++) {
      BigDecimal[] m = products(given.design(), i);
      BigDecimal target = new BigDecimal(given.target()[i]);
      for (int k = 0; k < r; k++) {
        for (int l = 0; l <= k; l++) {
          normal[k][l] = normal[k][l].add(m[k].multiply(m[l], DIGITS), DIGITS);
        }
        right[k] = right[k].add(m[k].multiply(target, DIGITS), DIGITS);
      }
    }
    DecimalCholesky factor = new DecimalCholesky(normal, DIGITS);
    if (factor.lost() > DIGITS.getPrecision() / 2.0) {
      return false;
    }
    factor.solve(right);
    for (int k = 0; k < r; k++) {
      y[k] = BigDecimal.ZERO;
      for (int l = 0; l < r; l++) {
        y[k] = y[k].add(product(x[k], x[l]).multiply(right[l], DIGITS), DIGITS);
      }
    }
    return true;
  }

  /** Row i of M: the products of row i of X with the independent ones. */
  private BigDecimal[] products(DesignMatrix design, int i) {
    BigDecimal[] row = new BigDecimal[features()];
    for (int j = 0; j < row.length; j++) {
      row[j] = new BigDecimal(design.get(i, j));
    }
    BigDecimal[] products = new BigDecimal[x.length];
    for (int k = 0; k < products.length; k++) {
      products[k] = product(row, x[k]);
    }
    return products;
  }

  private static BigDecimal product(BigDecimal[] a, BigDecimal[] b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int j = 0; j < a.length; j++) {
      sum = sum.add(a[j].multiply(b[j], DIGITS), DIGITS);
    }
    return sum;
  }

  /** Whether a problem is small enough. */
  static boolean takes(Constraint constraint) {
    return takes(constraint.b().length, constraint.a().columns());
  }

  /** Whether a problem of n independent rows is small enough. */
  static boolean takes(long n, int d) {
    return n * n * d <= LARGEST;
  }

  /** How many rows. */
  int count() {
    return x.length;
  }

  /** d. */
  int features() {
    return x[0].length;
  }

  BigDecimal x(int i, int j) {
    return x[i][j];
  }

  /** Py, not to be changed. */
  BigDecimal[] y() {
    return y;
  }

  /** Whether y was projected, and is right to the digits of two doubles. */
  boolean isRounded() {
    return isRounded;
  }

  /** A copy of column j. */
  BigDecimal[] column(int j) {
    BigDecimal[] column = new BigDecimal[x.length];
    for (int i = 0; i < x.length; i++) {
      column[i] = x[i][j];
    }
    return column;
  }
}
