package dev.mirrorflow.descent;

import dev.mirrorflow.model.LeastSquares;

/**
 * Follows the edge of stability of the network. The curvature λ(w) of X diag(w) Xᵀ/n is monotone
 * and subadditive in the weights w = u² + v², so λ(w) &lt;= λ(w_0) + Σ_j (w_j - w_0j)⁺ c_j with c_j
 * the curvature of feature j alone: O(d) a step. Where that sum has grown too far, power iteration
 * from the last vector sets w_0 anew.
 */
final class NetworkEdgeSizer implements StepSizer {

  /**
   * Ten times max|g| joins the curvature: the gradient's share of a step stays small at the saddle
   * u = v = 0.
   */
  private static final double GRADIENT_WEIGHT = 10;

  private static final double GROWTH = 0.1;
  private static final int EPOCHS_BETWEEN = 256;

  /** Power iteration approaches from below; this covers its tolerance. */
  private static final double SAFETY = 1.02;

  private final double scale;
  private final double gradientWeight;
  private final BatchCurvature curvature;
  private final double[] featureBounds;
  private final double[] weights;
  private final double[] reference;
  private final long interval;
  private double base;
  private long renewed = -1;

  NetworkEdgeSizer(double scale, Descent plan, LeastSquares problem) {
    this.scale = scale;
    this.gradientWeight = GRADIENT_WEIGHT * plan.method().acceleration();
    this.curvature = new BatchCurvature(problem.design(), plan.batches());
    this.featureBounds = curvature.featureBounds();
    this.weights = new double[problem.features()];
    this.reference = new double[problem.features()];
    this.interval = (long) EPOCHS_BETWEEN * plan.stepsPerEpoch(problem.samples());
  }

  @Override
  public double next(long k, double loss, Iterate iterate) {
    iterate.weights(weights);
    double gradientTerm = gradientWeight / iterate.cap(1);
    double growth = growth();
    if (renewed < 0 || growth > GROWTH * (base + growth + gradientTerm) || k - renewed > interval) {
      base = SAFETY * curvature.bound(weights, 1e-2, 50);
      System.arraycopy(weights, 0, reference, 0, weights.length);
      renewed = k;
      growth = 0;
    }
    return scale / (base + growth + gradientTerm);
  }

  private double growth() {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += Math.max(0, weights[j] - reference[j]) * featureBounds[j];
    }
    return sum;
  }
}
