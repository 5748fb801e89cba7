package dev.mirrorflow.asymptotics;

import dev.mirrorflow.error.BadDataException;

/**
 * The sparsity up to which the least ℓ1 norm finds θ*, the limit α → 0 of the network (3.31): with
 * n = δd standard Gaussian samples without noise of a θ* with k = ρn non-zero entries, min ‖θ‖₁
 * over Xθ = y is θ* with a probability that tends to 1 below the curve ρ(δ) as d grows, to 0 above
 * it (the weak threshold of Donoho and Tanner 2009).
 *
 * <p>The place is where n is the statistical dimension of the cone in which the norm descends from
 * θ* (Amelunxen, Lotz, McCoy and Tropp 2014, (4.4)): with s = k/d, φ and Q the density and the
 * upper tail of the normal distribution,
 *
 * <pre>δ = inf over τ >= 0 of s(1 + τ²) + (1 - s) 2 [(1 + τ²) Q(τ) - τ φ(τ)].</pre>
 *
 * The derivative in τ vanishes where sτ = 2(1 - s)(φ - τQ). That makes τ a parameter of the curve,
 *
 * <pre>δ = 1/(1 + τ (1/2 - Q)/φ),    ρ = 1 - τ Q/φ.</pre>
 */
public final class RecoveryThreshold {

  /** Beyond this δ is below every double. */
  private static final double LARGEST_TAU = 40;

  private RecoveryThreshold() {}

  /**
   * The threshold ρ = k/n, to about 1e-13; a few thousand flops.
   *
   * @param delta δ = n/d, above 0 and at most 1
   * @throws BadDataException if δ is not in that range
   */
  public static double ofSamples(double delta) {
    if (!(delta > 0 && delta <= 1)) {
      throw new BadDataException("n/d must be above 0 and at most 1, not " + delta);
    }
    double odds = (1 - delta) / delta;
    double low = 0;
    double high = LARGEST_TAU;
    while (true) {
      double tau = low + (high - low) / 2;
      if (tau == low || tau == high) {
        return sparsity(low);
      }
      if (odds(tau) <= odds) {
        low = tau;
      } else {
        high = tau;
      }
    }
  }

  /** (1 - δ)/δ at τ, rising from 0; δ itself is flat where it is 1. */
  private static double odds(double tau) {
    return tau
        * (tau < Gaussian.FRACTION_FROM
            ? Gaussian.innerRatio(tau)
            : halfRatio(tau) - 1 / (tau + Gaussian.fraction(tau)));
  }

  /** ρ at τ, from c/(τ + c) where 1 - τQ/φ would cancel. */
  private static double sparsity(double tau) {
    if (tau < Gaussian.FRACTION_FROM) {
      return 1 - tau * (halfRatio(tau) - Gaussian.innerRatio(tau));
    }
    double c = Gaussian.fraction(tau);
    return c / (tau + c);
  }

  /** (1/2)/φ. */
  private static double halfRatio(double tau) {
    return Math.sqrt(Math.PI / 2) * Math.exp(tau * tau / 2);
  }
}
