package dev.mirrorflow.bias;

/**
 * What proves that θ is the Bregman projection, each number computed from the returned θ. Residuals
 * are taken entry by entry, against the terms that they are the difference of, so that they do not
 * depend on how the rows and columns of X are scaled.
 *
 * @param primalResidual the largest |y_i - x_iθ|/(Σ_j |x_ij θ_j| + |y_i|) of a sample; along a
 *     trajectory, which does not interpolate, ‖Xθ - y‖/‖y‖
 * @param stationarity the largest distance of (∇φ(θ) - ∇φ(θ0))_j to x_jᵀν, x_j a column of X and ν
 *     the dual variable that was found, relative to Σ_i |x_ij ν_i| + |∇φ(θ0)_j|
 * @param dualityGap D(θ, θ0) less the dual value at ν, relative to D(θ, θ0)
 */
public record Certificate(double primalResidual, double stationarity, double dualityGap) {

  /** The largest of the three. */
  public double worst() {
    return Math.max(primalResidual, Math.max(stationarity, dualityGap));
  }

  /** Whether all three are at most the tolerance; false if one is NaN. */
  public boolean holds(double tolerance) {
    return primalResidual <= tolerance && stationarity <= tolerance && dualityGap <= tolerance;
  }
}
