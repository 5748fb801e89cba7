package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * (2.17)-(2.23): every descent on θ stays in θ0 + span(rows) and ends at the interpolator nearest
 * to θ0.
 */
class LinearBiasTest {

  private static final int N = 20;
  private static final int D = 100;
  private static final Stopping STOP = new Stopping(1e-26, 0, 200_000);

  private final LeastSquares problem = TestProblems.gaussianProblem(N, D, 21);
  private final LinearSolutions solutions = new LinearSolutions(problem);
  private final double[] theta0 = TestProblems.gaussian(D, 22);

  static Stream<Descent> plans() {
    Method gd = new Method.GradientDescent();
    Batches full = new Batches.Full();
    StepRule edge = new StepRule.FractionOfEdge(0.9);
    return Stream.of(
        new Descent(gd, full, edge, STOP),
        new Descent(gd, full, new StepRule.Constant(0.05), STOP),
        new Descent(gd, full, new StepRule.Polyak(), STOP),
        new Descent(gd, full, new StepRule.Backtracking(1), STOP),
        new Descent(gd, full, new StepRule.InverseTime(0.1, 1e4), STOP),
        new Descent(gd, full, new StepRule.Cosine(0.1, 100_000), STOP),
        new Descent(gd, new Batches.Mini(1, true, 1), edge, STOP),
        new Descent(gd, new Batches.Mini(3, false, 2), edge, STOP),
        new Descent(gd, new Batches.Mini(7, true, 3), new StepRule.Polyak(), STOP),
        new Descent(new Method.HeavyBall(0.9), full, edge, STOP),
        new Descent(new Method.HeavyBall(0.5), new Batches.Mini(5, false, 4), edge, STOP),
        new Descent(new Method.Nesterov(0.8), full, edge, STOP));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void reachesTheProjectionOfTheStart(Descent plan) {
    DescentResult result = plan.run(problem, new Start.Linear(theta0));
    assertEquals(Status.CONVERGED, result.status());
    double[] projection = solutions.project(theta0);
    assertTrue(
        TestProblems.relativeDistance(result.theta(), projection) < 1e-8,
        () -> "distance " + TestProblems.relativeDistance(result.theta(), projection));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void iteratesStayInTheStartPlusTheRowSpace(Descent plan) {
    double[] kernel = solutions.kernelComponent(theta0);
    for (long k : new long[] {1, 10, 100, 1000}) {
      Descent few = new Descent(plan.method(), plan.batches(), plan.stepRule(), stopAfter(k));
      DescentResult result = few.run(problem, new Start.Linear(theta0));
      assertTrue(
          TestProblems.relativeDistance(solutions.kernelComponent(result.theta()), kernel) < 1e-10);
    }
  }

  @Test
  void aStepBeyondTheEdgeDivergesAndNamesTheEdge() {
    Descent probe = plans().findFirst().orElseThrow();
    double edge = StableStep.estimate(probe, problem, Start.zero(D));
    for (Method method :
        List.of(
            new Method.GradientDescent(), new Method.HeavyBall(0.6), new Method.Nesterov(0.6))) {
      Descent stable = constant(method, 0.98 * edge * method.edgeFactor());
      assertEquals(Status.CONVERGED, stable.run(problem, Start.zero(D)).status());
      Descent unstable = constant(method, 1.02 * edge * method.edgeFactor());
      DescentResult result = unstable.run(problem, Start.zero(D));
      assertEquals(Status.DIVERGED, result.status());
      assertEquals(edge * method.edgeFactor(), result.stableStep().orElseThrow(), 1e-4 * edge);
      assertTrue(result.message().contains("largest stable step"), result.message());
    }
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherDoesNot() {
    double[] first = sgd(7);
    assertTrue(java.util.Arrays.equals(first, sgd(7)));
    assertTrue(!java.util.Arrays.equals(first, sgd(8)));
  }

  private double[] sgd(long seed) {
    return new Descent(
            new Method.GradientDescent(),
            new Batches.Mini(2, false, seed),
            new StepRule.FractionOfEdge(0.5),
            stopAfter(33))
        .run(problem, Start.zero(D))
        .theta();
  }

  private static Descent constant(Method method, double eta) {
    return new Descent(method, new Batches.Full(), new StepRule.Constant(eta), STOP);
  }

  private static Stopping stopAfter(long k) {
    return new Stopping(0, 0, k);
  }
}
