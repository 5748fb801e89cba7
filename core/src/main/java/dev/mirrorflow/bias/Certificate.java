package dev.mirrorflow.bias;

/**
 * What proves that θ is the Bregman projection, each number computed from the returned θ.
 *
 * @param primalResidual ‖Xθ - y‖/‖y‖
 * @param stationarity distance of ∇φ(θ) - ∇φ(θ0) to the vector Xᵀν of the row space that was found,
 *     relative to its largest entry
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
