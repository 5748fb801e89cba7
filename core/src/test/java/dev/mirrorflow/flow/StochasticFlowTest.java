package dev.mirrorflow.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** The stochastic gradient flow against its invariant and its limit (Pesme et al. 2021). */
class StochasticFlowTest {

  private static final int D = 30;
  private static final double ALPHA = 0.2;

  private static StochasticFlow flow(LeastSquares problem, double gamma, double labelNoise) {
    double[] u0 = new double[problem.features()];
    Arrays.fill(u0, Math.sqrt(2) * ALPHA);
    return new StochasticFlow(problem, u0, new double[u0.length], gamma, labelNoise, 100);
  }

  private static LeastSquares problem(long seed) {
    return TestProblems.sparseProblem(10, D, 3, 500 + seed);
  }

  /** mean_j |ln I_j - ln I_j of the formula|, over the paths; I from the path's own u and v. */
  private static double miss(StochasticFlow flow, List<StochasticPath> paths) {
    double sum = 0;
    for (StochasticPath path : paths) {
      double[] formula = flow.effectiveStart(path).logInvariant();
      double[] own = EffectiveStart.of(path.u(), path.v()).logInvariant();
      for (int j = 0; j < D; j++) {
        sum += Math.abs(own[j] - formula[j]) / (D * paths.size());
      }
    }
    return sum;
  }

  /**
   * On 10 problems ln I falls as the formula says, to 12% at h = γ/4, and the limit is the
   * projection from there, nearer than the noiseless one.
   */
  @Test
  void theInvariantFollowsTheFormulaAndTheLimitThePrediction() {
    double predicted = 0;
    double noiseless = 0;
    for (long seed = 0; seed < 10; seed++) {
      LeastSquares problem = problem(seed);
      BregmanProjection limit = new BregmanProjection(problem);
      StochasticFlow flow = flow(problem, 0.02, 0);
      List<StochasticPath> paths = flow.paths(2, 400, 1e-8, 0.005, seed);
      double decline = 0;
      for (StochasticPath path : paths) {
        assertTrue(path.loss() <= 1e-8 && path.time() < 400);
        EffectiveStart start = flow.effectiveStart(path);
        decline += (Math.log(ALPHA) - Math.log(start.alpha())) * 2 / paths.size();
        predicted += TestProblems.relativeDistance(path.theta(), limit.of(start).theta());
        noiseless += TestProblems.relativeDistance(path.theta(), limit.ofAlpha(ALPHA).theta());
      }
      double miss = miss(flow, paths);
      assertTrue(miss < 0.12 * decline, "seed " + seed + ": " + miss + " of " + decline);
    }
    assertTrue(predicted < 0.3 * noiseless, predicted + " against " + noiseless);
  }

  /** Strong order 1/2: a 16th of the step makes a quarter of the error. */
  @Test
  void theErrorFallsAsTheRootOfTheStep() {
    StochasticFlow flow = flow(problem(3), 0.05, 0);
    double coarse = miss(flow, flow.paths(32, 8, 0, 0.032, 1));
    double fine = miss(flow, flow.paths(32, 8, 0, 0.002, 1));
    assertEquals(4, coarse / fine, 1.2);
  }

  /** δ²/2 joins L: I falls on even where L is small. */
  @Test
  void labelNoiseShrinksTheInvariantFurther() {
    StochasticFlow flow = flow(problem(5), 0.02, 0.5);
    List<StochasticPath> paths = flow.paths(4, 100, 0, 0.005, 2);
    for (StochasticPath path : paths) {
      assertEquals(100, path.time(), 1e-9);
      assertTrue(path.lossIntegral() > 100 * 0.125);
    }
    double decline = 0.02 * 2 * 100 * 0.125;
    assertTrue(miss(flow, paths) < 0.12 * decline, "miss " + miss(flow, paths));
  }

  @Test
  void sameBitsForAnyNumberOfThreadsAndPaths() throws ExecutionException, InterruptedException {
    StochasticFlow flow = flow(problem(1), 0.02, 0);
    List<StochasticPath> expected = null;
    for (int threads : new int[] {1, 2, 4}) {
      try (ForkJoinPool pool = new ForkJoinPool(threads)) {
        int count = 4 + threads;
        List<StochasticPath> paths = pool.submit(() -> flow.paths(count, 2, 0, 0.02, 9)).get();
        expected = expected == null ? paths : expected;
        for (int k = 0; k < 5; k++) {
          assertArrayEquals(expected.get(k).u(), paths.get(k).u());
          assertArrayEquals(expected.get(k).v(), paths.get(k).v());
        }
      }
    }
    assertTrue(expected.get(0).u()[0] != expected.get(1).u()[0], "the paths differ");
    assertTrue(flow.paths(1, 2, 0, 0.02, 8).get(0).u()[0] != expected.get(0).u()[0]);
  }

  @Test
  void badNumbersAreRefusedAndABlowUpIsSaid() {
    LeastSquares problem = problem(0);
    assertThrows(BadDataException.class, () -> flow(problem, 0, 0));
    assertThrows(BadDataException.class, () -> flow(problem, 1, -1));
    StochasticFlow flow = flow(problem, 0.02, 0);
    assertThrows(BadDataException.class, () -> flow.paths(0, 1, 0, 0.1, 1));
    assertThrows(BadDataException.class, () -> flow.paths(1, Double.NaN, 0, 0.1, 1));
    assertThrows(BadDataException.class, () -> flow.paths(1, 1, 0, 0, 1));
    String message =
        assertThrows(ComputationException.class, () -> flow.paths(1, 1000, 0, 50, 1)).getMessage();
    assertTrue(message.contains("smaller steps"), message);
  }
}
