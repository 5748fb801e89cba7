package dev.mirrorflow.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.ExplicitEuler;
import dev.mirrorflow.flow.FactorFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Integrator;
import dev.mirrorflow.flow.RungeKutta4;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.model.LeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class FlowSweepTest {

  private static final double[] ALPHAS = {1, 1e-3, 0.1, 1e-12, 3, 1e3, 1e100};

  private final LeastSquares problem = TestProblems.gaussianProblem(12, 40, 7);
  private final double goal = 1e-16 * problem.lossAtZero();

  @Test
  void endsAtTheLimitWithTheSameBitsForAnyThreadCount() {
    FlowSweep sweep = new FlowSweep(problem, goal, 10_000);
    List<FlowPoint> one = sweep.run(ALPHAS, 1, _ -> {}).points();
    BregmanProjection solver = new BregmanProjection(problem);
    for (int k = 0; k < ALPHAS.length; k++) {
      assertEquals(ALPHAS[k], one.get(k).alpha());
      FlowResult result = one.get(k).result().orElseThrow();
      assertTrue(result.reachedLoss());
      double error =
          TestProblems.relativeDistance(result.theta(), solver.ofAlpha(ALPHAS[k]).theta());
      assertTrue(error < 1e-6, "alpha = " + ALPHAS[k] + " ends " + error + " from the limit");
      // So many steps are a trajectory: at no scale of time does one step go past it.
      assertTrue(result.steps() > 40, result.steps() + " steps at alpha = " + ALPHAS[k]);
    }
    for (int threads : new int[] {2, 4}) {
      List<FlowPoint> many = sweep.run(ALPHAS, threads, _ -> {}).points();
      for (int k = 0; k < ALPHAS.length; k++) {
        FlowResult expected = one.get(k).result().orElseThrow();
        FlowResult actual = many.get(k).result().orElseThrow();
        assertArrayEquals(expected.theta(), actual.theta());
        assertEquals(expected.time(), actual.time());
        assertEquals(expected.evaluations(), actual.evaluations());
      }
    }
  }

  @Test
  void theTimesAreThoseOfAnExplicitMethodOnTheFactors() {
    double loss = 1e-3 * problem.lossAtZero();
    List<FlowPoint> points =
        new FlowSweep(problem, loss, 10_000).run(new double[] {1e-2, 0.3, 20}, 2, _ -> {}).points();
    for (FlowPoint point : points) {
      double explicit =
          FlowRun.run(
                  FactorFlow.ofAlpha(problem, point.alpha()),
                  new DormandPrince(Tolerance.ofFactors(1e-8, point.alpha())),
                  FlowOptions.untilLoss(loss))
              .time();
      double time = point.result().orElseThrow().time();
      assertEquals(explicit, time, 1e-4 * explicit, "alpha = " + point.alpha());
    }
  }

  /** Enough α for lanes, and some more, on Dormand-Prince and on a fixed step. */
  @Test
  void explicitMethodsRunSideBySideWithTheSameBitsForAnyThreadCount() {
    double[] alphas = AlphaSweep.logSpaced(0.1, 2, 2 * LaneKernels.width() + 3);
    FlowOptions options = FlowOptions.untilLoss(1e-8 * problem.lossAtZero());
    List<DoubleFunction<Integrator>> methods =
        List.of(
            alpha -> new DormandPrince(Tolerance.ofFactors(1e-8, alpha)),
            _ -> new RungeKutta4(0.02));
    for (DoubleFunction<Integrator> integrators : methods) {
      FlowSweep sweep = new FlowSweep(problem, options, integrators);
      List<FlowPoint> one = sweep.run(alphas, 1, _ -> {}).points();
      boolean rounded = false;
      for (int k = 0; k < alphas.length; k++) {
        assertEquals(alphas[k], one.get(k).alpha());
        FlowResult lane = one.get(k).result().orElseThrow();
        FlowResult alone = sweep.point(alphas[k], () -> false).result().orElseThrow();
        double distance = TestProblems.relativeDistance(lane.theta(), alone.theta());
        assertTrue(distance < 1e-9, "alpha = " + alphas[k] + ": distance " + distance);
        rounded |= distance > 0;
      }
      assertTrue(rounded, "these did not run in lanes");
      for (int threads : new int[] {2, 4}) {
        List<FlowPoint> many = sweep.run(alphas, threads, _ -> {}).points();
        for (int k = 0; k < alphas.length; k++) {
          FlowResult expected = one.get(k).result().orElseThrow();
          FlowResult actual = many.get(k).result().orElseThrow();
          assertArrayEquals(expected.theta(), actual.theta());
          assertEquals(expected.time(), actual.time());
          assertEquals(expected.evaluations(), actual.evaluations());
        }
      }
    }
  }

  @Test
  void fewAlphasRunOneByOneAndAFailureInLanesSaysSo() {
    FlowOptions options = FlowOptions.until(1);
    FlowSweep sweep =
        new FlowSweep(problem, options, alpha -> new ExplicitEuler(alpha > 10 ? 1 : 0.01));
    FlowPoint few = sweep.run(new double[] {0.1}, 1, _ -> {}).points().getFirst();
    assertArrayEquals(
        sweep.point(0.1, () -> false).result().orElseThrow().theta(),
        few.result().orElseThrow().theta());
    double[] alphas = new double[LaneKernels.width()];
    Arrays.fill(alphas, 0.1);
    alphas[1] = 1e100;
    List<FlowPoint> points = sweep.run(alphas, 2, _ -> {}).points();
    for (int k = 0; k < alphas.length; k++) {
      assertEquals(k == 1, points.get(k).result().isEmpty());
      assertEquals(k == 1, points.get(k).failure().contains("left the range of doubles"));
    }
  }

  @Test
  void oneFailingAlphaLeavesTheOthersAlone() {
    // The square of the last is no number, the budget is too small for none.
    List<FlowPoint> points =
        new FlowSweep(problem, goal, 10_000).run(new double[] {0.1, 1e200, 1}, 2, _ -> {}).points();
    assertTrue(points.get(0).result().orElseThrow().reachedLoss());
    assertTrue(points.get(1).result().isEmpty());
    assertFalse(points.get(1).failure().isEmpty());
    assertTrue(points.get(2).result().orElseThrow().reachedLoss());
    assertEquals("", points.get(2).failure());
  }

  @Test
  void aBudgetTooSmallIsAFailureThatSaysSo() {
    FlowPoint point =
        new FlowSweep(problem, goal, 5).run(new double[] {1}, 1, _ -> {}).points().getFirst();
    assertTrue(point.result().isEmpty());
    assertTrue(point.failure().contains("budget of 5 steps"), point.failure());
    assertFalse(point.failure().contains("\n"), point.failure());
  }

  @Test
  void progressIsToldOfEachPointOnce() {
    List<Double> seen = new ArrayList<>();
    new FlowSweep(problem, goal, 10_000)
        .run(new double[] {0.5, 0.1, 1}, 2, point -> seen.add(point.alpha()));
    seen.sort(null);
    assertEquals(List.of(0.1, 0.5, 1.0), seen);
  }

  /** In lanes and each alone: with these steps the α of 1 comes to the loss, the others never. */
  @Test
  void anInterruptLeavesThePointsThatEndedBefore() {
    FlowOptions half =
        FlowOptions.untilLoss(0.5 * problem.lossAtZero()).withMaxSteps(Long.MAX_VALUE);
    FlowSweep sweep =
        new FlowSweep(problem, half, alpha -> new ExplicitEuler(alpha == 1 ? 0.01 : 1e-12));
    double[] alphas = new double[LaneKernels.width()];
    Arrays.fill(alphas, 0.1);
    alphas[1] = 1;
    for (double[] some : List.of(alphas, new double[] {0.1, 1})) {
      Thread caller = Thread.currentThread();
      Swept<FlowPoint> swept = sweep.run(some, 2, _ -> caller.interrupt());
      assertTrue(Thread.interrupted());
      assertTrue(swept.isInterrupted());
      assertEquals(some.length, swept.asked());
      assertEquals(List.of(1.0), swept.points().stream().map(FlowPoint::alpha).toList());
      assertTrue(swept.points().getFirst().result().orElseThrow().reachedLoss());
    }
  }

  @Test
  void badInputIsRefused() {
    FlowSweep sweep = new FlowSweep(problem, goal, 10);
    assertThrows(BadDataException.class, () -> sweep.run(new double[0], 1, _ -> {}));
    assertThrows(BadDataException.class, () -> sweep.run(new double[] {1, 0}, 1, _ -> {}));
    assertThrows(BadDataException.class, () -> sweep.run(new double[] {1}, 0, _ -> {}));
    assertThrows(BadDataException.class, () -> new FlowSweep(problem, -1, 10));
    assertThrows(BadDataException.class, () -> new FlowSweep(problem, goal, 0));
  }
}
