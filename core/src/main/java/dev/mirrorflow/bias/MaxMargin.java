package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import java.util.Arrays;

/**
 * The hard-margin separator through the origin, min ‖w‖ over y_i &lt;x_i, w&gt; &gt;= 1, and its
 * proof. Any λ &gt;= 0 with Σλ = 1 shows that no separator has a margin per norm above ‖Σ λ_i y_i
 * x_i‖ in the dual norm; at the optimum that is 1/‖w‖. Both sides are computed in twice the
 * precision of a double or in integers, so that the gap is true however the rows and columns of X
 * are scaled.
 *
 * @param w the separator of least margin 1, length d, each entry rounded to a double: &lt;x_i,
 *     w&gt; is off by the rounding of its terms x_ij w_j
 * @param weights λ, length n; the samples with λ_i &gt; 0 are the support vectors
 * @param norm ‖w‖, in ℓ1, ℓ2 or ℓ∞
 * @param margin 1/‖w‖
 * @param gap (the dual bound on the margin - margin)/margin; 0 where it was found in integers
 */
public record MaxMargin(double[] w, double[] weights, double norm, double margin, double gap) {

  /** The gap must be at most this to be returned. */
  public static final double TOLERANCE = 1e-8;

  /** The number of support vectors. */
  public int supportVectors() {
    return (int) Arrays.stream(weights).filter(weight -> weight > 0).count();
  }

  /** The solution of an exact solver. */
  static MaxMargin exact(double[] w, double[] weights, double norm) {
    return checked(w, weights, norm, 0);
  }

  /**
   * A proved solution.
   *
   * @throws ComputationException if its norm is beyond the range of doubles
   */
  static MaxMargin checked(double[] w, double[] weights, double norm, double gap) {
    double margin = 1 / norm;
    if (!(norm > 0 && margin > 0) || Double.isInfinite(norm) || Double.isInfinite(margin)) {
      throw new ComputationException(
          "the maximum margin is beyond the range of doubles; multiply X by a power of two that"
              + " brings its entries near 1");
    }
    return new MaxMargin(w, weights, norm, margin, gap);
  }

  /** What says that no separator exists, proved by a convex combination that is 0. */
  static InseparableException inseparable(int samples) {
    return new InseparableException(
        "%d signed samples have a convex combination that is 0".formatted(samples));
  }

  /** What says that neither a separator nor its absence was proved. */
  static ComputationException uncertified() {
    return new ComputationException(
        "the maximum margin could not be certified: the classes are nearly inseparable, or X is too"
            + " ill conditioned; drop features that nearly depend on others");
  }
}
