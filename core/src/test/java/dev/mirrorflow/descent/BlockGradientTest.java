package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.linalg.Crew;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Descents over column blocks against the same descents over rows. */
class BlockGradientTest {

  private static final int N = 20;
  private static final int D = 61;

  private static final LeastSquares PROBLEM = problem();

  private static LeastSquares problem() {
    Random random = new Random(11);
    DesignMatrix x = DesignMatrix.zeros(N, D);
    double[] y = new double[N];
    for (int i = 0; i < N; i++) {
      double[] row = random.doubles(D, -1, 1).toArray();
      x.setRow(i, row);
      y[i] = row[3] - 2 * row[40] + 0.1 * random.nextGaussian();
    }
    return new LeastSquares(x, y);
  }

  static Stream<Descent> plans() {
    Stopping budget = new Stopping(0, 0, 300);
    List<StepRule> scheduled =
        List.of(
            new StepRule.Constant(0.1),
            new StepRule.InverseTime(0.2, 50),
            new StepRule.Cosine(0.2, 200));
    List<StepRule> adaptive =
        List.of(
            new StepRule.FractionOfEdge(0.5), new StepRule.Polyak(), new StepRule.Backtracking(1));
    List<Method> methods =
        List.of(new Method.GradientDescent(), new Method.HeavyBall(0.5), new Method.Nesterov(0.5));
    return Stream.concat(
        methods.stream()
            .flatMap(m ->
                scheduled.stream().map(rule -> new Descent(m, new Batches.Full(), rule, budget))),
        adaptive.stream()
            .map(rule ->
                new Descent(new Method.GradientDescent(), new Batches.Full(), rule, budget)));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void aDescentIsThatOverRows(Descent plan) {
    for (Start start : List.of(Start.network(0.3, D), new Start.Linear(new double[D]))) {
      Iterate byBlocks = Iterate.of(start, plan.method());
      Iterate byRows = Iterate.of(start, plan.method());
      FullGradient blocks = overBlocks(plan, byBlocks);
      FullGradient rows = new RowGradient(PROBLEM, byRows);
      StepSizer blockSizer = StepSizer.of(plan, PROBLEM, start, blocks::lossAfter);
      StepSizer rowSizer = StepSizer.of(plan, PROBLEM, start, rows::lossAfter);
      for (long k = 0; k < plan.stopping().maxIterations(); k++) {
        double loss = blocks.loss();
        double expected = rows.loss();
        double scale = PROBLEM.lossAtZero();
        assertEquals(expected, loss, 1e-13 * Math.sqrt(expected * scale), "loss at " + k);
        // Polyak's steps jump, and rounding grows with them.
        boolean jumps = plan.stepRule() instanceof StepRule.Polyak;
        if (expected < (jumps ? 1e-12 : 1e-26) * scale) {
          break; // all rounding from here on
        }
        blocks.fillForRule();
        blocks.advance(blockSizer.next(k, loss, byBlocks));
        rows.advance(rowSizer.next(k, expected, byRows));
        assertArrayEquals(byRows.gradient, byBlocks.gradient, 1e-11, "gradient at " + k);
        assertArrayEquals(byRows.theta(), byBlocks.theta(), 1e-11, "theta after " + k);
      }
    }
  }

  private static FullGradient overBlocks(Descent plan, Iterate iterate) {
    return new BlockGradient(
        BlockGradient.knowsStep(plan, iterate),
        PROBLEM,
        iterate,
        PROBLEM.blockPass().orElseThrow());
  }

  /** Each step rounds the residual that is carried along; over many steps that would be seen. */
  @Test
  void roundingDoesNotGather() {
    Descent plan =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.FractionOfEdge(1e-4),
            new Stopping(0, 0, 100_000));
    Start start = Start.network(0.3, D);
    Iterate iterate = Iterate.of(start, plan.method());
    FullGradient blocks = overBlocks(plan, iterate);
    StepSizer sizer = StepSizer.of(plan, PROBLEM, start, blocks::lossAfter);
    for (long k = 0; k < plan.stopping().maxIterations(); k++) {
      double loss = blocks.loss();
      blocks.fillForRule();
      blocks.advance(sizer.next(k, loss, iterate));
    }
    double carried = Math.sqrt(2 * blocks.loss());
    double exact = Math.sqrt(2 * PROBLEM.loss(iterate.theta()));
    assertEquals(exact, carried, PROBLEM.residualRounding(iterate.theta()));
  }

