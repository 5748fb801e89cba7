package dev.mirrorflow.bias;

import java.math.BigDecimal;
import java.math.MathContext;

/** L D Lᵀ of a symmetric positive definite matrix of decimals. */
final class DecimalCholesky {

  private final BigDecimal[][] l;
  private final MathContext digits;
  private double lost;

  /**
   * Factors a matrix.
   *
   * @param a rows of the lower triangle; overwritten by L, with D on its diagonal
   */
  DecimalCholesky(BigDecimal[][] a, MathContext digits) {
    this.l = a;
    this.digits = digits;
    for (int i = 0; i < a.length; i++) {
      BigDecimal diagonal = a[i][i];
      for (int k = 0; k < i; k++) {
        BigDecimal sum = a[i][k];
        for (int m = 0; m < k; m++) {
          sum = sum.subtract(a[i][m].multiply(a[k][m], digits), digits);
        }
        a[i][k] = sum;
      }
      for (int k = 0; k < i; k++) {
        BigDecimal scaled =
            a[k][k].signum() == 0 ? BigDecimal.ZERO : a[i][k].divide(a[k][k], digits);
        a[i][i] = a[i][i].subtract(scaled.multiply(a[i][k], digits), digits);
        a[i][k] = scaled;
      }
      lost = Math.max(lost, digitsLost(diagonal, a[i][i]));
    }
  }

  private static double digitsLost(BigDecimal before, BigDecimal after) {
    if (after.signum() <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    return Decimals.log10(before) - Decimals.log10(after);
  }

  /** The most decimals that a pivot has lost; infinite if one is not positive. */
  double lost() {
    return lost;
  }

  /** Replaces b by the solution. */
  void solve(BigDecimal[] b) {
    int n = l.length;
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        b[i] = b[i].subtract(l[i][k].multiply(b[k], digits), digits);
      }
    }
    for (int i = n - 1; i >= 0; i--) {
      b[i] = b[i].divide(l[i][i], digits);
      for (int k = i + 1; k < n; k++) {
        b[i] = b[i].subtract(l[k][i].multiply(b[k], digits), digits);
      }
    }
  }
}
