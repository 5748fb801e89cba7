package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.LassoPath;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import org.junit.jupiter.api.Test;

class WeightDecayTest {

  private static final double ALPHA = 0.3;

  private static LeastSquares problem(double noise) {
    Dataset data = new SyntheticProblem(15, 40, 3, 0, noise, 1).training();
    return new LeastSquares(data.x(), data.y());
  }

  private static Start.Network decayed(
      LeastSquares problem, double lambda, long steps, double eta) {
    return new WeightDecay(lambda, steps)
        .run(problem, Start.network(ALPHA, problem.features()), eta, () -> false);
  }

  /**
   * After decay over the time λt = 1 the flow ends where it does from α/e; with steps of η up to a
   * part in η.
   */
  @Test
  void decayThatEndsIsASmallerAlpha() {
    LeastSquares problem = problem(0);
    BregmanProjection limits = new BregmanProjection(problem);
    double[] right = limits.ofAlpha(ALPHA / Math.E).theta();
    double far = Norms.relativeDistance(limits.ofAlpha(ALPHA).theta(), right);
    double[] distances = new double[2];
    for (int k = 0; k < 2; k++) {
      double eta = 2e-3 / (1 << k);
      Start.Network end = decayed(problem, 0.5, 1000L << k, eta);
      EffectiveStart from = EffectiveStart.of(end.u0(), end.v0());
      distances[k] = Norms.relativeDistance(limits.of(from).theta(), right);
    }
    assertTrue(distances[0] < 0.02 * far, distances[0] + " of " + far);
    assertEquals(0.5, distances[1] / distances[0], 0.03);
  }

  @Test
  void theFormulaIsThatOfTheSmallerAlpha() {
    Start.Network start = Start.network(ALPHA, 4);
    EffectiveStart after =
        new WeightDecay(0.5, 200).after(EffectiveStart.of(start.u0(), start.v0()), 0.01);
    double right = 2 * Math.log(ALPHA) - 2 * 0.5 * 200 * 0.01;
    assertArrayEquals(new double[] {right, right, right, right}, after.logInvariant(), 1e-14);
  }

  /** Without end it is the lasso, by its active set, from any α. */
  @Test
  void decayThatLastsIsTheLasso() {
    LeastSquares problem = problem(0.3);
    double lambda = 0.1;
    double[] right = LassoPath.of(problem, new double[] {lambda}).getFirst().theta();
    Start.Network end = decayed(problem, lambda, 400_000, 0.01);
    double[] theta = new double[right.length];
    for (int j = 0; j < theta.length; j++) {
      theta[j] = end.u0()[j] * end.v0()[j];
    }
    assertTrue(Norms.l1(right) > 1);
    assertArrayEquals(right, theta, 1e-6);
  }

  @Test
  void withoutDecayItIsGradientDescent() {
    LeastSquares problem = problem(0);
    Descent plan =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.Constant(0.01),
            new Stopping(0, 0, 50));
    double[] right = plan.run(problem, Start.network(ALPHA, 40)).factors().orElseThrow().u();
    assertArrayEquals(right, decayed(problem, 0, 50, 0.01).u0(), 1e-13);
  }

  @Test
  void badNumbersAreRefused() {
    LeastSquares problem = problem(0);
    assertThrows(BadDataException.class, () -> new WeightDecay(-1, 1));
    assertThrows(BadDataException.class, () -> new WeightDecay(1, -1));
    assertThrows(BadDataException.class, () -> decayed(problem, 10, 1, 0.1));
    assertThrows(ComputationException.class, () -> decayed(problem, 0.1, 1000, 5));
    assertThrows(
        BadDataException.class,
        () -> new WeightDecay(1, 1).run(problem, Start.network(1, 3), 0.1, () -> false));
  }
}
