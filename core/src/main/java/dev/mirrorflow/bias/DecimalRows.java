package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.DesignMatrix;
import java.math.BigDecimal;
import java.util.Arrays;

/** Independent rows of X and their entries of Py as decimals, exactly as they are. */
final class DecimalRows {

  /** Above this n² d, computing with decimals would take seconds. */
  private static final long LARGEST = 20_000;

  private final BigDecimal[][] x;
  private final BigDecimal[] y;
  private final boolean isRounded;

  DecimalRows(Constraint constraint) {
    int[] independent = constraint.rows();
    DesignMatrix design = constraint.reached().design();
    double[] target = constraint.reached().target();
    x = new BigDecimal[independent.length][design.columns()];
    y = new BigDecimal[independent.length];
    isRounded = Arrays.stream(independent).anyMatch(i -> constraint.reachedLow()[i] != 0);
    for (int k = 0; k < independent.length; k++) {
      int i = independent[k];
      for (int j = 0; j < design.columns(); j++) {
        x[k][j] = new BigDecimal(design.get(i, j));
      }
      y[k] = new BigDecimal(target[i]).add(new BigDecimal(constraint.reachedLow()[i]));
    }
  }

  /** Whether a problem is small enough. */
  static boolean takes(Constraint constraint) {
    long n = constraint.b().length;
    return n * n * constraint.a().columns() <= LARGEST;
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
