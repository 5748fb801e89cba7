package dev.mirrorflow.landscape;

/**
 * What proves that the end of a {@link SaddlePath} has the least ℓ1 norm among the minimisers of R.
 *
 * @param stationarity max_j |x_jᵀ(y - Xθ)| relative to ‖x_j‖ and the size of the terms of y - Xθ: 0
 *     where θ minimises R
 * @param dualExcess max |Xᵀp| - 1, or 0 where that is negative
 * @param dualityGap |‖θ‖₁ - &lt;p, Xθ&gt;|/‖θ‖₁
 */
public record PathCertificate(double stationarity, double dualExcess, double dualityGap) {

  /** Whether all three are at most the tolerance; false if one is NaN. */
  public boolean holds(double tolerance) {
    return stationarity <= tolerance && dualExcess <= tolerance && dualityGap <= tolerance;
  }
}
