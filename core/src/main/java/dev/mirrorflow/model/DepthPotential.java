package dev.mirrorflow.model;

import dev.mirrorflow.error.BadDataException;

/**
 * The potential of the diagonal network of depth D &gt;= 3, θ = w₊^D - w₋^D from w₊ = w₋ = α
 * (Woodworth et al., Kernel and rich regimes in overparametrized models, 2020, theorem 3): Q(θ) =
 * Σ_j α^D q(θ_j/α^D) with q' = h⁻¹ and
 *
 * <p>h(z) = (1-z)^{-p} - (1+z)^{-p}, p = D/(D-2), -1 &lt; z &lt; 1.
 *
 * <p>The gradient flow keeps w₊ = α (1-z)^{-1/(D-2)} and w₋ = α (1+z)^{-1/(D-2)} with z in the row
 * space of X, so that θ = α^D h(z) and z = ∇Q(θ): it ends at the interpolator of least Q (theory
 * §4). As α → 0, Q tends to ‖θ‖₁, as a power of α where depth 2 needs a logarithm; as α → ∞ it
 * tends to ‖θ‖²/(4p α^D).
 *
 * <p>Where |z| is near 1 it is known by its slack 1 - |z|, near 0 by itself; methods that take both
 * keep the relative precision of either. An inverse of h takes some five steps of Newton's method,
 * all else a few powers and logarithms.
 */
public final class DepthPotential {

  private static final double LARGEST_SCALE = 1e100;
  private static final double ROUNDING = 4e-16;
  private static final int MOST_STEPS = 60;

  private final double alpha;
  private final int depth;
  private final double scale;
  private final double p;

  /** h(1/2). */
  private final double half;

  /**
   * The potential for w₊ = w₋ = α.
   *
   * @throws BadDataException if D &lt; 3, or unless α is positive and α^D between 1e-100 and 1e100
   */
  public DepthPotential(double alpha, int depth) {
    if (depth < 3) {
      throw new BadDataException(
          "the depth is "
              + depth
              + "; this potential needs 3 or more, depth 2 has the hyperbolic entropy");
    }
    this.alpha = DiagonalNetwork.checkedAlpha(alpha);
    this.depth = depth;
    this.scale = Math.pow(alpha, depth);
    if (!(scale <= LARGEST_SCALE) || !(scale >= 1 / LARGEST_SCALE)) {
      throw new BadDataException(
          "alpha^depth = %s^%d leaves the range from 1e-100 to 1e100; take an alpha nearer to 1"
              .formatted(alpha, depth));
    }
    this.p = depth / (depth - 2.0);
    this.half = unitTheta(0.5, 0.5);
  }

  /** α. */
  public double alpha() {
    return alpha;
  }

  /** D. */
  public int depth() {
    return depth;
  }

  /** p = D/(D-2). */
  public double power() {
    return p;
  }

  /** Coordinate t = θ_j of ∇Q: the z with α^D h(z) = t. */
  public double gradient(double t) {
    double unit = Math.abs(t) / scale;
    return Math.copySign(unit < half ? smallInverse(unit) : 1 - slackInverse(unit), t);
  }

  /** 1 - |z| for the z of {@link #gradient}. */
  public double slack(double t) {
    double unit = Math.abs(t) / scale;
    return unit < half ? 1 - smallInverse(unit) : slackInverse(unit);
  }

  /** α^D h(z). */
  public double theta(double z, double slack) {
    return Math.copySign(scale * unitTheta(Math.abs(z), slack), z);
  }

  /** ∂θ/∂z = α^D p [(1-z)^{-p-1} + (1+z)^{-p-1}]. */
  public double weight(double slack) {
    return scale * p * (Math.pow(slack, -p - 1) + Math.pow(2 - slack, -p - 1));
  }

  /** The conjugate of a coordinate of Q at z, α^D ∫₀^z h. */
  public double conjugate(double z, double slack) {
    double c = p - 1;
    double size = Math.abs(z);
    double a = c * atanh(size, slack);
    double half = Math.sinh(a / 2);
    double rise = Math.expm1(-c / 2 * logProduct(size, slack));
    // (1-z)^-c + (1+z)^-c - 2 = 2 (1-z²)^(-c/2) cosh a - 2: no cancellation at small z.
    return scale / c * (2 * rise * Math.cosh(a) + 4 * half * half);
  }

  /** (ln(w₊/α) + ln(w₋/α))/2 where the flow is at θ_j = t, -ln(1-z²)/(2(D-2)). */
  double meanLogFactor(double t) {
    return -logProduct(Math.abs(gradient(t)), slack(t)) / (2 * (depth - 2));
  }

  /** (ln(w₊/α) - ln(w₋/α))/2 where the flow is at θ_j = t, artanh(z)/(D-2). */
  double logFactorTilt(double t) {
    return Math.copySign(atanh(Math.abs(gradient(t)), slack(t)) / (depth - 2), t);
  }

  /** Q(θ). */
  public double value(double[] theta) {
    double sum = 0;
    for (double t : theta) {
      double z = gradient(t);
      sum += z * t - conjugate(z, slack(t));
    }
    return sum;
  }

  /** h(z) = 2 (1-z²)^{-p/2} sinh(p artanh z) for z &gt;= 0. */
  private double unitTheta(double z, double slack) {
    double log = logSlack(z, slack);
    double upper = Math.log1p(z);
    return -Math.exp(-p * log) * Math.expm1(-p * (upper - log));
  }

  /** h⁻¹ for h(z) &lt; h(1/2): h is convex, so that Newton's method comes down from above. */
  private double smallInverse(double unit) {
    double z = Math.min(0.5, unit / (2 * p));
    for (int k = 0; k < MOST_STEPS && z > 0; k++) {
      double slope = p * (Math.pow(1 - z, -p - 1) + Math.pow(1 + z, -p - 1));
      double step = (unitTheta(z, 1 - z) - unit) / slope;
      z -= step;
      if (!(step > ROUNDING * z)) {
        break;
      }
    }
    return z;
  }

  /** 1 - h⁻¹ for h(z) &gt;= h(1/2): h^{-1/p} is nearly the slack itself, and convex in it. */
  private double slackInverse(double unit) {
    double goal = Math.pow(unit, -1 / p);
    double slack = Math.min(0.5, goal);
    for (int k = 0; k < MOST_STEPS; k++) {
      double ratio = slack / (2 - slack);
      double left = -Math.expm1(p * Math.log(ratio));
      double root = Math.pow(left, -1 / p);
      double slope = root / left * (1 + Math.pow(ratio, p + 1));
      double step = (slack * root - goal) / slope;
      slack -= step;
      if (!(step > ROUNDING * slack)) {
        break;
      }
    }
    return slack;
  }

  private static double atanh(double z, double slack) {
    return (Math.log1p(z) - logSlack(z, slack)) / 2;
  }

  /** ln(1 - z²). */
  private static double logProduct(double z, double slack) {
    return z < 0.5 ? Math.log1p(-z * z) : Math.log(slack) + Math.log1p(z);
  }

  /** ln(1 - z). */
  private static double logSlack(double z, double slack) {
    return z < 0.5 ? Math.log1p(-z) : Math.log(slack);
  }
}
