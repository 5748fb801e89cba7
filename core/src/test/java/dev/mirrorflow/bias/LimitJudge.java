package dev.mirrorflow.bias;

import dev.mirrorflow.model.HyperbolicEntropy;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Says how far a θ is from the limit, by the conditions of optimality in 90 digits and more: the
 * dual variable that fits θ best, corrected by Newton's method with Gaussian elimination until
 * Xθ(ν) is y to 60 digits.
 */
final class LimitJudge {

  private static final int STEPS = 60;
  private static final int GOOD = -60;

  /**
   * As in the certificate: an entry of θ below 1e-16 I, the rounding of I, counts as so much. That
   * is what rounding Xᵀν in doubles does to θ, and no error.
   */
  private static final int FLOOR = -16;

  private final ExactRows exact;
  private final int r;
  private final int d;

  LimitJudge(ExactRows exact) {
    this.exact = exact;
    this.r = exact.rows.size();
    this.d = exact.x[0].length;
  }

  /**
   * The error of θ; infinite if no ν near it makes an interpolator. Where one θ interpolates only,
   * it is the limit.
   */
  double error(double[] theta, double alpha) {
    BigDecimal floor = new BigDecimal(alpha).pow(2).scaleByPowerOfTen(FLOOR);
    if (r == d) {
      return exact.error(theta, exact.onlySolution(), floor);
    }
    for (int digits : new int[] {90, 200}) {
      BigDecimal[] truth = truth(theta, alpha, new MathContext(digits));
      if (truth != null) {
        return exact.error(theta, truth, floor);
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  private BigDecimal[] truth(double[] theta, double alpha, MathContext digits) {
    BigDecimal invariant = new BigDecimal(alpha).pow(2);
    HyperbolicEntropy entropy = HyperbolicEntropy.ofAlpha(alpha, d);
    BigDecimal[] weights = new BigDecimal[d];
    BigDecimal[] right = new BigDecimal[d];
    for (int j = 0; j < d; j++) {
      weights[j] = new BigDecimal(Math.max(Math.hypot(theta[j], alpha * alpha), 1e-300));
      right[j] = weights[j].multiply(new BigDecimal(2 * entropy.gradient(j, theta[j])));
    }
    BigDecimal[] nu = solve(weights, times(right, digits), digits);
    for (int k = 0; k < STEPS && nu != null; k++) {
      BigDecimal[] point = new BigDecimal[d];
      for (int j = 0; j < d; j++) {
        BigDecimal z = BigDecimal.ZERO;
        for (int i = 0; i < r; i++) {
          z = z.add(x(i, j).multiply(nu[i], digits), digits);
        }
        if (z.abs().compareTo(BigDecimal.valueOf(100_000)) > 0) {
          return null;
        }
        BigDecimal up = exp(z, digits);
        BigDecimal down = BigDecimal.ONE.divide(up, digits);
        point[j] = invariant.multiply(up.subtract(down)).divide(BigDecimal.TWO, digits);
        weights[j] = invariant.multiply(up.add(down)).divide(BigDecimal.TWO, digits);
      }
      BigDecimal[] residual = times(point, digits);
      double worst = 0;
      for (int i = 0; i < r; i++) {
        BigDecimal y = exact.target[exact.rows.get(i)];
        BigDecimal terms = y.abs();
        for (int j = 0; j < d; j++) {
          BigDecimal size = point[j].abs().add(invariant.scaleByPowerOfTen(FLOOR));
          terms = terms.add(x(i, j).abs().multiply(size), digits);
        }
        residual[i] = y.subtract(residual[i], digits);
        if (residual[i].signum() != 0) {
          worst =
              Math.max(worst, residual[i].abs().divide(terms, MathContext.DECIMAL64).doubleValue());
        }
      }
      BigDecimal[] step = solve(weights, residual, digits);
      if (step == null) {
        return null;
      }
      if (worst <= Math.pow(10, GOOD)) {
        return point;
      }
      for (int i = 0; i < r; i++) {
        nu[i] = nu[i].add(step[i], digits);
      }
    }
    return null;
  }

  private BigDecimal x(int i, int j) {
    return exact.x[exact.rows.get(i)][j];
  }

  private BigDecimal[] times(BigDecimal[] a, MathContext digits) {
    BigDecimal[] out = new BigDecimal[r];
    for (int i = 0; i < r; i++) {
      out[i] = BigDecimal.ZERO;
      for (int j = 0; j < d; j++) {
        out[i] = out[i].add(x(i, j).multiply(a[j], digits), digits);
      }
    }
    return out;
  }

  private BigDecimal[] solve(BigDecimal[] weights, BigDecimal[] right, MathContext digits) {
    BigDecimal[][] a = new BigDecimal[r][r + 1];
    for (int i = 0; i < r; i++) {
      for (int k = 0; k < r; k++) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int j = 0; j < d; j++) {
          sum = sum.add(x(i, j).multiply(weights[j], digits).multiply(x(k, j), digits), digits);
        }
        a[i][k] = sum;
      }
      a[i][r] = right[i];
    }
    return ExactRows.solve(a, digits);
  }

  /** e^x by repeated squaring of the series at x/1024/2^k. */
  private static BigDecimal exp(BigDecimal x, MathContext digits) {
    MathContext more = new MathContext(digits.getPrecision() + 12);
    int halvings = 10 + Math.max(0, Math.getExponent(x.doubleValue()) + 1);
    BigDecimal small = x.divide(BigDecimal.TWO.pow(halvings), more);
    BigDecimal sum = BigDecimal.ONE;
    for (int k = digits.getPrecision() / 3 + 4; k >= 1; k--) {
      sum = BigDecimal.ONE.add(sum.multiply(small, more).divide(BigDecimal.valueOf(k), more), more);
    }
    for (int k = 0; k < halvings; k++) {
      sum = sum.multiply(sum, more);
    }
    return sum.round(digits);
  }
}
