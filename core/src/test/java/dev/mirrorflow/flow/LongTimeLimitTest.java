package dev.mirrorflow.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Integration to long times ends where the Bregman projection says (3.28), two ways. */
class LongTimeLimitTest {

  @ParameterizedTest
  @CsvSource({
    "5, 10, 1e-3, 0",
    "5, 10, 10, 0.3",
    "5, 20, 1e-2, 0",
    "6, 15, 1e-1, 1",
    "6, 30, 1, 0",
    "7, 20, 1e-3, 0.5",
    "8, 20, 10, 0",
    "8, 30, 1, 2",
    "8, 40, 1e-2, 0.2",
    "10, 25, 1e-1, 0",
    "10, 30, 1e-3, 0",
    "10, 60, 1, 1",
    "12, 40, 3, 0",
    "12, 50, 1e-2, 1",
    "15, 40, 1e-1, 0.1",
    "15, 60, 1, 0",
    "20, 80, 1e-1, 0.5",
    "20, 100, 1e-3, 0",
    "30, 150, 1, 1",
    "60, 300, 1e-1, 0",
  })
  void bothIntegratorsReachTheProjection(int n, int d, double alpha, double spread) {
    long seed = 1000L * n + d;
    LeastSquares problem = TestProblems.gaussianProblem(n, d, seed);
    double[] u0 = TestProblems.gaussian(d, seed + 1);
    double[] v0 = TestProblems.gaussian(d, seed + 2);
    for (int j = 0; j < d; j++) {
      // At spread 0 the start (3.29); else I_j and θ0_j of both signs and several sizes.
      boolean swapped = spread > 0 && v0[j] > 0.5;
      double large = Math.sqrt(2) * alpha * (1 + spread * Math.abs(u0[j]));
      double small = 0.5 * alpha * Math.min(spread, 1) * Math.tanh(v0[j]);
      u0[j] = swapped ? small : large;
      v0[j] = swapped ? large : small;
    }
    double[] theta0 = DiagonalNetwork.theta(u0, v0);
    double[] invariant = DiagonalNetwork.invariant(u0, v0);
    double[] limit = new BregmanProjection(problem).of(theta0, invariant).theta();

    // At its stability limit an explicit method leaves a residual of about the tolerance times u².
    double relative = 1e-9 / Math.max(1, alpha * alpha);
    FlowResult explicit =
        FlowRun.run(
            new FactorFlow(problem, u0, v0),
            new DormandPrince(new Tolerance(relative, 1e-12)),
            FlowOptions.untilLoss(1e-16 * problem.lossAtZero()));
    FlowResult stiff =
        FlowRun.run(
            DualFlow.of(problem, theta0, invariant),
            new Rodas4(new Tolerance(1e-6, 1e-12)),
            FlowOptions.untilLoss(1e-18 * problem.lossAtZero()));

    assertNear(limit, explicit.theta(), "Dormand-Prince on (u, v)");
    assertNear(limit, stiff.theta(), "Rodas4 on the dual");
    assertTrue(explicit.invariantDrift() < 1e-6, "drift " + explicit.invariantDrift());
  }

  private static void assertNear(double[] limit, double[] theta, String what) {
    double error = TestProblems.relativeDistance(theta, limit);
    assertTrue(error < 1e-6, what + " ends " + error + " from the limit");
  }
}
