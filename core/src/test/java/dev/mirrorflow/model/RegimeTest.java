package dev.mirrorflow.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.NetworkLimits;
import dev.mirrorflow.flow.DepthFlow;
import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.FactorFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.GradientFlow;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.linalg.DesignMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegimeTest {

  private final LeastSquares problem = TestProblems.gaussianProblem(4, 9, 3);

  /** By a trajectory: the factors it ends at, and the kernel of differences of the outputs. */
  @ParameterizedTest
  @CsvSource({"2, 0.1", "2, 1", "3, 0.4", "3, 1", "5, 0.7"})
  void isThatOfTheFactorsThatTheFlowReaches(int depth, double alpha) {
    GradientFlow flow =
        depth == 2
            ? FactorFlow.ofAlpha(problem, alpha)
            : new DepthFlow(problem, new DepthPotential(alpha, depth));
    double[] start = flow.start();
    double[] end =
        FlowRun.run(
                flow,
                new DormandPrince(new Tolerance(1e-11, 1e-14)),
                FlowOptions.untilLoss(1e-14 * problem.lossAtZero()))
            .state();
    double[] moved = end.clone();
    for (int j = 0; j < moved.length; j++) {
      moved[j] -= start[j];
    }
    double[][] before = kernel(flow, start);
    double[][] after = kernel(flow, end);
    double[][] change = new double[after.length][after.length];
    for (int i = 0; i < after.length; i++) {
      for (int k = 0; k < after.length; k++) {
        change[i][k] = after[i][k] - before[i][k];
      }
    }
    double afterNorm = Math.sqrt(product(after, after));
    double[] theta = NetworkLimits.of(problem, depth, new double[] {alpha}).getFirst().theta();
    Regime regime = Regime.of(problem.design(), alpha, depth, theta);
    assertEquals(TestProblems.norm(moved) / TestProblems.norm(start), regime.moved(), 1e-6);
    assertEquals(Math.sqrt(product(change, change)) / afterNorm, regime.kernelChange(), 1e-6);
    assertEquals(
        product(before, after) / afterNorm / Math.sqrt(product(before, before)),
        regime.alignment(),
        1e-6);
  }

  /** J Jᵀ with J the outputs Xθ by the factors, by central differences. */
  private double[][] kernel(GradientFlow flow, double[] state) {
    int n = problem.samples();
    double[][] jacobian = new double[state.length][n];
    for (int m = 0; m < state.length; m++) {
      double[] up = outputs(flow, state, m, 1e-5);
      double[] down = outputs(flow, state, m, -1e-5);
      for (int i = 0; i < n; i++) {
        jacobian[m][i] = (up[i] - down[i]) / 2e-5;
      }
    }
    double[][] kernel = new double[n][n];
    for (double[] column : jacobian) {
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) {
          kernel[i][k] += column[i] * column[k];
        }
      }
    }
    return kernel;
  }

  private double[] outputs(GradientFlow flow, double[] state, int at, double shift) {
    double[] shifted = state.clone();
    shifted[at] += shift;
    double[] theta = new double[problem.features()];
    flow.theta(shifted, theta);
    double[] out = new double[problem.samples()];
    problem.design().multiply(theta, out);
    return out;
  }

  private static double product(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < a.length; k++) {
        sum += a[i][k] * b[i][k];
      }
    }
    return sum;
  }

  private static double[][] weighted(DesignMatrix x, double[] weights) {
    double[][] out = new double[x.rows()][x.rows()];
    for (int i = 0; i < x.rows(); i++) {
      for (int k = 0; k < x.rows(); k++) {
        for (int j = 0; j < weights.length; j++) {
          out[i][k] += x.get(i, j) * weights[j] * x.get(k, j);
        }
      }
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(doubles = {30, 1e3, 1e6})
  void largeStartsAreLazyAtTheRatesOfTheory(double alpha) {
    double[] theta = new LinearSolutions(problem).minimumNorm();
    double[] squares = new double[theta.length];
    double[] ones = new double[theta.length];
    for (int j = 0; j < theta.length; j++) {
      squares[j] = theta[j] * theta[j];
      ones[j] = 1;
    }
    double[][] rise = weighted(problem.design(), squares);
    double[][] plain = weighted(problem.design(), ones);
    double rate = Math.sqrt(product(rise, rise) / product(plain, plain)) / 2;
    Regime regime =
        Regime.of(
            problem.design(), alpha, 2, new BregmanProjection(problem).ofAlpha(alpha).theta());
    double near = 1 / (alpha * alpha);
    assertEquals(
        TestProblems.norm(theta) / 2 / Math.sqrt(theta.length), regime.moved() / near, 2 * near);
    assertEquals(rate, regime.kernelChange() / near / near, 2 * near + 1e-12);
    assertEquals(1, regime.alignment(), 1e-5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-10, 1e-100, 1e-300})
  void smallStartsLearnTheKernelOfTheta(double alpha) {
    double[] theta = new BregmanProjection(problem).ofAlpha(alpha).theta();
    double[] weights = new double[theta.length];
    double[] ones = new double[theta.length];
    for (int j = 0; j < theta.length; j++) {
      weights[j] = Math.abs(theta[j]);
      ones[j] = 1;
    }
    double[][] learnt = weighted(problem.design(), weights);
    double[][] plain = weighted(problem.design(), ones);
    double cosine =
        product(learnt, plain)
            / Math.sqrt(product(learnt, learnt))
            / Math.sqrt(product(plain, plain));
    Regime regime = Regime.of(problem.design(), alpha, 2, theta);
    assertEquals(cosine, regime.alignment(), 1e-9);
    assertEquals(1, regime.kernelChange(), 1e-9);
    assertTrue(Double.isFinite(regime.moved()) && regime.moved() > 0.1 / alpha, regime::toString);
  }

  @Test
  void atTheStartNothingHasMoved() {
    for (int depth = 2; depth < 5; depth++) {
      Regime regime = Regime.of(problem.design(), 0.5, depth, new double[9]);
      assertEquals(0, regime.moved());
      assertEquals(0, regime.kernelChange());
      assertEquals(1, regime.alignment(), 1e-15);
    }
  }
}
