package dev.mirrorflow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.DepthPotential;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Along a gradient flow the loss never rises, whatever integrates it in whatever variables. */
class MonotoneLossTest {

  private static final double ALPHA = 0.1;

  /** Rows that all but agree, with targets that do not: least squares has θ = (1e6 + 1.5, -1e6). */
  private static final LeastSquares CONTRADICTORY =
      new LeastSquares(
          DesignMatrix.of(
              new double[] {1, 1},
              new double[] {1, 1.000001},
              new double[] {1, 0.999999},
              new double[] {1, 1}),
          new double[] {1, 2, 4, -1});

  /** A flow and what integrates it. */
  record Case(String name, Function<LeastSquares, GradientFlow> flow, Integrator integrator) {

    @Override
    public String toString() {
      return name + " by " + integrator.name();
    }
  }

  static Stream<Case> cases() {
    List<Integrator> explicit =
        List.of(
            new ExplicitEuler(0.01),
            new RungeKutta4(0.02),
            new DormandPrince(new Tolerance(1e-4, 1e-7)),
            new DormandPrince(new Tolerance(1e-9, 1e-12)));
    Stream<Case> all =
        explicit.stream()
            .flatMap(by ->
                Stream.of(
                    new Case("uv", p -> FactorFlow.ofAlpha(p, ALPHA), by),
                    new Case("theta", p -> ThetaFlow.ofAlpha(p, ALPHA), by),
                    new Case("dual", p -> DualFlow.ofAlpha(p, ALPHA), by),
                    new Case("linear", p -> new LinearFlow(p, new double[p.features()]), by),
                    new Case("depth 3", p -> new DepthFlow(p, new DepthPotential(0.3, 3)), by)));
    Stream<Case> stiff =
        Stream.of(1e-3, 1e-6)
            .map(relative ->
                new Case(
                    "dual",
                    p -> DualFlow.ofAlpha(p, ALPHA),
                    new Rodas4(Tolerance.ofDual(relative, 1))));
    return Stream.concat(all, stiff);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theLossNeverRises(Case what) {
    for (LeastSquares problem :
        List.of(
            TestProblems.sparseProblem(8, 20, 2, 1), // y can be interpolated
            TestProblems.gaussianProblem(20, 6, 2), // n > d
            twice(TestProblems.gaussianProblem(4, 10, 3)), // rows that contradict each other
            CONTRADICTORY)) {
      double[] times = FlowOptions.logSpaced(0.01, 300, 10);
      FlowOptions options = FlowOptions.until(300).recording(times, true);
      FlowResult result = FlowRun.run(what.flow.apply(problem), what.integrator, options);
      assertFalls(problem, result.trajectory(), what.toString());
    }
  }

  @Test
  void theExactFlowNeverRises() {
    for (LeastSquares problem :
        List.of(TestProblems.sparseProblem(8, 20, 2, 1), TestProblems.gaussianProblem(20, 6, 2))) {
      double[] times = FlowOptions.logSpaced(0.01, 300, 10);
      FlowOptions options = FlowOptions.until(300).recording(times, true);
      FlowResult result = new ExactLinearFlow(problem).run(new double[problem.features()], options);
      assertFalls(problem, result.trajectory(), "exact");
    }
  }

  /** ν would grow to 1e11 along what no θ changes; θ grows to 1e6 all the same. */
  @Test
  void contradictoryRowsEndAtLeastSquares() {
    double[] times = FlowOptions.logSpaced(1e-2, 1e14, 10);
    FlowResult result =
        FlowRun.run(
            DualFlow.ofAlpha(CONTRADICTORY, 1e-3),
            new Rodas4(Tolerance.ofDual(1e-6, 1e-3)),
            FlowOptions.until(1e14).recording(times, true));
    assertFalls(CONTRADICTORY, result.trajectory(), "rodas4");
    assertEquals(1.375, result.loss(), 1e-9);
    assertEquals(1.375, CONTRADICTORY.loss(result.theta()), 1e-9);
    assertEquals(1e6 + 1.5, result.theta()[0], 1e-2);
    assertEquals(-1e6, result.theta()[1], 1e-2);
  }

  /** The same trajectory as by u and v, where ν has coordinates of its own. */
  @Test
  void reducedCoordinatesFollowTheSameFlow() {
    for (LeastSquares problem :
        List.of(
            TestProblems.gaussianProblem(20, 6, 2),
            twice(TestProblems.gaussianProblem(4, 10, 3)),
            CONTRADICTORY)) {
      for (double alpha : new double[] {1e-2, 1}) {
        DualFlow dual = DualFlow.ofAlpha(problem, alpha);
        assertEquals(new LinearSolutions(problem).rank(), dual.dimension());
        for (double t : new double[] {0.3, 3, 30}) {
          FlowResult stiff =
              FlowRun.run(dual, new Rodas4(new Tolerance(1e-9, 1e-14)), FlowOptions.until(t));
          FlowResult factors =
              FlowRun.run(
                  FactorFlow.ofAlpha(problem, alpha),
                  new DormandPrince(new Tolerance(1e-11, 1e-15)),
                  FlowOptions.until(t));
          assertEquals(
              0, TestProblems.relativeDistance(stiff.theta(), factors.theta()), 1e-6, "t = " + t);
          assertEquals(factors.loss(), stiff.loss(), 1e-6 * factors.loss());
        }
      }
    }
  }

  private static LeastSquares twice(LeastSquares problem) {
    int n = problem.samples();
    double[][] rows = new double[2 * n][problem.features()];
    double[] y = new double[2 * n];
    for (int i = 0; i < 2 * n; i++) {
      problem.design().copyRow(i % n, rows[i]);
      y[i] = problem.target()[i % n] + (i < n ? 0 : 0.5);
    }
    return new LeastSquares(DesignMatrix.of(rows), y);
  }

  /** But for rounding. */
  private static void assertFalls(LeastSquares problem, Trajectory way, String what) {
    for (int i = 1; i < way.size(); i++) {
      double wrong = problem.residualRounding(way.theta(i)) * (what.contains("dual") ? 100 : 1);
      double before = way.loss(i - 1);
      double allowed = wrong * (Math.sqrt(2 * before) + wrong / 2);
      assertTrue(
          way.loss(i) <= before + allowed,
          what + ": from " + before + " to " + way.loss(i) + " at t = " + way.time(i));
    }
  }
}
