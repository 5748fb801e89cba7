package dev.mirrorflow.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import dev.mirrorflow.linalg.Crew;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Precision;
import dev.mirrorflow.model.LeastSquares;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps over column blocks against the same steps by evaluations of f over rows. */
class BlockStepsTest {

  private static final int N = 20;
  private static final int D = 61;
  private static final LeastSquares PROBLEM = problem(N, D, Precision.DOUBLE);

  /** Of lengths that differ, so that the residual ahead is used at another η than it was made. */
  private static final double[] LENGTHS = {0.1, 0.05, 0.2, 0.07, 0.07, 0.15, 0.01};

  /** Nanoseconds; on a busy machine the compilers wait long. */
  private static final long COMPILED_WITHIN = 30_000_000_000L;

  private static LeastSquares problem(int n, int d, Precision precision) {
    Random random = new Random(5);
    DesignMatrix x = DesignMatrix.zeros(n, d);
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double[] row = random.doubles(d, -1, 1).toArray();
      x.setRow(i, row);
      y[i] = row[3] - 2 * row[40] + 0.1 * random.nextGaussian();
    }
    return new LeastSquares(x.in(precision), y);
  }

  private static double[] vector(int seed, int d) {
    return new Random(seed).doubles(d, -1, 1).toArray();
  }

  static Stream<Arguments> steps() {
    List<Integrator> integrators =
        List.of(
            new ExplicitEuler(0.1),
            new RungeKutta4(0.1),
            new DormandPrince(new Tolerance(1e-3, 1e-3)));
    List<Function<LeastSquares, GradientFlow>> flows =
        List.of(
            p -> new FactorFlow(p, vector(1, p.features()), vector(2, p.features())),
            p -> new ThetaFlow(p, vector(1, p.features()), vector(2, p.features())),
            p -> new LinearFlow(p, vector(1, p.features())));
    return integrators.stream()
        .flatMap(integrator -> flows.stream().map(flow -> Arguments.of(integrator, flow)));
  }

  private static ExplicitSteps byRows(Integrator integrator, GradientFlow flow) {
    return new ExplicitSteps(
        flow, ExplicitTableau.of(integrator), integrator.control().tolerance());
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aStepIsThatOverRows(Integrator integrator, Function<LeastSquares, GradientFlow> flow) {
    for (Precision precision : Precision.values()) {
      LeastSquares problem = problem(N, D, precision);
      Stepper blocks = assertInstanceOf(BlockSteps.class, integrator.on(flow.apply(problem)));
      Stepper rows = byRows(integrator, flow.apply(problem));
      double[] expected = new double[rows.state().length];
      double[] actual = new double[expected.length];
      for (int k = 0; k < 21; k++) {
        double h = LENGTHS[k % LENGTHS.length];
        if (k % 3 == 1) { // one that is not taken
          assertEquals(rows.attempt(2 * h), blocks.attempt(2 * h), 1e-9);
        }
        assertEquals(rows.attempt(h), blocks.attempt(h), 1e-9);
        assertEquals(rows.loss(), blocks.loss(), 1e-13 * (1 + rows.loss()), "loss after " + k);
        blocks.accept();
        rows.accept();
        assertArrayEquals(rows.state(), blocks.state(), 1e-12, "state after " + k);
        assertEquals(rows.evaluations(), blocks.evaluations());
        if (k % 2 == 0) { // asks fixed steps for f at the end
          for (double s : new double[] {0, 0.3, 0.8, 1}) {
            rows.interpolate(s, expected);
            blocks.interpolate(s, actual);
            assertArrayEquals(expected, actual, 1e-12, "between, " + s + " of step " + k);
          }
        }
      }
    }
  }

  /** X in four parts. */
  @ParameterizedTest
  @MethodSource("steps")
  void theBitsAreTheSameForAnyNumberOfThreads(
      Integrator integrator, Function<LeastSquares, GradientFlow> flow) {
    LeastSquares problem = problem(64, 9001, Precision.DOUBLE);
    double[] expected = afterSteps(integrator.on(flow.apply(problem)));
    try (Crew crew = new Crew(3)) {
      double[] theirs = afterSteps(integrator.on(flow.apply(problem.on(crew))));
      // The start is evaluated by rows, whose blocks add up in another order.
      assertArrayEquals(expected, theirs, 1e-12);
      try (Crew five = new Crew(5)) {
        assertArrayEquals(theirs, afterSteps(integrator.on(flow.apply(problem.on(five)))));
      }
    }
  }

  private static double[] afterSteps(Stepper stepper) {
    for (int k = 0; k < 4; k++) {
      stepper.attempt(LENGTHS[k] / 100);
      stepper.accept();
    }
    return stepper.state().clone();
  }

  /** Scales at which squares of slopes leave the range of doubles. */
  @Test
  void whatIsKnownAheadDoesNotOverflow() {
    LeastSquares large = PROBLEM.scaled(300, 300);
    // Slopes are 2^600 times as large, times as small; their squares would be 2^1200.
    GradientFlow flow = new FactorFlow(large, vector(1, D), vector(2, D));
    Stepper blocks = new DormandPrince(new Tolerance(1e-3, 1e-3)).on(flow);
    Stepper rows = byRows(new DormandPrince(new Tolerance(1e-3, 1e-3)), flow);
    for (double length : LENGTHS) {
      double h = length * 0x1p-600;
      assertEquals(rows.attempt(h), blocks.attempt(h), 1e-9);
      blocks.accept();
      rows.accept();
      assertArrayEquals(rows.state(), blocks.state(), 1e-12);
    }
  }

  /** Once it is compiled, which takes a while: until then each vector is an object. */
  @ParameterizedTest
  @MethodSource("steps")
  void stepsAllocateNothing(Integrator integrator, Function<LeastSquares, GradientFlow> flow) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Stepper stepper = integrator.on(flow.apply(PROBLEM));
    long bytes = 0;
    long deadline = System.nanoTime() + COMPILED_WITHIN;
    while (System.nanoTime() < deadline) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int k = 0; k < 200; k++) {
        stepper.attempt(1e-3);
        stepper.accept();
      }
      bytes = threads.getCurrentThreadAllocatedBytes() - before;
      if (bytes < 1000) {
        return;
      }
    }
    fail(integrator.name() + " allocated " + bytes + " bytes in 200 steps");
  }
}
