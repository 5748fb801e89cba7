package dev.mirrorflow.landscape;

/**
 * What proves that the end of a {@link SaddlePath} has the least ℓ1 norm among the minimisers of R,
 * y being known to the rounding of the terms of y_i - x_iθ.
 *
 * @param stationarity how far θ is from a minimiser of R, against what the rounding of each sample
 *     explains: where θ interpolates, max_i |y_i - x_iθ|/(|y_i| + Σ_j |x_ij θ_j|); otherwise max_j
 *     |z_jᵀ(y - Xθ)| over its terms, z_j the part of x_j outside the span of the other columns of
 *     the support
 * @param rounding what the stationarity of a minimiser is at most
 * @param dualExcess max |Xᵀp| - 1, or 0 where that is negative
 * @param dualityGap |‖θ‖₁ - &lt;p, Xθ&gt;|/‖θ‖₁
 * @param drift a bound on the rounding of s along the path, and of θ relative to its largest entry
 */
public record PathCertificate(
    double stationarity, double rounding, double dualExcess, double dualityGap, double drift) {

  /** Whether θ is stationary and the others are at most the tolerance; false if one is NaN. */
  public boolean holds(double tolerance) {
    return stationarity <= rounding
        && dualExcess <= tolerance
        && dualityGap <= tolerance
        && drift <= tolerance;
  }
}
