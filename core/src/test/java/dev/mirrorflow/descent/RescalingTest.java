package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data whose squares leave the range of doubles, and the two ends of what a descent can do. */
class RescalingTest {

  private static final int D = 20;
  private static final int MOST = 300;

  static Stream<Descent> plans() {
    Method gd = new Method.GradientDescent();
    Batches full = new Batches.Full();
    StepRule edge = new StepRule.FractionOfEdge(0.5);
    Stopping stop = new Stopping(1e-9, 0, MOST);
    return Stream.of(
        new Descent(gd, full, edge, stop),
        new Descent(gd, full, new StepRule.Constant(0.05), stop),
        new Descent(gd, full, new StepRule.Constant(50), stop),
        new Descent(gd, full, new StepRule.Polyak(), stop),
        new Descent(gd, full, new StepRule.Backtracking(1), stop),
        new Descent(gd, full, new StepRule.Cosine(0.05, 100), new Stopping(0, 1e-6, MOST)),
        new Descent(gd, new Batches.Mini(3, false, 1), new StepRule.InverseTime(0.05, 50), stop),
        new Descent(
            gd,
            new Batches.Mini(3, true, 1).with(new Batches.LabelNoise(0.1, 50)),
            new StepRule.Constant(0.02),
            stop),
        new Descent(new Method.HeavyBall(0.9), full, edge, stop),
        new Descent(new Method.Nesterov(0.9), full, edge, stop));
  }

  /** The same descent in other units has the same bits, but for their exponents. */
  @ParameterizedTest
  @MethodSource("plans")
  void powersOfTwoChangeNoBit(Descent plan) {
    LeastSquares problem = TestProblems.sparseProblem(8, D, 2, 4);
    for (int[] powers : new int[][] {{300, 0}, {-300, 0}, {0, 300}, {0, -400}, {400, 300}}) {
      int x = powers[0];
      int y = powers[1];
      LeastSquares scaled = scaled(problem, x, y);
      // θ' = 2^(y-x) θ, so that u' = 2^((y-x)/2) u, and η' = 2^(-x-y) η there, 2^(-2x) η on θ.
      assertSame(
          run(plan, problem, Start.network(0.1, D)),
          run(
              in(plan, -x - y, 2 * y, 2 * y - (y - x) / 2, y),
              scaled,
              Start.network(Math.scalb(0.1, (y - x) / 2), D)),
          x,
          y);
      assertSame(
          run(plan, problem, Start.zero(D)),
          run(in(plan, -2 * x, 2 * y, y + x, y), scaled, Start.zero(D)),
          x,
          y);
    }
  }

  @Test
  void lanesAreRescaledToo() {
    LeastSquares problem = TestProblems.sparseProblem(8, D, 2, 4);
    Descent plan = plans().findFirst().orElseThrow();
    int width = LaneKernels.width();
    DescentResult[] lanes = new DescentResult[2];
    int[] next = {0};
    plan.runInLanes(
        scaled(problem, 520, 0),
        width,
        new LaneTasks() {
          @Override
          public int next() {
            return next[0] < lanes.length ? next[0]++ : -1;
          }

          @Override
          public Start.Network start(int number) {
            return Start.network(Math.scalb(0.1 + number, -260), D);
          }

          @Override
          public void ended(int number, DescentResult result) {
            lanes[number] = result;
          }
        },
        () -> false);
    for (int k = 0; k < lanes.length; k++) {
      DescentResult alone = run(plan, problem, Start.network(0.1 + k, D));
      assertEquals(alone.status(), lanes[k].status());
      assertEquals(alone.iterations(), lanes[k].iterations());
      double[] theta = scaled(lanes[k].theta(), 520);
      assertEquals(0, TestProblems.relativeDistance(theta, alone.theta()), 1e-9);
    }
  }

  /** X = (1e154, 2e154), y = 1: the ℓ2 solution is y x/‖x‖² = (0.2, 0.4)·1e-154. */
  @Test
  void oneHugeRowIsFitted() {
    LeastSquares problem =
        new LeastSquares(DesignMatrix.of(new double[] {1e154, 2e154}), new double[] {1});
    Descent plan = plans().findFirst().orElseThrow();
    for (Start start : new Start[] {Start.zero(2), Start.network(0.1, 2)}) {
      DescentResult end = run(plan, problem, start);
      assertEquals(Status.CONVERGED, end.status());
      assertEquals(0.2e-154, end.theta()[0], 1e-158);
      assertEquals(0.4e-154, end.theta()[1], 1e-158);
      assertTrue(end.loss() <= 1e-9, "loss " + end.loss());
    }
  }

  @Test
  void lossesThatNoDoubleHoldsAreRefused() {
    LeastSquares problem = TestProblems.sparseProblem(8, D, 2, 4);
    Descent plan = plans().findFirst().orElseThrow();
    for (int power : new int[] {600, -600}) {
      String message =
          assertThrows(
                  BadDataException.class,
                  () -> plan.run(scaled(problem, 0, power), Start.network(0.1, D)))
              .getMessage();
      assertTrue(message.contains(power > 0 ? "y is too large" : "y is too small"), message);
      assertTrue(message.contains("at row "), message);
    }
    LeastSquares zero = new LeastSquares(problem.design(), new double[8]);
    DescentResult end = plan.run(zero, Start.network(0.1, D));
    assertEquals(Status.CONVERGED, end.status());
    assertArrayEquals(new double[D], end.theta());
    assertThrows(BadDataException.class, () -> scaled(problem, 0, -512).lossGoal(0, 1e-20));
    assertEquals(0, zero.lossGoal(0, 1e-10));
  }

