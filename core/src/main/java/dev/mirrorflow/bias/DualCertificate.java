package dev.mirrorflow.bias;

/**
 * What proves that θ has the least ℓ1 norm among the interpolators: any p with |Xᵀp| &lt;= 1 bounds
 * the norm of every interpolator from below by &lt;p, y&gt;. Computed from θ, p, X and y alone;
 * where X is rank deficient or ill conditioned, p is taken in the coordinates of an orthonormal
 * basis of its row space, so that the proof does not suffer from the condition of X.
 *
 * @param primalResidual ‖Xθ - y‖/‖y‖
 * @param dualExcess max |Xᵀp| - 1, or 0 where that is negative
 * @param dualityGap |‖θ‖₁ - &lt;p, y&gt;|/‖θ‖₁
 */
public record DualCertificate(double primalResidual, double dualExcess, double dualityGap) {

  /** Whether all three are at most the tolerance; false if one is NaN. */
  public boolean holds(double tolerance) {
    return primalResidual <= tolerance && dualExcess <= tolerance && dualityGap <= tolerance;
  }
}
