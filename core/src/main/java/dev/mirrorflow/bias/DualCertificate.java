package dev.mirrorflow.bias;

/**
 * What proves that θ has the least Σ_j w_j |θ_j|, the ℓ1 norm where w = 1, among the interpolators:
 * any p with |x_jᵀp| &lt;= w_j bounds that of every interpolator from below by &lt;p, y&gt;; among
 * those &gt;= 0, any with x_jᵀp &lt;= w_j. Computed from θ, p, X and y alone; where X is rank
 * deficient or ill conditioned, p is taken in the coordinates of an orthonormal basis of its row
 * space, so that the proof does not suffer from the condition of X.
 *
 * @param primalResidual the largest |y_i - x_iθ|/(Σ_j |x_ij θ_j| + |y_i|) of a sample; within a
 *     noise, ‖Xθ - y‖/S - 1, or 0 where that is negative
 * @param dualExcess max |x_jᵀp|/w_j - 1, or 0 where that is negative; |x_jᵀp|/Σ_i |x_ij p_i| where
 *     w_j = 0
 * @param dualityGap |Σ_j w_j |θ_j| - &lt;p, y&gt;| over the first of them
 */
public record DualCertificate(double primalResidual, double dualExcess, double dualityGap) {

  /** Whether all three are at most the tolerance; false if one is NaN. */
  public boolean holds(double tolerance) {
    return primalResidual <= tolerance && dualExcess <= tolerance && dualityGap <= tolerance;
  }
}
