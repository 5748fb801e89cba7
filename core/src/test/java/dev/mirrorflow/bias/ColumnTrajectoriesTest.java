package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.descent.Trace;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.StoredColumns;
import dev.mirrorflow.linalg.SymmetricEigen;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Descents over columns beside the limits of their flows. */
class ColumnTrajectoriesTest {

  private static final int D = 500;
  private static final LeastSquares PROBLEM = TestProblems.sparseProblem(20, D, 3, 95);
  private static final double[] ALPHAS = {0.05, 1};

  private static ColumnTrajectories trajectories(ColumnPass pass) {
    List<ColumnLimit> limits =
        new ColumnProjection(pass, PROBLEM.target()).path(ALPHAS, _ -> ColumnSink.NONE, _ -> {});
    return new ColumnTrajectories(pass, PROBLEM.target(), limits);
  }

  private static ColumnPass pass(int threads) {
    return new ColumnPass(new StoredColumns(PROBLEM.design()), threads);
  }

  private static Stopping to(double tolerance) {
    return new Stopping(tolerance * PROBLEM.lossAtZero(), 0, 200_000);
  }

  /** The descents with a fraction of the step at the edge, and their θ. */
  private static List<ColumnTrajectory> run(double fraction, Stopping stopping, double[][] thetas) {
    try (ColumnPass pass = pass(2)) {
      ColumnTrajectories trajectories = trajectories(pass);
      double[] etas = new double[ALPHAS.length];
      for (int k = 0; k < etas.length; k++) {
        etas[k] = fraction * trajectories.edgeStep(k);
      }
      return trajectories.run(
          etas,
          stopping,
          3,
          k -> (first, count, values) -> System.arraycopy(values, 0, thetas[k], first, count),
          () -> {});
    }
  }

  /** The gap is quadratic, as the primal and the dual value are stationary at the limit. */
  @Test
  void smallStepsEndAtTheLimitAndTheirBiasIsLinearInTheStep() {
    BregmanProjection memory = new BregmanProjection(PROBLEM);
    double[][] distances = new double[2][2];
    double[][] stationarities = new double[2][2];
    double[][] gaps = new double[2][2];
    double[] fractions = {0.2, 0.1};
    for (int f = 0; f < 2; f++) {
      double[][] thetas = new double[2][D];
      List<ColumnTrajectory> ends = run(fractions[f], to(1e-18), thetas);
      for (int k = 0; k < 2; k++) {
        assertEquals(Status.CONVERGED, ends.get(k).status());
        ColumnPoint end = ends.get(k).points().getLast();
        double[] limit = memory.ofAlpha(ALPHAS[k]).theta();
        double distance = Norms.relativeDistance(thetas[k], limit);
        assertEquals(distance, end.limitDistance(), 1e-9);
        assertEquals(Norms.l1(thetas[k]), end.l1(), 1e-12 * end.l1());
        assertEquals(Norms.l2(thetas[k]), end.l2(), 1e-12 * end.l2());
        assertTrue(end.certificate().primalResidual() <= 2e-9);
        distances[f][k] = distance;
        stationarities[f][k] = end.certificate().stationarity();
        gaps[f][k] = end.certificate().dualityGap();
      }
    }
    for (int k = 0; k < 2; k++) {
      assertTrue(distances[0][k] < 0.02, Arrays.deepToString(distances));
      assertEquals(2, distances[0][k] / distances[1][k], 0.1);
      assertTrue(stationarities[0][k] < 0.05, Arrays.deepToString(stationarities));
      assertEquals(2, stationarities[0][k] / stationarities[1][k], 0.1);
      assertTrue(gaps[0][k] < 1e-3, Arrays.deepToString(gaps));
    }
    // At α = 1 it is as small as the residual.
    assertEquals(4, gaps[0][0] / gaps[1][0], 0.3, Arrays.deepToString(gaps));
  }

