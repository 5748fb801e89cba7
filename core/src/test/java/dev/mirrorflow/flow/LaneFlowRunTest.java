package dev.mirrorflow.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.FlowResult.End;
import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.model.LeastSquares;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many flows side by side end as each alone does. */
class LaneFlowRunTest {

  /** More than one round of lanes; what the largest need and the smallest differ by far. */
  private static final double[] ALPHAS = {
    1, 1e-3, 0.1, 3, 1e-2, 0.3, 5, 0.5, 2, 1e-2, 0.2, 0.7, 1e-3, 0.05, 0.9, 4, 0.02, 0.4, 1.5, 0.6,
    0.08, 1.2, 0.03,
  };

  private final LeastSquares problem = TestProblems.sparseProblem(21, 61, 2, 41);

  /**
   * A way to integrate.
   *
   * @param distance allowed between θ alone and in a lane, relative to the largest entry
   */
  record Plan(
      String name, DoubleFunction<Integrator> integrators, FlowOptions options, double distance) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static DormandPrince dormandPrince(double relative, double alpha) {
    return new DormandPrince(Tolerance.ofFactors(relative, alpha));
  }

  static Stream<Plan> plans() {
    FlowOptions loss = FlowOptions.untilLoss(1e-9).withMaxSteps(15_000);
    FlowOptions time = FlowOptions.until(3).recording(new double[] {0, 0.01, 0.5, 0.51, 2}, true);
    return Stream.of(
        new Plan("euler to a loss", _ -> new ExplicitEuler(0.005), loss, 1e-12),
        new Plan("euler to a time", _ -> new ExplicitEuler(0.005), time, 1e-12),
        new Plan("own steps", alpha -> new ExplicitEuler(0.01 / (1 + alpha)), loss, 1e-12),
        new Plan("rk4 to a loss", _ -> new RungeKutta4(0.01), loss, 1e-12),
        new Plan("rk4 to a time", _ -> new RungeKutta4(0.01), time, 1e-12),
        new Plan("dormand-prince to a loss", alpha -> dormandPrince(1e-6, alpha), loss, 1e-9),
        new Plan("dormand-prince to a time", alpha -> dormandPrince(1e-9, alpha), time, 1e-9));
  }

  /** The flows in the order given, by index into ALPHAS, and their results. */
  private final class Tasks implements FlowTasks {
    final FlowResult[] results = new FlowResult[ALPHAS.length];
    final String[] failures = new String[ALPHAS.length];
    private final DoubleFunction<Integrator> integrators;
    private final int[] order;
    private int next;

    Tasks(DoubleFunction<Integrator> integrators, int... order) {
      this.integrators = integrators;
      this.order = order;
    }

    @Override
    public int next() {
      return next == order.length ? -1 : order[next++];
    }

    @Override
    public FactorFlow flow(int number) {
      return FactorFlow.ofAlpha(problem, ALPHAS[number]);
    }

    @Override
    public Integrator integrator(int number) {
      return integrators.apply(ALPHAS[number]);
    }

    @Override
    public void ended(int number, FlowResult result) {
      assertEquals(null, results[number], "ended twice");
      results[number] = result;
    }

    @Override
    public void failed(int number, RuntimeException reason) {
      assertEquals(null, failures[number], "failed twice");
      failures[number] = reason.getMessage();
    }
  }

  private static int[] all() {
    return IntStream.range(0, ALPHAS.length).toArray();
  }

  private static int[] backwards() {
    return IntStream.range(0, ALPHAS.length).map(k -> ALPHAS.length - 1 - k).toArray();
  }

  private Tasks run(Plan plan, int width, int... order) {
    Tasks tasks = new Tasks(plan.integrators, order);
    LaneFlowRun.run(problem, width, tasks, plan.options, () -> false);
    return tasks;
  }

  @ParameterizedTest
  @MethodSource("plans")
  void endsAsEachAlone(Plan plan) {
    Tasks tasks = run(plan, LaneKernels.width(), all());
    int ended = 0;
    for (int k = 0; k < ALPHAS.length; k++) {
      String what = "alpha " + ALPHAS[k];
      FlowResult lane = tasks.results[k];
      try {
        FlowResult alone =
            FlowRun.run(
                FactorFlow.ofAlpha(problem, ALPHAS[k]),
                plan.integrators.apply(ALPHAS[k]),
                plan.options);
        assertSame(alone, lane, plan.distance, what);
        assertSameSteps(plan, ALPHAS[k], alone, lane);
        ended++;
      } catch (ComputationException e) {
        assertEquals(null, lane, what + " failed alone: " + e.getMessage());
        String failure = e.getMessage();
        assertEquals(reason(failure), reason(tasks.failures[k]), what);
      }
    }
    assertTrue(ended > ALPHAS.length / 2, ended + " ended");
  }

