package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkDescentTest {

  private static final Stopping STOP = new Stopping(1e-7, 0, 200_000);

  private final LeastSquares sparse = TestProblems.sparseProblem(40, 120, 3, 31);

  static Stream<Descent> plans() {
    Method gd = new Method.GradientDescent();
    Batches full = new Batches.Full();
    StepRule edge = new StepRule.FractionOfEdge(0.5);
    return Stream.of(
        new Descent(gd, full, edge, STOP),
        new Descent(gd, full, new StepRule.Constant(0.1), STOP),
        new Descent(gd, full, new StepRule.Polyak(), STOP),
        new Descent(gd, full, new StepRule.Backtracking(1), STOP),
        new Descent(gd, new Batches.Mini(8, false, 1), edge, STOP),
        new Descent(gd, new Batches.Mini(4, true, 2), edge, STOP),
        new Descent(new Method.HeavyBall(0.9), full, edge, STOP),
        new Descent(new Method.Nesterov(0.9), full, edge, STOP));
  }

  /** α → 0: the limit is near the sparse min-ℓ1 interpolator, far from the min-ℓ2 one. */
  @ParameterizedTest
  @MethodSource("plans")
  void aSmallStartRecoversTheSparseInterpolator(Descent plan) {
    DescentResult result = plan.run(sparse, Start.network(1e-3, 120));
    assertEquals(Status.CONVERGED, result.status(), result::message);
    double[] expected = TestProblems.sparseTheta(120, 3);
    assertTrue(
        TestProblems.relativeDistance(result.theta(), expected) < 1e-2,
        () -> "distance " + TestProblems.relativeDistance(result.theta(), expected));
    double[] l2 = new LinearSolutions(sparse).minimumNorm();
    assertTrue(TestProblems.relativeDistance(result.theta(), l2) > 0.2);
  }

  /** α → ∞: the limit is the min-ℓ2 interpolator, at the rate α⁻⁴. */
  @Test
  void aLargeStartReachesTheMinimumNormInterpolator() {
    double[] l2 = new LinearSolutions(sparse).minimumNorm();
    Descent plan =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.FractionOfEdge(0.5),
            new Stopping(1e-20, 0, 200_000));
    double near =
        TestProblems.relativeDistance(plan.run(sparse, Start.network(20, 120)).theta(), l2);
    assertTrue(near < 1e-5, "distance " + near);
  }

  /** Reference case gd_exact_steps: exact rational arithmetic, one step and two. */
  @Test
  void stepsEqualTheExactOnes() {
    LeastSquares problem = new LeastSquares(DesignMatrix.of(new double[] {1, 2}), new double[] {3});
    Start start = new Start.Network(new double[] {0.75, 0.75}, new double[] {0, 0});
    DescentResult.Factors one = steps(problem, start, 1);
    assertArrayEquals(new double[] {0.75, 0.75}, one.u(), 1e-13);
    assertArrayEquals(new double[] {0.1125, 0.225}, one.v(), 1e-13);
    assertArrayEquals(
        new double[] {0.274921875, 0.2559375}, DiagonalNetwork.invariant(one.u(), one.v()), 1e-13);
    DescentResult.Factors two = steps(problem, start, 2);
    assertArrayEquals(new double[] {0.764501953125, 0.8080078125}, two.u(), 1e-13);
    assertArrayEquals(new double[] {0.2091796875, 0.418359375}, two.v(), 1e-13);
    assertArrayEquals(
        new double[] {0.15991827964782715, 0.33803764343261716},
        DiagonalNetwork.theta(two.u(), two.v()),
        1e-13);
  }

  /** I is conserved by the flow (3.17); GD with step η drifts from it by O(η). */
  @Test
  void theDriftOfTheInvariantFallsWithTheStep() {
    double coarse = drift(0.02);
    double fine = drift(0.01);
    assertTrue(fine < coarse && coarse < 0.5, coarse + " " + fine);
    assertEquals(0.5, fine / coarse, 0.05);
  }

  @Test
  void divergenceIsReportedWithAStableStep() {
    Descent plan =
        new Descent(
            new Method.GradientDescent(), new Batches.Full(), new StepRule.Constant(5), STOP);
    DescentResult result = plan.run(sparse, Start.network(0.1, 120));
    assertEquals(Status.DIVERGED, result.status());
    double stable = result.stableStep().orElseThrow();
    assertTrue(stable > 0.01 && stable < 5, "stable step " + stable);
    Descent below =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.Constant(0.8 * stable),
            STOP);
    assertEquals(Status.CONVERGED, below.run(sparse, Start.network(0.1, 120)).status());
  }

  @Test
  void theTraceHoldsTheStartTheEndAndAFallingLoss() {
    Trace trace = Trace.logSpaced(STOP.maxIterations(), 10);
    DescentResult result =
        plans().findFirst().orElseThrow().run(sparse, Start.network(0.01, 120), trace, () -> false);
    int last = trace.size() - 1;
    assertEquals(0, trace.iteration(0));
    assertEquals(result.iterations(), trace.iteration(last));
    assertEquals(result.loss(), trace.loss(last));
    assertTrue(last > 20, "records " + last);
    for (int i = 1; i <= last; i++) {
      assertTrue(trace.loss(i) <= trace.loss(i - 1) * (1 + 1e-12));
      assertTrue(trace.eta(i) > 0 && trace.l2(i) <= trace.l1(i) + 1e-12);
    }
  }

  @Test
  void cancellationAndTheBudgetEndTheRun() {
    Descent plan = plans().findFirst().orElseThrow();
    Start start = Start.network(0.01, 120);
    assertEquals(Status.INTERRUPTED, plan.run(sparse, start, Observer.NONE, () -> true).status());
    Descent few =
        new Descent(plan.method(), plan.batches(), plan.stepRule(), new Stopping(0, 0, 5));
    DescentResult result = few.run(sparse, start);
    assertEquals(Status.BUDGET, result.status());
    assertEquals(5, result.iterations());
    Descent flat =
        new Descent(plan.method(), plan.batches(), plan.stepRule(), new Stopping(0, 1e-6, 100_000));
    assertEquals(Status.STATIONARY, flat.run(sparse, start).status());
  }

  @Test
  void badSettingsAreRefused() {
    assertThrows(BadDataException.class, () -> Start.network(0, 3));
    assertThrows(BadDataException.class, () -> new StepRule.Constant(-1));
    assertThrows(BadDataException.class, () -> new Method.HeavyBall(1));
    assertThrows(BadDataException.class, () -> new Batches.Mini(0, true, 1));
    assertThrows(BadDataException.class, () -> new Stopping(-1, 0, 1));
    assertThrows(
        BadDataException.class,
        () ->
            new Descent(
                new Method.HeavyBall(0.5), new Batches.Full(), new StepRule.Backtracking(1), STOP));
    assertThrows(
        BadDataException.class, () -> plans().findFirst().orElseThrow().run(sparse, Start.zero(7)));
  }

  private double drift(double eta) {
    DescentResult.Factors end =
        new Descent(
                new Method.GradientDescent(),
                new Batches.Full(),
                new StepRule.Constant(eta),
                new Stopping(1e-12, 0, 100_000))
            .run(sparse, Start.network(0.5, 120))
            .factors()
            .orElseThrow();
    double max = 0;
    for (double i : DiagonalNetwork.invariant(end.u(), end.v())) {
      max = Math.max(max, Math.abs(i / 0.25 - 1));
    }
    return max;
  }

  private static DescentResult.Factors steps(LeastSquares problem, Start start, int count) {
    return new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.Constant(0.05),
            new Stopping(0, 0, count))
        .run(problem, start)
        .factors()
        .orElseThrow();
  }
}