  /** The probe for a stable step diverges in its turn. */
  @Test
  void aStartBeyondTheRangeOfDoublesHasNoStableStep() {
    LeastSquares problem = TestProblems.sparseProblem(8, D, 2, 4);
    Descent plan = plans().findFirst().orElseThrow();
    Start start = Start.network(1e154, D);
    DescentResult end = plan.run(problem, start);
    assertEquals(Status.DIVERGED, end.status());
    assertTrue(end.stableStep().isEmpty());
    assertTrue(end.message().contains("no step is stable"), end.message());
    assertFalse(end.message().contains("NaN"), end.message());
    assertThrows(ComputationException.class, () -> StableStep.estimate(plan, problem, start));
  }

  /** Where no further step would help, and where one would. */
  @Test
  void theFloorOfRoundingHasItsName() {
    LeastSquares problem = TestProblems.gaussianProblem(8, D, 4);
    for (Start start : new Start[] {Start.zero(D), Start.network(0.5, D)}) {
      assertEquals(Status.FLOOR, run(edge(1e-40, 20_000), problem, start).status());
      assertEquals(Status.BUDGET, run(edge(1e-40, 100), problem, start).status());
      assertEquals(Status.BUDGET, run(edge(0, 20_000), problem, start).status());
      assertEquals(Status.CONVERGED, run(edge(1e-12, 20_000), problem, start).status());
    }
    String message = run(edge(1e-40, 20_000), problem, Start.zero(D)).message();
    assertTrue(message.contains("floor of rounding"), message);
  }

  @Test
  void theLargestBudgetHasASchedule() {
    Trace trace = Trace.logSpaced(Long.MAX_VALUE, 5);
    for (long k : new long[] {0, 1, 2, 1_000_000_000_000L, Long.MAX_VALUE}) {
      assertTrue(trace.isDue(k), "iteration " + k);
      trace.record(k, 1, 1, 1, new double[1]);
    }
    assertEquals(5, trace.size());
    assertFalse(trace.isDue(Long.MAX_VALUE));
  }

  private static Descent edge(double loss, long most) {
    return new Descent(
        new Method.GradientDescent(),
        new Batches.Full(),
        new StepRule.FractionOfEdge(0.5),
        new Stopping(loss, 0, most));
  }

  private static DescentResult run(Descent plan, LeastSquares problem, Start start) {
    return plan.run(problem, start);
  }

  private static void assertSame(DescentResult one, DescentResult other, int x, int y) {
    assertEquals(one.status(), other.status());
    assertEquals(one.iterations(), other.iterations());
    if (one.status() != Status.DIVERGED) {
      assertArrayEquals(one.theta(), scaled(other.theta(), x - y));
      assertEquals(one.loss(), Math.scalb(other.loss(), -2 * y));
    }
    assertEquals(one.stableStep().isPresent(), other.stableStep().isPresent());
  }

  /** The plan in other units. */
  private static Descent in(Descent plan, int step, int loss, int gradient, int label) {
    StepRule rule =
        switch (plan.stepRule()) {
          case StepRule.Constant r -> new StepRule.Constant(Math.scalb(r.eta(), step));
          case StepRule.InverseTime r ->
              new StepRule.InverseTime(Math.scalb(r.eta0(), step), r.tau());
          case StepRule.Cosine r -> new StepRule.Cosine(Math.scalb(r.eta0(), step), r.horizon());
          case StepRule.Backtracking r -> new StepRule.Backtracking(Math.scalb(r.eta0(), step));
          case StepRule.FractionOfEdge r -> r;
          case StepRule.Polyak r -> r;
        };
    Batches batches =
        plan.batches() instanceof Batches.Mini mini
            ? mini.with(
                new Batches.LabelNoise(
                    Math.scalb(mini.labels().deviation(), label), mini.labels().steps()))
            : plan.batches();
    Stopping stop = plan.stopping();
    return new Descent(
        plan.method(),
        batches,
        rule,
        new Stopping(
            Math.scalb(stop.loss(), loss),
            Math.scalb(stop.gradientNorm(), gradient),
            stop.maxIterations()));
  }

  private static LeastSquares scaled(LeastSquares problem, int x, int y) {
    double[][] rows = new double[problem.samples()][problem.features()];
    for (int i = 0; i < rows.length; i++) {
      problem.design().copyRow(i, rows[i]);
      rows[i] = scaled(rows[i], x);
    }
    return new LeastSquares(DesignMatrix.of(rows), scaled(problem.target(), y));
  }

  private static double[] scaled(double[] a, int power) {
    return Arrays.stream(a).map(value -> Math.scalb(value, power)).toArray();
  }
}
