package dev.mirrorflow.descent;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.LeastSquares;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/**
 * The largest stable step η of a method. On θ it is 2/λmax(XᵀX/n) times the factor of the method.
 * On the network it is the same with λmax of X diag(u² + v²) Xᵀ/n at the minimiser (Nacson et al.
 * 2022), found by a short descent along the edge; the path there may be sharper, so take it as an
 * estimate. For mini-batches the step is stable for every batch, and larger ones may be stable on
 * average.
 */
public final class StableStep {

  private static final int PROBE_ITERATIONS = 2000;
  private static final double PROBE_TOLERANCE = 1e-6;

  private StableStep() {}

  /**
   * The step of gradient descent on the network that {@link StepRule.FractionOfEdge} takes a
   * fraction of, 2/(λ + 10 max|g|): at the edge, and at most a fifth of the step that turns the
   * sign of an invariant.
   *
   * @param lambda λmax of X diag(u² + v²) Xᵀ/n
   * @param largestGradient max|g|
   */
  public static double atTheEdge(double lambda, double largestGradient) {
    return 2 / (lambda + EdgeTracker.GRADIENT_WEIGHT * largestGradient);
  }

  /**
   * The estimate for the plan's method and batches, from the start.
   *
   * @throws ComputationException if the curvature there leaves the range of doubles
   */
  public static double estimate(Descent plan, LeastSquares problem, Start start) {
    return Rescaling.of(problem)
        .stableStep(plan, start, () -> false)
        .orElseThrow(() ->
            new ComputationException(
                "no stable step was found, as the curvature leaves the range of doubles; take a"
                    + " start and an X of moderate size"));
  }

  /**
   * The same for a problem of moderate size; empty if the curvature leaves the range of doubles.
   */
  static OptionalDouble find(
      Descent plan, LeastSquares problem, Start start, BooleanSupplier cancelled) {
    BatchCurvature curvature = new BatchCurvature(problem.design(), plan.batches());
    double[] weights =
        switch (start) {
          case Start.Linear _ -> null;
          case Start.Network _ -> weightsAtMinimiser(problem, start, cancelled);
        };
    double step =
        plan.method().edgeFactor(plan.batches()) * 2 / curvature.bound(weights, 1e-6, 500);
    return step >= Double.MIN_NORMAL && step < Double.POSITIVE_INFINITY
        ? OptionalDouble.of(step)
        : OptionalDouble.empty();
  }

  private static double[] weightsAtMinimiser(
      LeastSquares problem, Start start, BooleanSupplier cancelled) {
    Descent probe =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.FractionOfEdge(0.5),
            new Stopping(PROBE_TOLERANCE * problem.lossAtZero(), 0, PROBE_ITERATIONS));
    // Should the probe diverge in its turn, its weights are not finite, and there is no step.
    DescentResult.Factors end =
        new Run(probe, problem, start, Observer.NONE, cancelled).toTheEnd().factors().orElseThrow();
    double[] weights = new double[problem.features()];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = end.u()[j] * end.u()[j] + end.v()[j] * end.v()[j];
    }
    return weights;
  }
}