  @Test
  void whatIsRecordedIsWhatTheDescentInMemoryRecords() {
    List<ColumnTrajectory> ends = run(0.1, new Stopping(0, 0, 40), new double[2][D]);
    for (int k = 0; k < 2; k++) {
      ColumnTrajectory end = ends.get(k);
      Trace trace = Trace.logSpaced(40, 3);
      DescentResult expected =
          new Descent(
                  new Method.GradientDescent(),
                  new Batches.Full(),
                  new StepRule.Constant(end.eta()),
                  new Stopping(0, 0, 40))
              .run(PROBLEM, Start.network(ALPHAS[k], D), trace, () -> false);
      assertEquals(trace.size(), end.points().size());
      for (int i = 0; i < trace.size(); i++) {
        ColumnPoint point = end.points().get(i);
        assertEquals(trace.iteration(i), point.iteration());
        assertEquals(trace.loss(i), point.loss(), 1e-10 * trace.loss(i));
        assertEquals(trace.gradientNorm(i), point.gradientNorm(), 1e-10 * trace.gradientNorm(i));
        assertEquals(trace.l1(i), point.l1(), 1e-10 * trace.l1(i));
        assertEquals(trace.l2(i), point.l2(), 1e-10 * trace.l2(i));
      }
      double drift = 0;
      for (int j = 0; j < D; j++) {
        double u = expected.factors().orElseThrow().u()[j];
        double v = expected.factors().orElseThrow().v()[j];
        double change = (u * u - v * v) / 2 / (ALPHAS[k] * ALPHAS[k]) - 1;
        drift = Math.max(drift, Math.abs(change));
      }
      assertTrue(drift > 1e-6, "drift " + drift);
      assertEquals(drift, end.points().getLast().drift(), 1e-10);
    }
  }

  @Test
  void theStableStep() {
    try (ColumnPass pass = pass(1)) {
      ColumnTrajectories trajectories = trajectories(pass);
      double[] gradient = new double[D];
      PROBLEM.lossAndGradient(new double[D], new double[20], gradient);
      for (int k = 0; k < 2; k++) {
        double[] theta = new BregmanProjection(PROBLEM).ofAlpha(ALPHAS[k]).theta();
        double[] h = new double[400];
        for (int i = 0; i < 400; i++) {
          for (int j = 0; j < D; j++) {
            double weight = 2 * Math.hypot(theta[j], ALPHAS[k] * ALPHAS[k]);
            h[i] += weight * PROBLEM.design().get(i / 20, j) * PROBLEM.design().get(i % 20, j) / 20;
          }
        }
        double lambda = SymmetricEigen.of(h, 20).value(0);
        assertEquals(2 / lambda, trajectories.stableStep(k), 1e-9 / lambda);
        double edge = 2 / (lambda + 10 * Norms.max(gradient));
        assertEquals(edge, trajectories.edgeStep(k), 1e-9 * edge);
      }
    }
  }

  @Test
  void aDivergenceHasNoEndAndLeavesTheOthers() {
    try (ColumnPass pass = pass(2)) {
      ColumnTrajectories trajectories = trajectories(pass);
      double[] etas = {0.5 * trajectories.edgeStep(0), 10 * trajectories.stableStep(1)};
      List<ColumnTrajectory> ends =
          trajectories.run(etas, to(1e-10), 3, _ -> ColumnSink.NONE, () -> {});
      assertEquals(Status.CONVERGED, ends.get(0).status());
      assertEquals(Status.DIVERGED, ends.get(1).status());
      assertTrue(ends.get(1).points().getLast().iteration() < ends.get(1).iterations());
      assertTrue(Double.isFinite(ends.get(0).points().getLast().limitDistance()));
    }
  }

  @Test
  void endsWhenInterrupted() {
    try (ColumnPass pass = pass(2)) {
      ColumnTrajectories trajectories = trajectories(pass);
      int[] steps = {0};
      List<ColumnTrajectory> ends =
          trajectories.run(
              new double[] {0.01, 0.001},
              to(0),
              1,
              _ -> ColumnSink.NONE,
              () -> {
                if (++steps[0] == 7) {
                  Thread.currentThread().interrupt();
                }
              });
      assertTrue(Thread.interrupted());
      for (ColumnTrajectory end : ends) {
        assertEquals(Status.INTERRUPTED, end.status());
        assertEquals(7, end.iterations());
        assertEquals(1, end.points().getLast().iteration());
      }
    }
  }

  @Test
  void theBitsAreThoseOfAnyNumberOfThreads() {
    double[][][] thetas = new double[3][2][D];
    double[][] points = new double[3][];
    for (int threads = 1; threads <= 3; threads++) {
      double[][] theta = thetas[threads - 1];
      try (ColumnPass pass = pass(threads)) {
        ColumnPoint end =
            trajectories(pass)
                .run(
                    new double[] {0.02, 0.002},
                    new Stopping(0, 0, 50),
                    1,
                    k ->
                        (first, count, values) ->
                            System.arraycopy(values, 0, theta[k], first, count),
                    () -> {})
                .getFirst()
                .points()
                .getLast();
        points[threads - 1] =
            new double[] {end.l1(), end.gradientNorm(), end.certificate().dualityGap()};
      }
    }
    for (int t = 1; t < 3; t++) {
      assertArrayEquals(thetas[0], thetas[t]);
      assertArrayEquals(points[0], points[t]);
    }
  }
}