  /** Once it is compiled, which takes a while: until then each vector is an object. */
  @ParameterizedTest
  @MethodSource("plans")
  void stepsAllocateNothing(Descent plan) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Start start = Start.network(0.3, D);
    Iterate iterate = Iterate.of(start, plan.method());
    FullGradient blocks = overBlocks(plan, iterate);
    StepSizer sizer = StepSizer.of(plan, PROBLEM, start, blocks::lossAfter);
    long bytes = 0;
    for (int window = 0; window < 200; window++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (long k = 0; k < 500; k++) {
        double loss = blocks.loss();
        blocks.fillForRule();
        blocks.advance(sizer.next(k, loss, iterate));
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
      if (bytes < 1000) {
        return;
      }
    }
    fail(plan + " allocated " + bytes + " bytes in 500 steps");
  }

  /** The residual that a run carries along falls below what θ can have; the run must not. */
  @ParameterizedTest
  @MethodSource("plans")
  void convergedIsTrueOfTheta(Descent plan) {
    for (double share : new double[] {1e-12, 1e-24, 1e-30, 1e-33}) {
      double goal = share * PROBLEM.lossAtZero();
      Descent toGoal =
          new Descent(plan.method(), plan.batches(), plan.stepRule(), new Stopping(goal, 0, 5000));
      DescentResult result = toGoal.run(PROBLEM, Start.network(0.3, D));
      double loss = PROBLEM.loss(result.theta());
      assertEquals(loss, result.loss(), 1e-6 * loss + 1e-31);
      if (result.status() == Status.CONVERGED) {
        // Two ways to sum a residual may differ by its rounding.
        double rounding = PROBLEM.residualRounding(result.theta());
        assertTrue(
            Math.sqrt(2 * loss) <= Math.sqrt(2 * goal) + rounding, () -> loss + " above " + goal);
      }
    }
  }

  @Test
  void whatLooksAtTheGradientFirstStaysOnRowsInCache() {
    Start network = Start.network(0.3, D);
    Start linear = new Start.Linear(new double[D]);
    Method plain = new Method.GradientDescent();
    Method ball = new Method.HeavyBall(0.5);
    assertBlocks(true, plain, new StepRule.Constant(0.1), network, 0);
    assertBlocks(true, ball, new StepRule.Constant(0.1), network, 0);
    assertBlocks(false, plain, new StepRule.Constant(0.1), network, 1e-9);
    assertBlocks(true, plain, new StepRule.Backtracking(1), network, 1e-9);
    assertBlocks(false, plain, new StepRule.Polyak(), network, 0);
    assertBlocks(false, plain, new StepRule.FractionOfEdge(0.5), network, 0);
    assertBlocks(true, ball, new StepRule.FractionOfEdge(0.5), linear, 0);
  }

  private static void assertBlocks(
      boolean expected, Method method, StepRule rule, Start start, double gradientNorm) {
    Descent plan = new Descent(method, new Batches.Full(), rule, new Stopping(0, gradientNorm, 10));
    FullGradient full = FullGradient.of(plan, PROBLEM, Iterate.of(start, method));
    assertEquals(expected, full instanceof BlockGradient);
  }

  /** X in four parts; the scaled problem is one that a descent scales back. */
  @Test
  void theBitsOfADescentAreTheSameForAnyNumberOfThreads() {
    int n = 64;
    int d = 9001;
    Random random = new Random(12);
    DesignMatrix x = DesignMatrix.zeros(n, d);
    for (int i = 0; i < n; i++) {
      x.setRow(i, random.doubles(d, -1, 1).toArray());
    }
    LeastSquares moderate = new LeastSquares(x, random.doubles(n, -1, 1).toArray());
    Descent plan =
        new Descent(
            new Method.HeavyBall(0.5),
            new Batches.Full(),
            new StepRule.FractionOfEdge(0.5),
            new Stopping(0, 0, 20));
    for (LeastSquares problem : List.of(moderate, moderate.scaled(300, 300))) {
      Start start = new Start.Linear(new double[d]);
      double[] alone = plan.run(problem, start).theta();
      for (int threads : new int[] {2, 5}) {
        try (Crew crew = new Crew(threads)) {
          assertArrayEquals(alone, plan.run(problem.on(crew), start).theta());
        }
      }
    }
  }

  @Test
  void miniBatchesStayOnRows() {
    Descent plan =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Mini(4, false, 1, Batches.LabelNoise.NONE),
            new StepRule.Constant(0.1),
            new Stopping(0, 0, 10));
    Iterate iterate = Iterate.of(Start.network(0.3, D), plan.method());
    assertInstanceOf(RowGradient.class, FullGradient.of(plan, PROBLEM, iterate));
  }
}
