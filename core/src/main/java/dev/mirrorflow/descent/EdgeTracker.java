package dev.mirrorflow.descent;

/**
 * Follows the edge of stability of the network along one run. The curvature λ(w) of X diag(w) Xᵀ/n
 * is monotone and subadditive in the weights w = u² + v², so λ(w) &lt;= λ(w_0) + Σ_j (w_j - w_0j)⁺
 * c_j with c_j the curvature of feature j alone: O(d) a step. Where that sum, the growth, has grown
 * too far, power iteration from the last vector sets w_0 anew.
 */
final class EdgeTracker {

  /**
   * Ten times max|g| joins the curvature: the gradient's share of a step stays small at the saddle
   * u = v = 0.
   */
  static final double GRADIENT_WEIGHT = 10;

  private static final double GROWTH = 0.1;
  private static final int EPOCHS_BETWEEN = 256;

  /** Of the power iteration: the relative change of λ to stop at. */
  static final double TOLERANCE = 1e-2;

  static final int MAX_ITERATIONS = 50;

  /** Power iteration approaches from below; this covers its tolerance. */
  private static final double SAFETY = 1.02;

  private final double scale;
  private final double gradientWeight;
  private final long interval;
  private double base;
  private long renewed = -1;

  EdgeTracker(double scale, Descent plan, int samples) {
    this.scale = scale;
    this.gradientWeight = GRADIENT_WEIGHT * plan.method().acceleration();
    this.interval = (long) EPOCHS_BETWEEN * plan.stepsPerEpoch(samples);
  }

  /**
   * Whether the weights of iteration k are to be the new reference.
   *
   * @param growth Σ_j (w_j - w_0j)⁺ c_j
   * @param largest max|g|
   */
  boolean isDue(long k, double growth, double largest) {
    return renewed < 0
        || growth > GROWTH * (base + growth + gradientWeight * largest)
        || k - renewed > interval;
  }

  /** Takes iteration k, of curvature λ, for the reference: the growth is 0 from here. */
  void renew(long k, double lambda) {
    base = SAFETY * lambda;
    renewed = k;
  }

  /** The step size η. */
  double step(double growth, double largest) {
    return scale / (base + growth + gradientWeight * largest);
  }
}
