package dev.mirrorflow.bias;

/**
 * Newton's matrix A diag(w) Aᵀ, as what solves with it. w = √(θ² + I²) is taken relative to e^{
 * {@link #logTopWeight}}, which keeps it within range.
 */
interface NewtonMatrix {

  /**
   * Takes the one of weights that are all I, where it is at hand.
   *
   * @return whether it was
   */
  boolean takeFlat(double logInvariant);

  /** Whether to make it anew costs more than a Newton step that it makes better. */
  boolean isDear();

  /** Makes it that of the last evaluation. */
  void renew();

  /** Replaces b by about the solution of A diag(w) Aᵀ p = b. */
  void solve(double[] b);

  /** The logarithm of what the weights are relative to. */
  double logTopWeight();
}
