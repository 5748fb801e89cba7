package dev.mirrorflow.bias;

/**
 * A vertex of the ℓ1 problem over Aθ = b that is proved to be a solution.
 *
 * @param theta θ, length d
 * @param dual p with |Aᵀp| &lt;= 1 to rounding, of the length of b
 */
record Vertex(double[] theta, double[] dual) {

  /** How far |Aᵀp| may exceed 1 for p to be a proof to rounding. */
  static final double DUAL_ROUNDING = 1e-10;

  /** The same where columns of very different size spoil p. */
  static final double DUAL_ROUNDING_STALLED = 8e-10;
}
