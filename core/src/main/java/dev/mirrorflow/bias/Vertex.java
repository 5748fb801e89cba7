package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.LongSum;

/**
 * A vertex of the ℓ1 problem over Aθ = b that is proved to be a solution.
 *
 * @param theta θ, length d
 * @param error how much of the terms of a row of Aθ an entry of θ is wrong by, by the last
 *     correction with a residual in twice the digits
 * @param dual p with |Aᵀp| &lt;= 1 to rounding, of the length of b
 */
record Vertex(double[] theta, double error, double[] dual) {

  /** How far |Aᵀp| may exceed 1 for p to be a proof to rounding. */
  static final double DUAL_ROUNDING = 1e-10;

  /** b - A_S θ_S in twice the digits. */
  static double[] residual(Constraint constraint, int[] support, double[] onSupport) {
    double[] out = new double[constraint.b().length];
    for (int i = 0; i < out.length; i++) {
      LongSum sum = new LongSum(constraint.b()[i], constraint.targetRest(i));
      for (int s = 0; s < support.length; s++) {
        sum.addProduct(constraint.a().get(i, support[s]), -onSupport[s]);
      }
      out[i] = sum.value();
    }
    return out;
  }

  /** The vertex with these entries, the last correction of which is given too. */
  static Vertex of(
      Constraint constraint,
      int[] support,
      double[] onSupport,
      double[] correction,
      double[] dual) {
    double[] theta = new double[constraint.a().columns()];
    double[] change = new double[theta.length];
    for (int s = 0; s < support.length; s++) {
      theta[support[s]] = onSupport[s];
      change[support[s]] = correction[s];
    }
    double error = new Terms(constraint.a(), constraint.b(), theta).ofError(change);
    return new Vertex(theta, error, dual);
  }

  /** The same where columns of very different size spoil p. */
  static final double DUAL_ROUNDING_STALLED = 8e-10;
}
