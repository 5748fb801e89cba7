package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;

/**
 * How far θ is from the limit, by the Newton step that what rounding may have added to its residual
 * asks for.
 */
final class ErrorEstimate {

  /** A step solves for a residual where it leaves no more of it. */
  static final double SOLVED = 1e-6;

  private static final int SOLVES = 4;

  private ErrorEstimate() {}

  /** What a change of ζ makes of θ at the last evaluation. */
  interface Response {

    /**
     * The change of θ.
     *
     * @param change Δζ
     */
    Answer to(double[] change);
  }

  /**
   * A change of θ.
   *
   * @param fitted A times it
   * @param error the largest error of an entry, the rounding of Aᵀζ included, by what it changes in
   *     a row of Aθ relative to its terms
   */
  record Answer(double[] fitted, double error) {}

  /**
   * Estimates the error at the last evaluation: at most what rounding may have made of it.
   *
   * @param terms of Aθ = b
   * @param more what rounding may have added to each residual before
   * @param d the length of θ
   * @return the largest error of an entry, by what it changes in a row of Aθ relative to its terms;
   *     NaN where Newton's matrix is too ill conditioned to tell
   */
  static double of(DualSystem system, Response response, RowTerms terms, double[] more, int d) {
    double[] residual = terms.withRounding(system.residual(), d);
    for (int i = 0; i < residual.length; i++) {
      residual[i] += Math.copySign(more[i], residual[i]);
    }
    double wanted = SOLVED * terms.ofResidual(residual);
    double[] left = residual.clone();
    double[] change = new double[residual.length];
    system.renew();
    for (int k = 0; k < SOLVES; k++) {
      system.divide(left);
      Kernels.axpy(1, left, change);
      Answer answer = response.to(change);
      for (int i = 0; i < left.length; i++) {
        left[i] = residual[i] - answer.fitted()[i];
      }
      if (terms.ofResidual(left) <= wanted) {
        return answer.error();
      }
    }
    return Double.NaN;
  }
}
