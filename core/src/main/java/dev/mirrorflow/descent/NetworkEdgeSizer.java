package dev.mirrorflow.descent;

import dev.mirrorflow.model.LeastSquares;

/** The step at the edge of stability of one network, see {@link EdgeTracker}. */
final class NetworkEdgeSizer implements StepSizer {

  private final EdgeTracker tracker;
  private final BatchCurvature curvature;
  private final double[] featureBounds;
  private final double[] weights;
  private final double[] reference;

  NetworkEdgeSizer(double scale, Descent plan, LeastSquares problem) {
    this.curvature = new BatchCurvature(problem.design(), plan.batches());
    this.tracker = new EdgeTracker(scale, plan, problem.samples());
    this.featureBounds = curvature.featureBounds();
    this.weights = new double[problem.features()];
    this.reference = new double[problem.features()];
  }

  @Override
  public double next(long k, double loss, Iterate iterate) {
    iterate.weights(weights);
    double largest = 1 / iterate.cap(1);
    double growth = growth();
    if (tracker.isDue(k, growth, largest)) {
      tracker.renew(k, curvature.bound(weights, EdgeTracker.TOLERANCE, EdgeTracker.MAX_ITERATIONS));
      System.arraycopy(weights, 0, reference, 0, weights.length);
      growth = 0;
    }
    return tracker.step(growth, largest);
  }

  private double growth() {
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += Math.max(0, weights[j] - reference[j]) * featureBounds[j];
    }
    return sum;
  }
}
