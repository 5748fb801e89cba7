package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.model.LeastSquares;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many starts side by side end as each alone does. */
class LaneDescentTest {

  /** More than one round of lanes; what the largest need and the smallest differ by far. */
  private static final double[] ALPHAS = {
    1, 1e-3, 0.1, 3, 1e-2, 0.3, 5, 0.5, 2, 1e-2, 0.2, 0.7, 1e-3, 0.05, 0.9, 4, 0.02, 0.4, 1.5, 0.6,
    0.08, 1.2, 0.03,
  };

  private final LeastSquares problem = TestProblems.sparseProblem(21, 61, 2, 41);

  static Stream<Descent> plans() {
    Method gd = new Method.GradientDescent();
    Batches full = new Batches.Full();
    StepRule edge = new StepRule.FractionOfEdge(0.5);
    StepRule constant = new StepRule.Constant(0.005);
    Stopping loss = new Stopping(1e-9, 0, 1000);
    Batches mini = new Batches.Mini(4, false, 5);
    return Stream.of(
        new Descent(gd, full, constant, loss),
        new Descent(gd, full, constant, new Stopping(0, 1e-3, 1000)),
        new Descent(gd, full, edge, loss),
        new Descent(gd, full, new StepRule.InverseTime(0.01, 500), loss),
        new Descent(gd, full, new StepRule.Cosine(0.01, 1000), loss),
        new Descent(new Method.HeavyBall(0.9), full, constant, loss),
        new Descent(new Method.HeavyBall(0.9), full, edge, loss),
        new Descent(new Method.Nesterov(0.9), full, constant, loss),
        new Descent(new Method.Nesterov(0.9), full, edge, loss),
        new Descent(gd, mini, constant, loss),
        new Descent(gd, mini, edge, loss),
        new Descent(new Method.HeavyBall(0.5), new Batches.Mini(5, true, 6), constant, loss),
        new Descent(new Method.Nesterov(0.5), mini, constant, loss));
  }

  /** The starts in the order given, by index into ALPHAS, and their results. */
  private final class Tasks implements LaneTasks {
    final DescentResult[] results = new DescentResult[ALPHAS.length];
    private final int[] order;
    private int next;

    Tasks(int... order) {
      this.order = order;
    }

    @Override
    public int next() {
      return next == order.length ? -1 : order[next++];
    }

    @Override
    public Start.Network start(int number) {
      return Start.network(ALPHAS[number], problem.features());
    }

    @Override
    public void ended(int number, DescentResult result) {
      assertEquals(null, results[number], "ended twice");
      results[number] = result;
    }
  }

  private static int[] all() {
    int[] order = new int[ALPHAS.length];
    for (int k = 0; k < order.length; k++) {
      order[k] = k;
    }
    return order;
  }

  private static int[] backwards() {
    int[] order = all();
    for (int k = 0; k < order.length; k++) {
      order[k] = order.length - 1 - k;
    }
    return order;
  }

  private DescentResult[] run(Descent plan, int width, int... order) {
    Tasks tasks = new Tasks(order);
    plan.runInLanes(problem, width, tasks, () -> false);
    return tasks.results;
  }

  @ParameterizedTest
  @MethodSource("plans")
  void endsAsEachAlone(Descent plan) {
    assertTrue(plan.runsInLanes());
    DescentResult[] results = run(plan, LaneKernels.width(), all());
    for (int k = 0; k < ALPHAS.length; k++) {
      DescentResult alone = plan.run(problem, Start.network(ALPHAS[k], problem.features()));
      DescentResult lane = results[k];
      String what = "alpha " + ALPHAS[k] + " " + alone.status() + " after " + alone.iterations();
      assertEquals(alone.status(), lane.status(), what);
      assertEquals(alone.iterations(), lane.iterations(), what);
      if (alone.status() != Status.DIVERGED) {
        double distance = TestProblems.relativeDistance(lane.theta(), alone.theta());
        assertTrue(distance <= 1e-12, what + ": distance " + distance);
        assertEquals(alone.loss(), lane.loss(), 1e-9 * alone.loss() + 1e-25, what);
        assertEquals(alone.lastStep(), lane.lastStep(), 1e-10 * alone.lastStep(), what);
      }
    }
  }

  /** Theorem of the house: the place, the neighbours and the width leave no trace. */
  @ParameterizedTest
  @MethodSource("plans")
  void theBitsDependOnNothingButTheStart(Descent plan) {
    int width = LaneKernels.width();
    DescentResult[] expected = run(plan, width, all());
    DescentResult[] turned = run(plan, width, backwards());
    DescentResult[] narrow = run(plan, width / 2, all());
    for (int k = 0; k < ALPHAS.length; k++) {
      assertSameBits(expected[k], turned[k]);
      assertSameBits(expected[k], narrow[k]);
    }
    assertSameBits(expected[3], run(plan, width, 3)[3]);
  }

  private static void assertSameBits(DescentResult expected, DescentResult actual) {
    assertEquals(expected.status(), actual.status());
    assertEquals(expected.iterations(), actual.iterations());
    assertEquals(expected.lastStep(), actual.lastStep());
    assertArrayEquals(expected.theta(), actual.theta());
    assertArrayEquals(expected.factors().orElseThrow().u(), actual.factors().orElseThrow().u());
  }

  @Test
  void oneThatDivergesLeavesItsNeighboursAlone() {
    Descent plan =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.Constant(0.05),
            new Stopping(1e-9, 0, 1000));
    DescentResult[] results = run(plan, LaneKernels.width(), all());
    assertEquals(Status.DIVERGED, results[3].status());
    assertEquals(Status.BUDGET, results[2].status());
    assertSameBits(results[2], run(plan, LaneKernels.width(), 2)[2]);
  }

  @Test
  void cancellingEndsAllLanes() {
    Tasks tasks = new Tasks(all());
    plans().findFirst().orElseThrow().runInLanes(problem, LaneKernels.width(), tasks, () -> true);
    assertEquals(Status.INTERRUPTED, tasks.results[0].status());
    assertEquals(null, tasks.results[ALPHAS.length - 1]);
  }

  @Test
  void someRulesHaveToRunAlone() {
    for (StepRule rule : new StepRule[] {new StepRule.Backtracking(1), new StepRule.Polyak()}) {
      Descent plan =
          new Descent(
              new Method.GradientDescent(), new Batches.Full(), rule, new Stopping(0, 0, 1));
      assertFalse(plan.runsInLanes());
      assertThrows(
          IllegalArgumentException.class,
          () -> plan.runInLanes(problem, LaneKernels.width(), new Tasks(), () -> false));
    }
  }
}