  private static String reason(String failure) {
    return failure.substring(failure.indexOf(':'));
  }

  /**
   * Where a large α holds an adaptive method at its stability limit for long, rounding can decide
   * whether a step is rejected; elsewhere the steps are the same.
   */
  private static void assertSameSteps(Plan plan, double alpha, FlowResult alone, FlowResult lane) {
    boolean fixed = plan.integrators.apply(alpha).control().isFixed();
    double share = fixed || alpha <= 1 ? 0 : 0.02;
    assertEquals((double) alone.steps(), (double) lane.steps(), share * alone.steps());
    assertEquals(
        (double) alone.evaluations(), (double) lane.evaluations(), share * alone.evaluations());
    assertEquals((double) alone.rejected(), (double) lane.rejected(), share * alone.steps());
  }

  private static void assertSame(FlowResult alone, FlowResult lane, double allowed, String what) {
    assertEquals(alone.end(), lane.end(), what);
    assertEquals(alone.time(), lane.time(), 1e-9 * alone.time(), what);
    assertEquals(alone.loss(), lane.loss(), 1e-8 * alone.loss() + 1e-20, what);
    assertNear(alone.theta(), lane.theta(), allowed, what);
    assertNear(alone.state(), lane.state(), allowed, what);
    assertEquals(alone.trajectory().size(), lane.trajectory().size(), what);
    for (int i = 1; i < alone.trajectory().size() - 1; i++) {
      assertEquals(alone.trajectory().time(i), lane.trajectory().time(i));
      assertNear(alone.trajectory().theta(i), lane.trajectory().theta(i), allowed, what);
    }
  }

  private static void assertNear(double[] expected, double[] actual, double allowed, String what) {
    double distance = TestProblems.relativeDistance(actual, expected);
    assertTrue(distance <= allowed, what + ": distance " + distance);
  }

  /** Theorem of the house: the place, the neighbours and the width leave no trace. */
  @ParameterizedTest
  @MethodSource("plans")
  void theBitsDependOnNothingButTheFlow(Plan plan) {
    int width = LaneKernels.width();
    Tasks expected = run(plan, width, all());
    Tasks turned = run(plan, width, backwards());
    Tasks narrow = run(plan, width / 2, all());
    for (int k = 0; k < ALPHAS.length; k++) {
      assertEquals(expected.failures[k], turned.failures[k]);
      assertEquals(expected.failures[k], narrow.failures[k]);
      if (expected.failures[k] == null) {
        assertSameBits(expected.results[k], turned.results[k]);
        assertSameBits(expected.results[k], narrow.results[k]);
      }
    }
    assertSameBits(expected.results[0], run(plan, width, 0).results[0]);
  }

  private static void assertSameBits(FlowResult expected, FlowResult actual) {
    assertEquals(expected.end(), actual.end());
    assertEquals(expected.time(), actual.time());
    assertEquals(expected.steps(), actual.steps());
    assertEquals(expected.rejected(), actual.rejected());
    assertEquals(expected.evaluations(), actual.evaluations());
    assertArrayEquals(expected.theta(), actual.theta());
    assertArrayEquals(expected.state(), actual.state());
  }

  /** Against what solves no flow at all. */
  @Test
  void endsAtTheLimit() {
    Plan plan =
        new Plan(
            "to the end",
            alpha -> dormandPrince(1e-9, alpha),
            FlowOptions.untilLoss(1e-16 * problem.lossAtZero()).withMaxSteps(20_000),
            0);
    int[] some = {0, 2, 4, 5, 6, 7, 8, 9, 10, 11};
    Tasks tasks = run(plan, LaneKernels.width(), some);
    BregmanProjection solver = new BregmanProjection(problem);
    for (int k : some) {
      assertNear(
          solver.ofAlpha(ALPHAS[k]).theta(), tasks.results[k].theta(), 1e-6, "alpha " + ALPHAS[k]);
    }
  }

  /** Tolerances so coarse that steps are rejected, in some lanes and not in others. */
  @Test
  void aRejectedStepLeavesItsNeighboursAlone() {
    Plan plan =
        new Plan(
            "coarse",
            alpha -> new DormandPrince(new Tolerance(alpha < 0.1 ? 1e-3 : 1e-5, 1e-6)),
            FlowOptions.until(5),
            0);
    Tasks tasks = run(plan, LaneKernels.width(), all());
    long fewest = Stream.of(tasks.results).mapToLong(FlowResult::rejected).min().orElseThrow();
    long most = Stream.of(tasks.results).mapToLong(FlowResult::rejected).max().orElseThrow();
    assertTrue(most > fewest, fewest + " to " + most + " rejected");
    for (int k = 0; k < ALPHAS.length; k++) {
      assertSameBits(tasks.results[k], run(plan, LaneKernels.width() / 2, k).results[k]);
    }
  }

