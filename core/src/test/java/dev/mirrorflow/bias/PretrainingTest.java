package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.data.CorruptedSamples;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.FactorFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainingTest {

  private static LeastSquares problem(Dataset data) {
    return new LeastSquares(data.x(), data.y());
  }

  /** Both flows by integration, the factors handed over. */
  @ParameterizedTest
  @ValueSource(doubles = {1, 0.3, 0.1})
  void isWhereTheTwoFlowsEnd(double alpha) {
    LeastSquares first = TestProblems.gaussianProblem(6, 14, 1);
    LeastSquares then = TestProblems.gaussianProblem(5, 14, 2);
    int d = 14;
    double[] u0 = new double[d];
    Arrays.fill(u0, Math.sqrt(2) * alpha);
    double[] middle = follow(first, u0, new double[d], alpha);
    double[] end =
        follow(then, Arrays.copyOf(middle, d), Arrays.copyOfRange(middle, d, 2 * d), alpha);
    double[] theta = new double[d];
    new FactorFlow(then, u0, new double[d]).theta(end, theta);
    Pretraining limit = Pretraining.of(first, then, alpha);
    assertEquals(0, Norms.relativeDistance(theta, limit.end().theta()), 1e-6);
  }

  private static double[] follow(LeastSquares problem, double[] u0, double[] v0, double alpha) {
    return FlowRun.run(
            new FactorFlow(problem, u0, v0),
            new DormandPrince(Tolerance.ofFactors(1e-10, alpha)),
            FlowOptions.untilLoss(1e-15 * problem.lossAtZero()))
        .state();
  }

  /** The dual variable of labels on the same samples is taken back, to the last digits. */
  @Test
  void randomLabelsOnTheSameSamplesAreForgotten() {
    for (int seed = 1; seed <= 5; seed++) {
      SyntheticProblem synthetic = SyntheticProblem.of(30, 80, 4, seed);
      LeastSquares problem = problem(synthetic.training());
      Dataset random = CorruptedSamples.randomLabels(seed).of(problem.design(), problem.target());
      for (double alpha : new double[] {1, 0.1, 1e-3, 1e-20}) {
        double[] plain = new BregmanProjection(problem).ofAlpha(alpha).theta();
        Pretraining twice = Pretraining.of(problem(random), problem, alpha);
        assertTrue(Norms.relativeDistance(twice.theta0(), plain) > 0.5, "the first is another");
        assertEquals(0, Norms.relativeDistance(twice.end().theta(), plain), 1e-8);
      }
    }
  }

  /** The numbers of the Javadoc; the share of θ outside the rows is what stays. */
  @Test
  void corruptedSamplesLeadToABadInterpolator() {
    SyntheticProblem synthetic = SyntheticProblem.of(40, 200, 5, 1);
    LeastSquares problem = problem(synthetic.training());
    LeastSquares test = problem(synthetic.test(1000));
    Dataset corrupted = new CorruptedSamples(2, 0.5, 1).of(problem.design(), problem.target());
    Pretraining bad = Pretraining.of(problem(corrupted), problem, 1e-3);
    double[] good = new BregmanProjection(problem).ofAlpha(1e-3).theta();
    assertTrue(problem.loss(bad.end().theta()) < 1e-18 * problem.lossAtZero());
    assertEquals(0.0061, 2 * test.loss(good), 1e-4);
    assertEquals(15.9, 2 * test.loss(bad.end().theta()), 0.1);
    assertTrue(test.loss(bad.end().theta()) > test.lossAtZero(), "worse than θ = 0");
  }

  @Test
  void dataOfOtherFeaturesAreRefused() {
    assertThrows(
        BadDataException.class,
        () ->
            Pretraining.of(
                TestProblems.gaussianProblem(3, 6, 1), TestProblems.gaussianProblem(3, 7, 1), 0.1));
  }
}
