package dev.mirrorflow.bias;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rank of X in exact rationals, rows and columns that span it, and y projected onto the range
 * of X in 300 digits.
 */
final class ExactRows {

  static final MathContext DIGITS = new MathContext(200);

  /** The power of ten of what is rounding against the largest of y. */
  private static final int ROUNDING = -150;

  /** So many of the digits that are computed with are not trusted. */
  private static final int GUARD = 10;

  final List<Integer> rows = new ArrayList<>();
  final List<Integer> columns = new ArrayList<>();
  final BigDecimal[][] x;

  /** Py. */
  final BigDecimal[] target;

  ExactRows(double[][] x, double[] y) {
    this.x = new BigDecimal[x.length][];
    for (int i = 0; i < x.length; i++) {
      this.x[i] = decimals(x[i]);
    }
    eliminate();
    this.target = project(decimals(y));
  }

  private static BigDecimal[] decimals(double[] a) {
    BigDecimal[] out = new BigDecimal[a.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = new BigDecimal(a[j]);
    }
    return out;
  }

  /** Fraction-free elimination of X times a power of ten. */
  private void eliminate() {
    int scale = 0;
    for (BigDecimal[] row : x) {
      for (BigDecimal entry : row) {
        scale = Math.max(scale, entry.scale());
      }
    }
    BigInteger[][] a = new BigInteger[x.length][x[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x[0].length; j++) {
        a[i][j] = x[i][j].movePointRight(scale).toBigIntegerExact();
      }
    }
    boolean found = true;
    while (found) {
      found = false;
      for (int i = 0; i < a.length && !found; i++) {
        for (int j = 0; j < a[0].length && !found; j++) {
          if (!rows.contains(i) && a[i][j].signum() != 0) {
            rows.add(i);
            columns.add(j);
            found = true;
            for (int k = 0; k < a.length; k++) {
              if (!rows.contains(k)) {
                clear(a, k, i, j);
              }
            }
          }
        }
      }
    }
  }

  private static void clear(BigInteger[][] a, int k, int i, int column) {
    BigInteger mine = a[k][column];
    for (int j = 0; j < a[0].length; j++) {
      a[k][j] = a[k][j].multiply(a[i][column]).subtract(a[i][j].multiply(mine));
    }
  }

  private BigDecimal[] project(BigDecimal[] y) {
    if (rows.size() == x.length) {
      return y;
    }
    int r = columns.size();
    BigDecimal[][] normal = new BigDecimal[r][r + 1];
    for (int p = 0; p < r; p++) {
      for (int q = 0; q <= r; q++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < x.length; i++) {
          BigDecimal other = q < r ? x[i][columns.get(q)] : y[i];
          sum = sum.add(x[i][columns.get(p)].multiply(other));
        }
        normal[p][q] = sum;
      }
    }
    BigDecimal[] c = solve(normal, DIGITS);
    BigDecimal largest = Arrays.stream(y).map(BigDecimal::abs).reduce(BigDecimal::max).get();
    BigDecimal rounding = largest.scaleByPowerOfTen(ROUNDING);
    BigDecimal[] out = new BigDecimal[x.length];
    for (int i = 0; i < x.length; i++) {
      out[i] = BigDecimal.ZERO;
      for (int p = 0; p < r; p++) {
        out[i] = out[i].add(x[i][columns.get(p)].multiply(c[p]), DIGITS);
      }
      out[i] = out[i].abs().compareTo(rounding) <= 0 ? BigDecimal.ZERO : out[i];
    }
    return isNear(out, y, rounding) ? y : out;
  }

  private static boolean isNear(BigDecimal[] a, BigDecimal[] b, BigDecimal rounding) {
    for (int i = 0; i < b.length; i++) {
      if (a[i].subtract(b[i]).abs().compareTo(rounding) > 0) {
        return false;
      }
    }
    return true;
  }

  /** The θ with Xθ = Py, where X has rank d. */
  BigDecimal[] onlySolution() {
    BigDecimal[][] a = new BigDecimal[rows.size()][];
    for (int k = 0; k < a.length; k++) {
      int i = rows.get(k);
      a[k] = Arrays.copyOf(x[i], x[i].length + 1);
      a[k][x[i].length] = target[i];
    }
    return solve(a, DIGITS);
  }

  /**
   * The solution of the system with the right-hand side in its last column; null if singular. An
   * entry that elimination left is 0 where it is the rounding of the terms it is the sum of.
   */
  static BigDecimal[] solve(BigDecimal[][] a, MathContext digits) {
    int n = a.length;
    BigDecimal[][] terms = new BigDecimal[n][];
    for (int i = 0; i < n; i++) {
      terms[i] = Arrays.stream(a[i]).map(BigDecimal::abs).toArray(BigDecimal[]::new);
    }
    for (int k = 0; k < n; k++) {
      int pivot = -1;
      for (int i = k; i < n; i++) {
        BigDecimal rounding = terms[i][k].scaleByPowerOfTen(GUARD - digits.getPrecision());
        boolean isReal = a[i][k].abs().compareTo(rounding) > 0;
        if (isReal && (pivot < 0 || a[i][k].abs().compareTo(a[pivot][k].abs()) > 0)) {
          pivot = i;
        }
      }
      if (pivot < 0) {
        return null;
      }
      swap(a, k, pivot);
      swap(terms, k, pivot);
      for (int i = 0; i < n; i++) {
        if (i != k && a[i][k].signum() != 0) {
          BigDecimal factor = a[i][k].divide(a[k][k], digits);
          for (int j = k; j <= n; j++) {
            a[i][j] = a[i][j].subtract(factor.multiply(a[k][j], digits), digits);
            terms[i][j] =
                terms[i][j].add(factor.abs().multiply(terms[k][j]), MathContext.DECIMAL64);
          }
        }
      }
    }
    BigDecimal[] out = new BigDecimal[n];
    for (int k = 0; k < n; k++) {
      out[k] = a[k][n].divide(a[k][k], digits);
    }
    return out;
  }

  private static void swap(BigDecimal[][] rows, int i, int k) {
    BigDecimal[] row = rows[i];
    rows[i] = rows[k];
    rows[k] = row;
  }

  /**
   * The largest change of a sample's terms that an error of one entry of θ makes: max |θ_j - θ*_j|
   * |x_ij|/(Σ_k |x_ik| (|θ*_k| + floor) + |y_i|). An error of at most the floor is none.
   */
  double error(double[] theta, BigDecimal[] truth, BigDecimal floor) {
    double most = 0;
    for (int i = 0; i < x.length; i++) {
      BigDecimal terms = target[i].abs();
      for (int j = 0; j < truth.length; j++) {
        terms = terms.add(x[i][j].abs().multiply(truth[j].abs().add(floor)), DIGITS);
      }
      for (int j = 0; j < truth.length; j++) {
        BigDecimal miss = new BigDecimal(theta[j]).subtract(truth[j]).abs();
        BigDecimal off = miss.multiply(x[i][j]).abs();
        if (off.signum() != 0 && miss.compareTo(floor) > 0) {
          most =
              terms.signum() == 0
                  ? Double.POSITIVE_INFINITY
                  : Math.max(most, off.divide(terms, MathContext.DECIMAL64).doubleValue());
        }
      }
    }
    return most;
  }
}
