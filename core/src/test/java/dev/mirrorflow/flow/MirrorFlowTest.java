package dev.mirrorflow.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the flows are: one mirror flow in three coordinates, and a projection for least squares. */
class MirrorFlowTest {

  private static final int N = 5;
  private static final int D = 9;
  private static final LeastSquares PROBLEM = TestProblems.gaussianProblem(N, D, 21);
  private static final DormandPrince ACCURATE = new DormandPrince(new Tolerance(1e-12, 1e-14));

  /** A start with θ0 of both signs and I of both signs. */
  private final double[] u0 = TestProblems.gaussian(D, 22);

  private final double[] v0 = TestProblems.gaussian(D, 23);
  private final double[] theta0 = DiagonalNetwork.theta(u0, v0);
  private final double[] invariant = DiagonalNetwork.invariant(u0, v0);

  @Test
  void theMirrorImageMovesAgainstTheGradient() {
    HyperbolicEntropy entropy = HyperbolicEntropy.of(invariant);
    double dt = 1e-4;
    for (double t : new double[] {0.05, 0.4, 2}) {
      double[] times = {t - dt, t, t + dt};
      Trajectory trajectory =
          FlowRun.run(
                  new FactorFlow(PROBLEM, u0, v0),
                  ACCURATE,
                  FlowOptions.until(3).recording(times, true))
              .trajectory();
      double[] before = entropy.gradient(trajectory.theta(1));
      double[] after = entropy.gradient(trajectory.theta(3));
      double[] g = new double[D];
      PROBLEM.lossAndGradient(trajectory.theta(2), new double[N], g);
      for (int j = 0; j < D; j++) {
        // The central difference errs by dt² times a third derivative.
        assertEquals(-g[j], (after[j] - before[j]) / (2 * dt), 1e-5, "t = " + t + ", j = " + j);
      }
    }
  }

  @Test
  void theThreeCoordinatesAreOneFlow() {
    HyperbolicEntropy entropy = HyperbolicEntropy.of(invariant);
    FlowOptions options = FlowOptions.until(1.5);
    FlowResult factors = FlowRun.run(new FactorFlow(PROBLEM, u0, v0), ACCURATE, options);
    FlowResult theta = FlowRun.run(new ThetaFlow(PROBLEM, theta0, invariant), ACCURATE, options);
    FlowResult dual =
        FlowRun.run(
            DualFlow.of(PROBLEM, theta0, invariant),
            new Rodas4(new Tolerance(1e-11, 1e-13)),
            options);
    assertEquals(0, TestProblems.relativeDistance(theta.theta(), factors.theta()), 1e-9);
    assertEquals(0, TestProblems.relativeDistance(dual.theta(), factors.theta()), 1e-8);
    assertTrue(factors.invariantDrift() < 1e-9, "drift " + factors.invariantDrift());
    assertEquals(0, theta.invariantDrift());
    // ∇φ(θ) - ∇φ(θ0) = Xᵀν.
    double[] mirror = new double[D];
    PROBLEM.design().multiplyTransposed(1, dual.state(), mirror);
    double[] end = entropy.gradient(factors.theta());
    double[] start = entropy.gradient(theta0);
    for (int j = 0; j < D; j++) {
      assertEquals(end[j] - start[j], mirror[j], 1e-7);
    }
  }

  @Test
  void theInvariantDriftsByTheTolerance() {
    double last = Double.POSITIVE_INFINITY;
    for (double relative : new double[] {1e-5, 1e-8, 1e-11}) {
      double drift =
          FlowRun.run(
                  new FactorFlow(PROBLEM, u0, v0),
                  new DormandPrince(new Tolerance(relative, relative)),
                  FlowOptions.until(20))
              .invariantDrift();
      assertTrue(drift < 1e3 * relative, "drift " + drift + " at " + relative);
      assertTrue(drift < last / 10, "drift " + drift + " after " + last);
      last = drift;
    }
  }

  @Test
  void theDualJacobianIsTheDerivative() {
    DualFlow flow = DualFlow.of(PROBLEM, theta0, invariant);
    double[] nu = TestProblems.gaussian(N, 30);
    double[] jacobian = new double[N * N];
    flow.negativeJacobian(nu, jacobian);
    double h = 1e-6;
    double[] plus = new double[N];
    double[] minus = new double[N];
    for (int k = 0; k < N; k++) {
      double[] moved = nu.clone();
      moved[k] = nu[k] + h;
      flow.evaluate(moved, plus);
      moved[k] = nu[k] - h;
      flow.evaluate(moved, minus);
      for (int i = k; i < N; i++) {
        double expected = -(plus[i] - minus[i]) / (2 * h);
        double scale = Math.sqrt(jacobian[i + i * N] * jacobian[k + k * N]);
        assertEquals(expected, jacobian[i + k * N], 1e-7 * scale);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-150, 1e-200})
  void tinyAlphaReachesItsLimitOnTheDual(double alpha) {
    LeastSquares problem = TestProblems.gaussianProblem(8, 20, 31);
    FlowResult result =
        FlowRun.run(
            DualFlow.ofAlpha(problem, alpha),
            new Rodas4(new Tolerance(1e-5, 1e-9)),
            FlowOptions.untilLoss(1e-18 * problem.lossAtZero()).withMaxSteps(5000));
    double[] limit = new BregmanProjection(problem).ofAlpha(alpha).theta();
    assertEquals(0, TestProblems.relativeDistance(result.theta(), limit), 1e-6);
  }

  @Test
  void leastSquaresEndsAtTheProjectionOfItsStart() {
    LeastSquares deficient =
        new LeastSquares(
            DesignMatrix.of(
                new double[] {1, 2, 0, 1}, new double[] {2, 4, 0, 2}, new double[] {0, 1, 1, 1}),
            new double[] {1, 2, -1});
    double[] theta0 = {0.5, -1, 2, 0.1};
    ExactLinearFlow flow = new ExactLinearFlow(deficient);
    double[] limit = new LinearSolutions(deficient).project(theta0);
    assertArrayEquals(limit, flow.at(theta0, Double.POSITIVE_INFINITY), 1e-14);
    assertArrayEquals(limit, flow.at(theta0, 1e3), 1e-12);
    assertArrayEquals(theta0, flow.at(theta0, 0), 0);
  }
}
