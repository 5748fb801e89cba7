package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.RestrictedLeastSquares;
import dev.mirrorflow.model.Support;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {

  private static final double SIGMA = 0.5;

  private static LeastSquares problem(Dataset data) {
    return new LeastSquares(data.x(), data.y());
  }

  private static double squaredDistance(double[] a, double[] b) {
    double[] difference = a.clone();
    Kernels.axpy(-1, b, difference);
    return Kernels.squaredNorm(difference);
  }

  private static Descent plan(long iterations) {
    return new Descent(
        new Method.GradientDescent(),
        new Batches.Full(),
        new StepRule.FractionOfEdge(0.1),
        new Stopping(0, 0, iterations));
  }

  private record Instance(LeastSquares training, LeastSquares heldOut, double[] truth) {

    static Instance of(long seed) {
      SyntheticProblem synthetic = SyntheticProblem.of(100, 400, 5, seed).withNoise(SIGMA);
      return new Instance(
          problem(synthetic.training()), problem(synthetic.test(100)), synthetic.thetaStar());
    }

    EarlyStopping watched(double alpha, long iterations) {
      EarlyStopping watch = new EarlyStopping(heldOut, iterations, 100);
      plan(iterations).run(training, Start.network(alpha, 400), watch, () -> false);
      return watch;
    }

    double oracle() {
      int[] support = IntStream.range(0, truth.length).filter(j -> truth[j] != 0).toArray();
      return squaredDistance(RestrictedLeastSquares.of(training, support).theta(), truth);
    }

    /** The least distance on the whole path, with θ* for the choice of λ. */
    double bestLasso() {
      Lasso lasso = new Lasso(training);
      double top = lasso.largest();
      return IntStream.range(0, 40)
          .mapToDouble(k -> squaredDistance(lasso.solve(top * Math.pow(10, -k / 20.0)), truth))
          .min()
          .orElseThrow();
    }
  }

  /** Chosen on held-out samples, against oracles that know the support, or λ. */
  @Test
  void theBestStopIsNearTheOracleAndBeatsEveryLasso() {
    double stopped = 0;
    double oracle = 0;
    int seeds = 6;
    for (int seed = 1; seed <= seeds; seed++) {
      Instance instance = Instance.of(seed);
      EarlyStopping watch = instance.watched(1e-6, 10_000);
      double here = squaredDistance(watch.bestTheta(), instance.truth());
      assertTrue(here < instance.bestLasso(), "seed " + seed + " at " + here);
      assertTrue(watch.best() < watch.trace().size() - 50, "the noise is fitted later");
      assertEquals(
          5, Support.of(watch.bestTheta(), Optional.of(instance.truth())).orElseThrow().found());
      stopped += here / seeds;
      oracle += instance.oracle() / seeds;
    }
    // σ²k/n = 0.0125 for the oracle; σ²k ln(d)/n = 0.075 at best where the support is not found.
    assertEquals(SIGMA * SIGMA * 5 / 100, oracle, 0.006);
    assertTrue(stopped < 2 * oracle, stopped + " against " + oracle);
  }

  /** The numbers of the manual: without an early stop, or from a large α, the noise is fitted. */
  @Test
  void aLateStopAndALargeStartFitTheNoise() {
    Instance instance = Instance.of(1);
    EarlyStopping small = instance.watched(1e-6, 30_000);
    EarlyStopping large = instance.watched(1, 10_000);
    assertEquals(0.0137, instance.oracle(), 1e-4);
    assertEquals(0.0135, squaredDistance(small.bestTheta(), instance.truth()), 1e-4);
    assertTrue(
        squaredDistance(large.bestTheta(), instance.truth()) > 1,
        "from a large start " + squaredDistance(large.bestTheta(), instance.truth()));
    double last = small.error(small.trace().size() - 1);
    assertTrue(last > 1.5 * small.error(small.best()), "at the end " + last);
  }

  @Test
  void theThetaKeptIsThatOfTheIteration() {
    Instance instance = Instance.of(2);
    EarlyStopping watch = instance.watched(1e-4, 3000);
    int best = watch.best();
    assertEquals(watch.error(best), 2 * instance.heldOut().loss(watch.bestTheta()));
    for (int i = 0; i < watch.trace().size(); i++) {
      assertTrue(watch.error(i) > watch.error(best) || i >= best);
      assertTrue(watch.error(i) >= watch.error(best));
    }
    long iterations = watch.trace().iteration(best);
    double[] again = plan(iterations).run(instance.training(), Start.network(1e-4, 400)).theta();
    assertArrayEquals(again, watch.bestTheta());
  }

  @Test
  void theLassoMeetsItsConditions() {
    Instance instance = Instance.of(3);
    Lasso lasso = new Lasso(instance.training());
    for (double share : new double[] {0.5, 0.2, 0.05}) {
      double lambda = share * lasso.largest();
      double[] theta = new Lasso(instance.training()).solve(lambda);
      double[] gradient = new double[theta.length];
      instance.training().lossAndGradient(theta, new double[100], gradient);
      for (int j = 0; j < theta.length; j++) {
        assertTrue(Math.abs(gradient[j]) <= lambda * (1 + 1e-9), "feature " + j);
        if (theta[j] != 0) {
          assertEquals(-lambda * Math.signum(theta[j]), gradient[j], 1e-9 * lambda);
        }
      }
    }
  }
}
