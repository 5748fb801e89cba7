package dev.mirrorflow.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.DepthPotential;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver: where runs end, what they record, and how they fail. */
class FlowRunTest {

  private static final LeastSquares PROBLEM = TestProblems.gaussianProblem(6, 12, 3);
  private static final DormandPrince ACCURATE = new DormandPrince(new Tolerance(1e-10, 1e-13));

  @Test
  void theLossEndsTheRunWhereItCrosses() {
    double[] theta0 = TestProblems.gaussian(12, 4);
    double threshold = 0.01 * PROBLEM.lossAtZero();
    FlowResult result =
        FlowRun.run(new LinearFlow(PROBLEM, theta0), ACCURATE, FlowOptions.untilLoss(threshold));
    assertTrue(result.reachedLoss());
    assertEquals(threshold, result.loss(), 1e-8 * threshold);
    double[] exact = new ExactLinearFlow(PROBLEM).at(theta0, result.time());
    assertEquals(threshold, PROBLEM.loss(exact), 1e-6 * threshold);
  }

  @Test
  void theExactFlowRunsLikeTheIntegrators() {
    double[] theta0 = TestProblems.gaussian(12, 4);
    LeastSquares tall = TestProblems.gaussianProblem(12, 6, 8);
    double least = tall.loss(new ExactLinearFlow(tall).at(new double[6], Double.POSITIVE_INFINITY));
    assertSameRun(PROBLEM, theta0, FlowOptions.untilLoss(1e-3 * PROBLEM.lossAtZero()));
    assertSameRun(PROBLEM, theta0, FlowOptions.until(0.7).withLossThreshold(1e-12));
    // With more rows than columns the loss falls to a least one above 0.
    assertSameRun(tall, new double[6], FlowOptions.untilLoss(least + 1e-4 * tall.lossAtZero()));
    assertSameRun(tall, new double[6], FlowOptions.until(2).withLossThreshold(least / 2));
  }