  /** Explicit Euler with a step that is too long for the largest α alone. */
  @Test
  void oneThatDivergesLeavesItsNeighboursAlone() {
    Plan plan = new Plan("euler", _ -> new ExplicitEuler(0.05), FlowOptions.until(20), 0);
    Tasks tasks = run(plan, LaneKernels.width(), all());
    assertEquals(null, tasks.results[3]);
    assertTrue(tasks.failures[3].contains("raises the loss"), tasks.failures[3]);
    assertEquals(End.TIME, tasks.results[2].end());
    assertSameBits(tasks.results[2], run(plan, LaneKernels.width(), 2).results[2]);
  }

  @Test
  void aBudgetThatIsTooSmallIsAFailureOfItsFlow() {
    Plan plan =
        new Plan(
            "rk4",
            alpha -> new RungeKutta4(alpha > 1 ? 0.001 : 0.02),
            FlowOptions.until(1).withMaxSteps(100),
            0);
    Tasks tasks = run(plan, LaneKernels.width(), all());
    for (int k = 0; k < ALPHAS.length; k++) {
      if (ALPHAS[k] > 1) {
        assertTrue(tasks.failures[k].contains("budget of 100 steps"), tasks.failures[k]);
      } else {
        assertEquals(End.TIME, tasks.results[k].end());
        assertEquals(50, tasks.results[k].steps());
      }
    }
  }

  @Test
  void aStartThatIsTheEndTakesNoStep() {
    Plan plan =
        new Plan(
            "at once",
            _ -> new RungeKutta4(0.01),
            FlowOptions.untilLoss(2 * problem.lossAtZero()),
            0);
    Tasks tasks = run(plan, LaneKernels.width(), all());
    for (FlowResult result : tasks.results) {
      assertEquals(End.LOSS, result.end());
      assertEquals(0, result.time());
      assertEquals(1, result.evaluations());
    }
  }

  @Test
  void cancellingEndsAllLanes() {
    Tasks tasks = new Tasks(_ -> new RungeKutta4(0.01), all());
    int[] rounds = {0};
    LaneFlowRun.run(
        problem, LaneKernels.width(), tasks, FlowOptions.until(1), () -> rounds[0]++ == 3);
    assertEquals(End.INTERRUPTED, tasks.results[0].end());
    assertEquals(0.03, tasks.results[0].time(), 1e-15);
    assertEquals(null, tasks.results[ALPHAS.length - 1]);
  }

  /** The question whether to stop is asked once a round; until it is compiled, SIMD allocates. */
  @Test
  void aRoundOfStepsAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<DoubleFunction<Integrator>> methods =
        List.of(_ -> new RungeKutta4(1e-3), _ -> new DormandPrince(new Tolerance(1e-12, 1e-12)));
    for (DoubleFunction<Integrator> method : methods) {
      int[] rounds = {0};
      long[] bytes = {0, Long.MAX_VALUE};
      BooleanSupplier stop =
          () -> {
            if (++rounds[0] % 500 == 0) {
              bytes[1] = threads.getCurrentThreadAllocatedBytes() - bytes[0];
              bytes[0] = threads.getCurrentThreadAllocatedBytes();
            }
            return bytes[1] < 1000 || rounds[0] == 50_000;
          };
      LaneFlowRun.run(
          problem, LaneKernels.width(), new Tasks(method, 0, 4, 5), FlowOptions.until(1e5), stop);
      assertTrue(bytes[1] < 1000, bytes[1] + " bytes in 500 of " + rounds[0] + " rounds");
    }
  }

  @Test
  void methodsAreNotMixedAndStiffOnesRunAlone() {
    assertFalse(LaneFlowRun.takes(new Rodas4(new Tolerance(1e-6, 0))));
    assertTrue(LaneFlowRun.takes(new DormandPrince(new Tolerance(1e-6, 0))));
    Tasks mixed = new Tasks(a -> a == 1 ? new RungeKutta4(0.01) : new ExplicitEuler(0.01), all());
    Tasks stiff = new Tasks(_ -> new Rodas4(new Tolerance(1e-6, 0)), all());
    for (Tasks tasks : new Tasks[] {mixed, stiff}) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              LaneFlowRun.run(
                  problem, LaneKernels.width(), tasks, FlowOptions.until(1), () -> false));
    }
  }
}
