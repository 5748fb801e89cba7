package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.flow.ExplicitEuler;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.RungeKutta4;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The set-ups of the solvers' benchmarks at small size, where each checks its implementations. */
class SolverBenchmarksTest {

  @Test
  void theErrorFallsWithTheToleranceAndTheStep() {
    FlowProblem flow = new FlowProblem(ProblemSize.parse("6x20x2"), 0.1);
    double h = flow.stableStep();
    FlowResult coarse = flow.fixedStep(new ExplicitEuler(0.1 * h));
    FlowResult fine = flow.fixedStep(new ExplicitEuler(0.01 * h));
    double ratio = flow.error(coarse.theta()) / flow.error(fine.theta());
    assertTrue(ratio > 8 && ratio < 12, "Euler is of order 1, but tenfold steps err " + ratio);
    double rungeKutta =
        flow.error(flow.fixedStep(new RungeKutta4(0.2 * h)).theta())
            / flow.error(flow.fixedStep(new RungeKutta4(0.1 * h)).theta());
    assertTrue(rungeKutta > 11 && rungeKutta < 23, "RK4 is of order 4, not " + rungeKutta);
    assertTrue(flow.error(flow.rodasOnDual(1e-9).theta()) < 1e-7);
    assertTrue(flow.error(flow.dormandPrinceOnTheta(1e-9).theta()) < 1e-7);
  }

  /** The same pair of formulas with the same error control: about the same number of steps. */
  @Test
  void hipparchusDoesTheSameWork() {
    FlowProblem flow = new FlowProblem(ProblemSize.parse("6x20x2"), 0.1);
    HipparchusFlow.End theirs = flow.hipparchus(DormandPrince54Integrator::new, 1e-7);
    FlowResult ours = flow.dormandPrinceOnFactors(1e-7);
    assertTrue(flow.error(theirs.theta()) < 1e-5);
    assertEquals(1, (double) theirs.evaluations() / ours.evaluations(), 0.3);
  }

  @ParameterizedTest
  @CsvSource({
    "linear, 0.1",
    "linear, 1.99",
    "linear, polyak",
    "linear, backtracking",
    "network, 0.1",
    "network, 1.99",
    "network, polyak",
    "network, backtracking"
  })
  void everyStepSizeReachesTheTolerance(String model, String rule) {
    StepSizeBenchmark benchmark = new StepSizeBenchmark();
    benchmark.problem = "10x40x2";
    benchmark.model = model;
    benchmark.rule = rule;
    benchmark.setUp();
    StepSizeBenchmark.Count count = new StepSizeBenchmark.Count();
    assertEquals(benchmark.toTolerance(count).iterations(), count.iterations);
    assertTrue(count.iterations > 0 && count.iterations < 20_000, rule + " " + count.iterations);
    assertEquals(StepSizeBenchmark.STEPS, benchmark.step().iterations());
  }

  @Test
  void aStepBeyondTheEdgeIsRefused() {
    StepSizeBenchmark benchmark = new StepSizeBenchmark();
    benchmark.problem = "10x40x2";
    benchmark.model = "linear";
    benchmark.rule = "2.2";
    assertThrows(IllegalStateException.class, benchmark::setUp);
  }

  @Test
  void theSweepCountsItsIterations() throws InterruptedException {
    SweepBenchmark benchmark = new SweepBenchmark();
    benchmark.problem = "10x40x2";
    benchmark.threads = 2;
    benchmark.setUp();
    SweepBenchmark.Count lanes = new SweepBenchmark.Count();
    assertEquals(16, benchmark.lanes(lanes).size());
    assertTrue(lanes.iterations > 16, "iterations " + lanes.iterations);
    SweepBenchmark.Count singles = new SweepBenchmark.Count();
    assertEquals(16, benchmark.streams(singles).size());
    assertEquals(lanes.iterations, singles.iterations);
    benchmark.tearDown();
  }

  @ParameterizedTest
  @ValueSource(strings = {"euler", "rk4", "dormand-prince"})
  void flowsSideBySideMakeTheEvaluationsOfEachAlone(String integrator) throws InterruptedException {
    FlowSweepBenchmark benchmark = new FlowSweepBenchmark();
    benchmark.problem = "10x40x2";
    benchmark.integrator = integrator;
    benchmark.count = 16;
    benchmark.setUp();
    FlowSweepBenchmark.Count lanes = new FlowSweepBenchmark.Count();
    FlowSweepBenchmark.Count alone = new FlowSweepBenchmark.Count();
    assertEquals(16, benchmark.sideBySide(lanes).size());
    assertEquals(16, benchmark.oneByOne(alone).size());
    assertTrue(alone.evaluations > 16 * 5, "evaluations " + alone.evaluations);
    assertEquals(alone.evaluations, lanes.evaluations);
  }

  @Test
  void theLimitsAgreeAndAreCertified() {
    LimitSolverBenchmark benchmark = new LimitSolverBenchmark();
    LimitSolverBenchmark.Count count = new LimitSolverBenchmark.Count();
    LimitSolverBenchmark.OneAlpha one = new LimitSolverBenchmark.OneAlpha();
    one.problem = "20x60x3";
    one.alpha = 1e-3;
    one.setUp();
    benchmark.projection(one, count);
    assertTrue(count.newtonSteps > 0 && count.certificate < 1e-9, "" + count.certificate);
    LimitSolverBenchmark.Path path = new LimitSolverBenchmark.Path();
    path.problem = "20x60x3";
    path.setUp();
    assertEquals(LimitSolverBenchmark.POINTS, benchmark.path(path, count).size());
    assertTrue(count.newtonSteps >= LimitSolverBenchmark.POINTS, "steps " + count.newtonSteps);
    LimitSolverBenchmark.Pursuit pursuit = new LimitSolverBenchmark.Pursuit();
    pursuit.problem = "30x60x3";
    pursuit.setUp();
    LimitSolverBenchmark.PursuitCount pursuits = new LimitSolverBenchmark.PursuitCount();
    benchmark.basisPursuit(pursuit, pursuits);
    assertTrue(pursuits.descentSteps > 0);
  }

  @Test
  void thePathsAreCertified() {
    SaddlePathBenchmark.Problem problem = new SaddlePathBenchmark.Problem();
    SaddlePathBenchmark.Count count = new SaddlePathBenchmark.Count();
    problem.problem = "30x10x3";
    problem.noise = 0.5;
    problem.setUp();
    new SaddlePathBenchmark().path(problem, count);
    assertTrue(count.saddles > 10, "saddles " + count.saddles);
  }

  @Test
  void aDisagreementIsNamed() {
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class,
            () -> Agreement.requireWithin(0.1, "other", new double[] {1, 2}, new double[] {1, 3}));
    assertEquals("other differs by 0.5, relative to the largest entry", e.getMessage());
    assertThrows(
        IllegalStateException.class,
        () -> Agreement.requireWithin(1, "other", new double[] {1}, new double[] {Double.NaN}));
  }
}
