package dev.mirrorflow.track.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResamplingTest {

  /** Intervals stay the same, to the bit, whatever computes them. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 20250611, -7, Long.MAX_VALUE})
  void theIndicesAreThoseOfTheJdksGenerator(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Resampling resampling = new Resampling(seed);
    for (int draw = 0; draw < 10_000; draw++) {
      int bound = 1 + draw % 100;
      int expected = (int) ((random.nextInt() & 0xFFFF_FFFFL) * bound >>> 32);
      assertEquals(expected, resampling.index(bound));
    }
  }

  /** Few values are counted in the bytes of a long, many in an array; all the same medians. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 25})
  void aMedianIsThatOfTheValuesDrawn(int n) {
    double[] sorted = new SplittableRandom(n).doubles(n).sorted().toArray();
    Resampling twin = new Resampling(n);
    Resampling resampling = new Resampling(n);
    for (int draw = 0; draw < 1000; draw++) {
      double[] drawn = new double[n];
      Arrays.setAll(drawn, i -> sorted[twin.index(n)]);
      Arrays.sort(drawn);
      assertEquals((drawn[(n - 1) / 2] + drawn[n / 2]) / 2, resampling.median(sorted));
    }
  }

  @Test
  void aSingleValueIsItsOwnMedian() {
    assertEquals(3, new Resampling(1).median(new double[] {3}));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 100, 2000})
  void aQuantileIsBetweenTheOrderStatistics(int n) {
    for (double p : new double[] {0, 0.0025, 0.025, 0.5, 0.975, 0.9975, 1}) {
      // A tenth of the values are equal.
      double[] values =
          new SplittableRandom(n).doubles(n).map(v -> v < 0.1 ? 0.05 : v - 0.5).toArray();
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double position = p * (n - 1);
      int below = (int) position;
      int above = Math.min(below + 1, n - 1);
      assertEquals(
          sorted[below] + (position - below) * (sorted[above] - sorted[below]),
          BootstrapInterval.quantile(values, p));
    }
  }
}
