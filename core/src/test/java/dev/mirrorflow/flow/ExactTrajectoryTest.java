package dev.mirrorflow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trajectories known in closed form. */
class ExactTrajectoryTest {

  private static final double[] TIMES = {0.1, 1, 3, 20};

  /** Case dln_exact_trajectory: c, α, and θ at {@link #TIMES}, to 1e-9 relative. */
  private static final double[][] CASES = {
    {1, 0.1, 0.0020113145013508065, 0.035258207117676334, 0.6708048174724865, 0.9999999999999991},
    {-2, 0.5, -0.10000117690895548, -1.5926689025761485, -1.9998394495482, -2.0},
    {
      1,
      1e-8,
      2.01336002541094e-17,
      3.626860407847018e-16,
      2.017131573702752e-14,
      0.9216869467542015
    },
    {3, 2, 1.6886579091960865, 2.999810837919919, 2.99999999999961, 3.0},
  };

  /** No absolute part: θ of 1e-17 is to have its digits. */
  private static final Tolerance TOLERANCE = new Tolerance(1e-12, 0);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void orthonormalDesignReproducesTheCase(int row) {
    LeastSquares problem = oneFeature(CASES[row][0]);
    double alpha = CASES[row][1];
    assertTrajectory(row, FactorFlow.ofAlpha(problem, alpha), new DormandPrince(TOLERANCE));
    assertTrajectory(row, ThetaFlow.ofAlpha(problem, alpha), new DormandPrince(TOLERANCE));
    assertTrajectory(row, DualFlow.ofAlpha(problem, alpha), new DormandPrince(TOLERANCE));
    assertTrajectory(row, DualFlow.ofAlpha(problem, alpha), new Rodas4(TOLERANCE));
  }

  @Test
  void fourOrthogonalFeaturesMoveAsFourAlone() {
    // XᵀX/4 = Id; all four c at once, and one α.
    DesignMatrix x =
        DesignMatrix.of(
            new double[] {1, 1, 1, 1},
            new double[] {1, -1, 1, -1},
            new double[] {1, 1, -1, -1},
            new double[] {1, -1, -1, 1});
    double[] y = new double[4];
    x.multiply(new double[] {1, -2, 1, 3}, y);
    FlowResult all =
        FlowRun.run(
            ThetaFlow.ofAlpha(new LeastSquares(x, y), 0.5),
            new DormandPrince(TOLERANCE),
            FlowOptions.until(1));
    double[] c = {1, -2, 1, 3};
    for (int j = 0; j < 4; j++) {
      assertEquals(closedForm(c[j], 0.25, 1), all.theta()[j], 1e-9 * Math.abs(c[j]));
    }
  }

  @Test
  void leastSquaresFlowMatchesDormandPrince() {
    for (int seed = 0; seed < 4; seed++) {
      int n = seed < 2 ? 6 : 12;
      int d = seed < 2 ? 10 : 5;
      LeastSquares problem = TestProblems.gaussianProblem(n, d, 40 + seed);
      double[] theta0 = TestProblems.gaussian(d, 50 + seed);
      ExactLinearFlow exact = new ExactLinearFlow(problem);
      double[] times = {0.01, 0.5, 3, 40};
      Trajectory trajectory =
          FlowRun.run(
                  new LinearFlow(problem, theta0),
                  new DormandPrince(new Tolerance(1e-11, 1e-13)),
                  FlowOptions.until(40).recording(times, true))
              .trajectory();
      for (int k = 0; k < times.length; k++) {
        assertEquals(times[k], trajectory.time(k + 1));
        double error =
            TestProblems.relativeDistance(trajectory.theta(k + 1), exact.at(theta0, times[k]));
        assertEquals(0, error, 1e-9, "seed " + seed + ", t = " + times[k]);
      }
    }
  }

  private static void assertTrajectory(int row, GradientFlow flow, Integrator integrator) {
    Trajectory trajectory =
        FlowRun.run(flow, integrator, FlowOptions.until(20).recording(TIMES, true)).trajectory();
    for (int k = 0; k < TIMES.length; k++) {
      double expected = CASES[row][2 + k];
      assertEquals(
          expected,
          trajectory.theta(k + 1)[0],
          1e-9 * Math.abs(expected),
          integrator.name() + " on " + flow.getClass().getSimpleName() + ", t = " + TIMES[k]);
    }
  }

  /** X = (1), so that XᵀX/n = 1 and Xᵀy/n = c. */
  private static LeastSquares oneFeature(double c) {
    return new LeastSquares(DesignMatrix.of(new double[] {1}), new double[] {c});
  }

  private static double closedForm(double c, double i, double t) {
    double r = Math.hypot(c, i);
    double w = (r * Math.tanh(r * t + atanh(i / r)) - i) / c;
    return i * Math.sinh(2 * atanh(w));
  }

  private static double atanh(double x) {
    return Math.log((1 + x) / (1 - x)) / 2;
  }
}