  private static void assertSameRun(LeastSquares problem, double[] theta0, FlowOptions end) {
    FlowOptions options = end.recordingFrom(TimeScale.ofLeastSquares(problem, theta0), 4, true);
    FlowResult exact = new ExactLinearFlow(problem).run(theta0, options);
    FlowResult integrated = FlowRun.run(new LinearFlow(problem, theta0), ACCURATE, options);
    assertEquals(integrated.end(), exact.end());
    assertEquals(integrated.time(), exact.time(), 1e-6 * exact.time());
    assertEquals(0, TestProblems.relativeDistance(exact.theta(), integrated.theta()), 1e-6);
    assertEquals(0, exact.evaluations());
    Trajectory expected = integrated.trajectory();
    Trajectory actual = exact.trajectory();
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < actual.size() - 1; i++) {
      assertEquals(expected.time(i), actual.time(i));
      assertEquals(expected.loss(i), actual.loss(i), 1e-7 * expected.loss(i));
    }
  }

  @Test
  void theExactFlowThatNothingEndsIsAnError() {
    LeastSquares tall = TestProblems.gaussianProblem(12, 6, 8);
    String message =
        assertThrows(
                ComputationException.class,
                () -> new ExactLinearFlow(tall).run(new double[6], FlowOptions.untilLoss(1e-9)))
            .getMessage();
    assertTrue(message.contains("end time"), message);
    FlowResult atOnce =
        new ExactLinearFlow(tall).run(new double[6], FlowOptions.untilLoss(tall.lossAtZero()));
    assertEquals(0, atOnce.time());
  }

  @Test
  void aRunThatIsAskedToStopKeepsWhatItHas() {
    int[] asked = {0};
    FlowResult result =
        FlowRun.run(
            ThetaFlow.ofAlpha(PROBLEM, 0.5),
            new RungeKutta4(0.1),
            FlowOptions.until(100),
            () -> ++asked[0] > 7);
    assertEquals(FlowResult.End.INTERRUPTED, result.end());
    assertEquals(7, result.steps());
    assertEquals(0.7, result.time(), 1e-12);
    assertEquals(2, result.trajectory().size());
  }

  @Test
  void theTimeScaleShowsTheFirstMove() {
    double[] theta0 = TestProblems.gaussian(12, 4);
    double linear = TimeScale.ofLeastSquares(PROBLEM, theta0);
    double after = PROBLEM.loss(new ExactLinearFlow(PROBLEM).at(theta0, 1e-5 * linear));
    assertEquals(1e-5, 1 - after / PROBLEM.loss(theta0), 1e-8);
    // For a small α the factors grow first, for a large one the loss falls at once.
    double[] g = new double[12];
    PROBLEM.lossAndGradient(new double[12], new double[6], g);
    double most = 0;
    for (double value : g) {
      most = Math.max(most, Math.abs(value));
    }
    assertEquals(0.5 / most, TimeScale.ofNetwork(PROBLEM, 1e-8), 1e-12);
    double large = TimeScale.ofNetwork(PROBLEM, 100);
    FlowResult early =
        FlowRun.run(FactorFlow.ofAlpha(PROBLEM, 100), ACCURATE, FlowOptions.until(1e-4 * large));
    assertEquals(1e-4, 1 - early.loss() / PROBLEM.lossAtZero(), 1e-6);
  }

  @Test
  void theGridFollowsTheScaleUpToFifteenDecades() {
    double[] endless = FlowOptions.untilLoss(1).recordingFrom(100, 2, false).times();
    assertEquals(31, endless.length);
    assertEquals(1, endless[0], 1e-15);
    assertEquals(1e15, endless[30]);
    double[] ended = FlowOptions.until(10).recordingFrom(100, 2, false).times();
    assertEquals(0.01, ended[0], 1e-15);
    assertEquals(10, ended[ended.length - 1]);
    assertEquals(
        0,
        FlowOptions.untilLoss(1).recordingFrom(Double.POSITIVE_INFINITY, 2, true).times().length);
  }

  @Test
  void everyMethodFindsTheCrossing() {
    double threshold = 0.2 * PROBLEM.lossAtZero();
    double time =
        FlowRun.run(DualFlow.ofAlpha(PROBLEM, 0.5), ACCURATE, FlowOptions.untilLoss(threshold))
            .time();
    List<Integrator> others =
        List.of(
            new ExplicitEuler(1e-3), new RungeKutta4(0.01), new Rodas4(new Tolerance(1e-7, 1e-10)));
    for (Integrator integrator : others) {
      FlowResult result =
          FlowRun.run(DualFlow.ofAlpha(PROBLEM, 0.5), integrator, FlowOptions.untilLoss(threshold));
      double slack = integrator.order() == 1 ? 1e-2 : 1e-5;
      assertEquals(time, result.time(), slack * time, integrator.name());
    }
  }

  @Test
  void theEndTimeComesFirstIfTheLossStaysAbove() {
    FlowResult result =
        FlowRun.run(
            FactorFlow.ofAlpha(PROBLEM, 0.1),
            ACCURATE,
            FlowOptions.until(0.5).withLossThreshold(1e-12));
    assertFalse(result.reachedLoss());
    assertEquals(0.5, result.time());
    assertTrue(result.loss() > 1e-12);
  }

  @Test
  void aStartBelowTheThresholdEndsAtOnce() {
    FlowResult result =
        FlowRun.run(
            FactorFlow.ofAlpha(PROBLEM, 0.1),
            ACCURATE,
            FlowOptions.untilLoss(2 * PROBLEM.lossAtZero()));
    assertEquals(0, result.time());
    assertEquals(0, result.steps());
  }

  @Test
  void theGridIsRecordedWithBothEnds() {
    double[] times = FlowOptions.logSpaced(0.01, 1, 4);
    assertEquals(9, times.length);
    assertEquals(0.1, times[4], 1e-15);
    GradientFlow flow = ThetaFlow.ofAlpha(PROBLEM, 0.5);
    Trajectory trajectory =
        FlowRun.run(flow, ACCURATE, FlowOptions.until(2).recording(times, true)).trajectory();
    assertEquals(11, trajectory.size());
    assertEquals(0, trajectory.time(0));
    assertEquals(2, trajectory.time(10));
    for (int i = 1; i < trajectory.size(); i++) {
      assertTrue(trajectory.loss(i) < trajectory.loss(i - 1));
      double[] direct = FlowRun.run(flow, ACCURATE, FlowOptions.until(trajectory.time(i))).theta();
      assertEquals(0, TestProblems.relativeDistance(trajectory.theta(i), direct), 1e-8);
    }
  }

  @Test
  void fixedStepsEndExactlyAtTheEndTime() {
    FlowResult result =
        FlowRun.run(ThetaFlow.ofAlpha(PROBLEM, 0.5), new RungeKutta4(0.1), FlowOptions.until(1));
    assertEquals(1, result.time());
    assertEquals(10, result.steps());
    assertEquals(41, result.evaluations());
  }

  @Test
  void eulerIsGradientDescentWithItsDriftOfTheInvariant() {
    double eta = 0.01;
    FlowResult result =
        FlowRun.run(FactorFlow.ofAlpha(PROBLEM, 0.3), new ExplicitEuler(eta), FlowOptions.until(1));
    double[] theta = new double[12];
    double[] u = FlowInput.constant(Math.sqrt(2) * 0.3, 12);
    double[] v = new double[12];
    double[] g = new double[12];
    double[] product = new double[12];
    java.util.Arrays.fill(product, 1);
    for (int k = 0; k < 100; k++) {
      PROBLEM.lossAndGradient(theta, new double[6], g);
      for (int j = 0; j < 12; j++) {
        double old = u[j];
        u[j] -= eta * v[j] * g[j];
        v[j] -= eta * old * g[j];
        theta[j] = u[j] * v[j];
        // I_{k+1} = I_k (1 - x²), x = η g, an exact identity of gradient descent.
        product[j] *= (1 - eta * g[j]) * (1 + eta * g[j]);
      }
    }
    assertArrayEquals(theta, result.theta(), 1e-12);
    double drift = 0;
    for (double p : product) {
      drift = Math.max(drift, 1 - p);
    }
    assertTrue(drift > 1e-5);
    assertEquals(drift, result.invariantDrift(), 1e-10);
  }

  @Test
  void explicitStepsAllocateNothing() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    List<Integrator> methods =
        List.of(
            new ExplicitEuler(1e-3),
            new RungeKutta4(1e-3),
            new DormandPrince(new Tolerance(1e-6, 1e-9)));
    for (Integrator integrator : methods) {
      Stepper stepper = integrator.on(new Decay(new int[1]));
      long before = 0;
      for (int k = 0; k < 600; k++) {
        if (k == 100) {
          before = threads.getCurrentThreadAllocatedBytes();
        }
        stepper.attempt(1e-3);
        stepper.accept();
      }
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      assertTrue(bytes < 1000, integrator.name() + " allocated " + bytes + " bytes in 500 steps");
    }
  }

  /** θ' = -θ takes the loss from L to l in the time ln(L/l)/2, and few looks at it find that. */
  @ParameterizedTest
  @ValueSource(doubles = {1 - 1e-9, 0.9, 0.3, 1e-2, 1e-7, 1e-30})
  void theCrossingIsFoundInFewEvaluations(double share) {
    int[] looks = {0};
    GradientFlow flow = new Decay(looks);
    double first = new Decay(new int[1]).loss(flow.start());
    FlowOptions options = FlowOptions.untilLoss(share * first);
    for (Integrator integrator :
        List.of(new DormandPrince(new Tolerance(1e-9, 0)), new RungeKutta4(0.1))) {
      looks[0] = 0;
      FlowResult result = FlowRun.run(flow, integrator, options);
      assertTrue(result.loss() <= share * first, "loss " + result.loss());
      assertEquals(share * first, result.loss(), 1e-11 * share * first);
      assertEquals(-Math.log(share) / 2, result.time(), 1e-5 * result.time());
      // The two records and the result look three times.
      assertTrue(looks[0] <= 15, looks[0] + " looks at the loss by " + integrator);
    }
  }

  /** No flow goes below rounding: it says so, at a time that is one. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-40, 0})
  void aLossBelowRoundingEndsAtTheFloor(double share) {
    for (double alpha : new double[] {1e-3, 0.5}) {
      FlowOptions options = FlowOptions.untilLoss(share * PROBLEM.lossAtZero());
      FlowResult[] results = {
        FlowRun.run(
            DualFlow.ofAlpha(PROBLEM, alpha), new Rodas4(Tolerance.ofDual(1e-6, alpha)), options),
        FlowRun.run(FactorFlow.ofAlpha(PROBLEM, alpha), ACCURATE, options)
      };
      for (FlowResult result : results) {
        if (result.end() == FlowResult.End.FLOOR) {
          assertFalse(result.reachedLoss());
          assertTrue(result.loss() <= 1e-25 * PROBLEM.lossAtZero(), "loss " + result.loss());
          assertTrue(result.message().contains("floor of rounding"), result.message());
        } else {
          assertEquals(FlowResult.End.LOSS, result.end());
          assertTrue(result.loss() <= options.lossThreshold(), "loss " + result.loss());
        }
        assertTrue(result.time() < 1e30, "time " + result.time());
      }
    }
  }

  /** Where the least loss is not known and none is as low as asked for, the flow comes to rest. */
  @Test
  void aMinimumAboveTheThresholdEndsTheFlow() {
    LeastSquares tall = TestProblems.gaussianProblem(12, 6, 5);
    double least = new LinearSolutions(tall).minimumLoss();
    FlowResult result =
        FlowRun.run(
            DualFlow.ofAlpha(tall, 0.5),
            new Rodas4(Tolerance.ofDual(1e-6, 0.5)),
            FlowOptions.untilLoss(least / 2));
    assertEquals(FlowResult.End.FLOOR, result.end());
    assertEquals(least, result.loss(), 1e-12 * least);
    assertTrue(Double.isFinite(result.time()));
  }

  @Test
  void withoutTargetsTheStartIsTheEnd() {
    LeastSquares zero = new LeastSquares(PROBLEM.design(), new double[PROBLEM.samples()]);
    FlowOptions options = FlowOptions.untilLoss(1e-10 * zero.lossAtZero());
    for (FlowResult result :
        List.of(
            FlowRun.run(DualFlow.ofAlpha(zero, 1), new Rodas4(new Tolerance(1e-6, 1e-9)), options),
            FlowRun.run(FactorFlow.ofAlpha(zero, 1), ACCURATE, options),
            new ExactLinearFlow(zero).run(new double[zero.features()], options))) {
      assertEquals(FlowResult.End.LOSS, result.end());
      assertEquals(0, result.time());
      assertArrayEquals(new double[zero.features()], result.theta());
    }
  }

  @Test
  void divergenceAndBudgetAreErrorsOfOneLine() {
    assertFails(
        FactorFlow.ofAlpha(PROBLEM, 1), new ExplicitEuler(5), FlowOptions.until(1e4), "smaller");
    assertFails(
        FactorFlow.ofAlpha(PROBLEM, 1), new ExplicitEuler(5), FlowOptions.until(1e4), "raises");
    assertFails(
        FactorFlow.ofAlpha(PROBLEM, 1e-3),
        ACCURATE,
        FlowOptions.until(1e6).withMaxSteps(50),
        "budget of 50 steps");
  }

  @Test
  void badOptionsAreRefused() {
    assertRefused(() -> FlowOptions.until(-1));
    assertRefused(() -> FlowOptions.untilLoss(-1));
    assertRefused(() -> FlowOptions.until(1).withMaxSteps(0));
    assertRefused(() -> FlowOptions.until(1).recording(new double[] {0.5, 0.2}, false));
    assertRefused(() -> FlowOptions.logSpaced(0, 1, 3));
    assertRefused(() -> new Tolerance(0, 1));
    assertRefused(() -> new ExplicitEuler(Double.NaN));
    assertRefused(() -> DualFlow.of(PROBLEM, new double[12], new double[12]));
    assertRefused(() -> FactorFlow.ofAlpha(PROBLEM, 0));
    assertRefused(() -> ThetaFlow.ofAlpha(PROBLEM, 1e-170));
    assertRefused(() -> new LinearFlow(PROBLEM, new double[3]));
    assertRefused(() -> new ExactLinearFlow(PROBLEM).at(new double[12], -1));
    assertRefused(
        () -> new Rodas4(new Tolerance(1e-6, 0)).on(new LinearFlow(PROBLEM, new double[12])));
  }

  private static void assertFails(
      GradientFlow flow, Integrator integrator, FlowOptions options, String remedy) {
    String message =
        assertThrows(ComputationException.class, () -> FlowRun.run(flow, integrator, options))
            .getMessage();
    assertTrue(message.contains(remedy), message);
    assertFalse(message.contains("\n"), message);
  }

  private static void assertRefused(org.junit.jupiter.api.function.Executable executable) {
    assertThrows(BadDataException.class, executable);
  }

  /** y' = -y in plain Java: the Vector API of the other flows allocates until it is compiled. */
  private record Decay(int[] looks) implements GradientFlow {

    @Override
    public int dimension() {
      return 10;
    }

    @Override
    public int features() {
      return 10;
    }

    @Override
    public double[] start() {
      return TestProblems.gaussian(10, 1);
    }

    @Override
    public double evaluate(double[] state, double[] derivative) {
      for (int j = 0; j < state.length; j++) {
        derivative[j] = -state[j];
      }
      return half(state);
    }

    @Override
    public void theta(double[] state, double[] theta) {
      System.arraycopy(state, 0, theta, 0, theta.length);
    }

    @Override
    public double residualRounding(double[] state) {
      return 0;
    }

    @Override
    public double loss(double[] state) {
      looks[0]++;
      return half(state);
    }

    private static double half(double[] state) {
      double sum = 0;
      for (double s : state) {
        sum += s * s;
      }
      return sum / 2;
    }
  }

  /** X → 2^a X and y → 2^b y are other units: θ → 2^(b-a) θ, to the bit. */
  @ParameterizedTest
  @CsvSource({"0, 0", "390, 390", "-390, -390", "390, 0", "-200, 200"})
  void theUnitsOfTheDataDoNotMatter(int a, int b) {
    double[][] rows = {{1, 2, 0.5}, {0, 1, 1}};
    double[] target = {1, 2};
    LeastSquares plain = new LeastSquares(DesignMatrix.of(rows), target);
    LeastSquares scaled =
        new LeastSquares(
            DesignMatrix.of(
                Arrays.stream(rows).map(row -> scaled(a, row)).toArray(double[][]::new)),
            scaled(b, target));
    double[] linear = new ExactLinearFlow(plain).at(new double[3], 0.7);
    double[] same = new ExactLinearFlow(scaled).at(new double[3], Math.scalb(0.7, -2 * a));
    for (int j = 0; j < 3; j++) {
      assertEquals(linear[j], Math.scalb(same[j], a - b), 1e-13);
    }
    int even = (b - a) / 2 * 2;
    FactorFlow flow = FactorFlow.ofAlpha(plain, 0.5);
    FactorFlow other = FactorFlow.ofAlpha(scaled, Math.scalb(0.5, even / 2));
    double step = 0x1p-6;
    double otherStep = Math.scalb(step, -a - b);
    assertArrayEquals(
        FlowRun.run(flow, new RungeKutta4(step), FlowOptions.until(64 * step)).theta(),
        scaled(
            -even,
            FlowRun.run(other, new RungeKutta4(otherStep), FlowOptions.until(64 * otherStep))
                .theta()));
  }

  @Test
  void whatLeavesTheRangeOfDoublesIsRefused() {
    for (int exponent : new int[] {511, -511}) {
      double[][] rows = {scaled(exponent, new double[] {1, 2})};
      LeastSquares problem = new LeastSquares(DesignMatrix.of(rows), new double[] {1});
      List<Executable> flows =
          List.of(
              () -> new ExactLinearFlow(problem),
              () -> new LinearFlow(problem, new double[2]),
              () -> FactorFlow.ofAlpha(problem, 1),
              () -> ThetaFlow.ofAlpha(problem, 1),
              () -> DualFlow.ofAlpha(problem, 1),
              () -> new DepthFlow(problem, new DepthPotential(1, 3)));
      for (Executable flow : flows) {
        String line = assertThrows(BadDataException.class, flow).getMessage();
        assertTrue(line.startsWith(exponent > 0 ? "X is too large" : "X is too small"), line);
        assertTrue(line.contains(exponent > 0 ? "divide X by" : "multiply X by"), line);
      }
    }
    LeastSquares apart =
        new LeastSquares(DesignMatrix.of(new double[][] {{0x1p300}}), new double[] {0x1p-200});
    String line =
        assertThrows(BadDataException.class, () -> DualFlow.ofAlpha(apart, 1)).getMessage();
    assertTrue(line.contains("y is too far from X"), line);
  }

  private static double[] scaled(int exponent, double[] values) {
    return Arrays.stream(values).map(value -> Math.scalb(value, exponent)).toArray();
  }
}
