package dev.mirrorflow.bias;

/**
 * The sums over the columns of A that {@link DualSystem} is made of, for one start at a time,
 * wherever A and the start are kept: by rows in memory, or by columns anywhere. With z = Aᵀζ/c and
 * s = asinh(θ0/|I|), θ(ζ) = |I| ⊙ sinh(z + s).
 */
interface DualSums extends FactoredMatrix.Source {

  /**
   * What is to be known of a start.
   *
   * @param topLog the largest ln |I_j|
   * @param largest max |θ0_j|
   * @param l1 ‖θ0‖₁
   * @param isUniform whether θ0 = 0 and all |I_j| are the same
   */
  record Start(double topLog, double largest, double l1, boolean isUniform) {}

  /** The start in force. */
  Start start();

  /** max |Aᵀp|. */
  double largest(double[] p);

  /**
   * Multiplies the |I_j| of the start so that the largest ln |I_j| is this, and keeps θ0.
   *
   * @param scale c, from now on
   */
  void moveTo(double topLog, double scale);

  /** Evaluates at ζ; returns Aθ(ζ), not to be changed. */
  double[] evaluate(double[] zeta);

  /**
   * Moves ζ, the place of the last evaluation, along a Newton step as far as that surely descends.
   *
   * @return max |Aᵀ Δζ|/c of the whole step: how far it moves the exponents
   */
  double follow(double[] zeta, double[] step);

  /** A ∂θ/∂ ln I at fixed ζ/c, at the last evaluation; it belongs to the caller. */
  double[] drift();
}
