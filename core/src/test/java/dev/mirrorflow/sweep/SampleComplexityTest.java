package dev.mirrorflow.sweep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.MinimumNorm;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleComplexityTest {

  private static final double ERROR = 0.025;

  private static SampleComplexity.Draw draw(int d, int k, long seed) {
    SyntheticProblem synthetic = SyntheticProblem.of(d, d, k, seed);
    Dataset data = synthetic.training();
    return new SampleComplexity.Draw(new LeastSquares(data.x(), data.y()), synthetic.thetaStar());
  }

  private static List<SampleComplexity.Draw> draws(int d, int k, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(seed -> draw(d, k, seed)).toList();
  }

  private static double error(double[] theta, double[] truth) {
    return Math.pow(Norms.relativeDistance(theta, truth), 2);
  }

  @Test
  void errorsAreTheMediansOfTheLimits() throws InterruptedException {
    List<SampleComplexity.Draw> draws = draws(30, 2, 3);
    double[] alphas = {10, 0.01, 0.3};
    int[] samples = {10, 20};
    AtomicInteger calls = new AtomicInteger();
    SampleComplexity result =
        SampleComplexity.of(draws, samples, alphas, 2, 1, calls::incrementAndGet);
    assertEquals(6, calls.get());
    for (int k = 0; k < alphas.length; k++) {
      double alpha = alphas[k];
      double[] errors =
          IntStream.rangeClosed(1, 3)
              .mapToDouble(seed -> {
                // More samples extend those that were there: this is the same problem.
                SyntheticProblem small = SyntheticProblem.of(20, 30, 2, seed);
                LeastSquares problem = new LeastSquares(small.training().x(), small.training().y());
                double[] theta = new BregmanProjection(problem).ofAlpha(alpha).theta();
                return error(theta, small.thetaStar());
              })
              .sorted()
              .toArray();
      assertEquals(errors[1], result.error(1, k), 1e-9);
    }
  }

  /** As α → 0 the number is that of the least ℓ1 norm, as α → ∞ that of the least ℓ2 norm. */
  @Test
  void theEndsAreTheNumbersOfTheTwoNorms() throws InterruptedException {
    List<SampleComplexity.Draw> draws = draws(60, 2, 3);
    int[] samples = IntStream.iterate(4, n -> n <= 60, n -> n + 4).toArray();
    double[] alphas = {1e-8, 1e-2, 0.3, 30};
    SampleComplexity result = SampleComplexity.of(draws, samples, alphas, 2, 2, () -> {});
    int last = 0;
    for (int k = 0; k < alphas.length; k++) {
      int needed = result.needed(k, ERROR).orElseThrow();
      assertTrue(needed >= last, "alpha " + alphas[k] + " needs " + needed + " after " + last);
      last = needed;
    }
    assertEquals(
        least(draws, samples, problem -> new BasisPursuit(problem).solve().theta()),
        result.needed(0, ERROR).orElseThrow());
    assertEquals(
        least(draws, samples, problem -> MinimumNorm.of(problem).theta()),
        result.needed(3, ERROR).orElseThrow());
    assertTrue(result.needed(0, ERROR).orElseThrow() < result.needed(3, ERROR).orElseThrow() / 2);
  }

  private static int least(
      List<SampleComplexity.Draw> draws,
      int[] samples,
      Function<LeastSquares, double[]> interpolator) {
    int needed = 0;
    for (int n : samples) {
      double[] errors =
          draws.stream()
              .mapToDouble(draw -> {
                LeastSquares some = draw.problem().select(IntStream.range(0, n).toArray());
                return error(interpolator.apply(some), draw.truth());
              })
              .sorted()
              .toArray();
      needed = errors[1] <= ERROR ? needed == 0 ? n : needed : 0;
    }
    return needed;
  }

  /** The numbers of the Javadoc. */
  @Test
  void smallerStartsNeedFewerSamples() throws InterruptedException {
    int[] samples = IntStream.iterate(6, n -> n <= 98, n -> n + 4).toArray();
    double[] alphas = {1e-4, 0.1, 1};
    SampleComplexity result =
        SampleComplexity.of(draws(100, 3, 5), samples, alphas, 2, 2, () -> {});
    int[] needed = IntStream.range(0, 3).map(k -> result.needed(k, ERROR).orElseThrow()).toArray();
    assertArrayEquals(new int[] {18, 42, 98}, needed);
  }

  /** The readings of a table agree, and depth needs less. */
  @Test
  void depthNeedsNoMoreSamplesFromTheSameScale() throws InterruptedException {
    List<SampleComplexity.Draw> draws = draws(40, 2, 3);
    int[] samples = {8, 12, 16, 24, 32};
    double[] alphas = {0.03, 0.2};
    SampleComplexity two = SampleComplexity.of(draws, samples, alphas, 2, 2, () -> {});
    SampleComplexity three = SampleComplexity.of(draws, samples, alphas, 3, 2, () -> {});
    assertTrue(
        three.needed(1, ERROR).orElse(99) < two.needed(1, ERROR).orElse(99),
        three.needed(1, ERROR) + " against " + two.needed(1, ERROR));
    assertEquals(OptionalInt.empty(), two.needed(1, 0));
    assertEquals(OptionalDouble.empty(), two.largestAlpha(0, 0));
    assertEquals(OptionalDouble.of(0.2), two.largestAlpha(0, 100));
    int enough = IntStream.range(0, 5).filter(i -> two.error(i, 0) <= ERROR).min().orElseThrow();
    assertTrue(two.largestAlpha(enough, ERROR).getAsDouble() >= 0.03);
  }

  @Test
  void moreSamplesThanThereAreIsRefused() {
    assertThrows(
        BadDataException.class,
        () ->
            SampleComplexity.of(draws(10, 2, 1), new int[] {11}, new double[] {1}, 2, 1, () -> {}));
  }

  @Test
  void nothingToDoIsRefused() {
    assertThrows(
        BadDataException.class,
        () -> SampleComplexity.of(List.of(), new int[] {3}, new double[] {1}, 2, 2, () -> {}));
  }
}
