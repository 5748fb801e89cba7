package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.util.ListStatistics;
import org.openjdk.jmh.util.MultisetStatistics;
import org.openjdk.jmh.util.Statistics;

/** JMH's own statistics are the measure. */
class SampleStatisticsTest {

  private static final double[] PERCENTS = {0, 0.1, 1, 25, 50, 90, 95, 99, 99.9, 99.9999, 100};

  private static void assertAlike(Statistics jmh, SampleStatistics ours) {
    for (double confidence : new double[] {0.5, 0.95, 0.999}) {
      // JMH's solver of the quantile stops at 1e-9.
      assertEquals(jmh.getMeanErrorAt(confidence), ours.meanError(confidence), 1e-7);
      assertArrayEquals(jmh.getConfidenceIntervalAt(confidence), ours.interval(confidence), 1e-7);
    }
    for (double percent : PERCENTS) {
      double expected = jmh.getPercentile(percent);
      assertEquals(expected, ours.percentile(percent), 1e-12 * Math.abs(expected), percent + "%");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 10, 57})
  void ofScores(int size) {
    SplittableRandom random = new SplittableRandom(size);
    ListStatistics jmh = new ListStatistics();
    SampleStatistics ours = new SampleStatistics();
    for (int i = 0; i < size; i++) {
      double score = 100 + random.nextInt(20) + random.nextDouble();
      jmh.addValue(score);
      ours.add(score, 1);
    }
    assertAlike(jmh, ours);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 30})
  void ofSamplesInBins(int bins) {
    SplittableRandom random = new SplittableRandom(bins);
    MultisetStatistics jmh = new MultisetStatistics();
    SampleStatistics ours = new SampleStatistics();
    for (int i = 0; i < bins; i++) {
      double score = random.nextInt(50);
      int count = 1 + random.nextInt(1000);
      jmh.addValue(score, count);
      ours.add(score, count);
    }
    assertAlike(jmh, ours);
  }

  @Test
  void whatIsNoNumberHasNoPlaceAmongThePercentiles() {
    SampleStatistics ours = new SampleStatistics();
    assertTrue(Double.isNaN(ours.percentile(50)));
    ours.add(Double.NaN, 3);
    assertTrue(Double.isNaN(ours.percentile(50)));
    ours.add(7, 1);
    assertEquals(7, ours.percentile(50));
    assertTrue(Double.isNaN(ours.meanError(0.999)));
  }
}
