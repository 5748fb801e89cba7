package dev.mirrorflow.track.ab;

import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.TDistribution;

/** Mean, error of the mean and percentiles of scores, as JMH defines them. */
final class SampleStatistics {

  /** How often each score was seen, in ascending order. */
  private final SortedMap<Double, Long> counts = new TreeMap<>();

  private long size;

  /** Adds a score that was seen so many times. */
  void add(double score, long count) {
    if (count > 0) {
      counts.merge(score, count, Long::sum);
      size += count;
    }
  }

  private double mean() {
    double sum = 0;
    for (Map.Entry<Double, Long> e : counts.entrySet()) {
      sum += e.getKey() * e.getValue();
    }
    return sum / size;
  }

  /**
   * Half the width of the confidence interval of the mean by Student's t; NaN of fewer than three.
   *
   * @param confidence between 0 and 1
   */
  double meanError(double confidence) {
    if (size <= 2) {
      return Double.NaN;
    }
    double mean = mean();
    double squares = 0;
    for (Map.Entry<Double, Long> e : counts.entrySet()) {
      squares += (e.getKey() - mean) * (e.getKey() - mean) * e.getValue();
    }
    double quantile =
        TDistribution.of((double) (size - 1)).inverseSurvivalProbability((1 - confidence) / 2);
    return quantile * Math.sqrt(squares / (size - 1) / size);
  }

  /** The mean less and more its error. */
  double[] interval(double confidence) {
    double error = meanError(confidence);
    return new double[] {mean() - error, mean() + error};
  }

  /**
   * The score that a share of all does not exceed, between two scores at n+1 times the share; NaN
   * where there is none.
   *
   * @param percent from 0 to 100
   */
  double percentile(double percent) {
    SortedMap<Double, Long> numbers = counts.headMap(Double.NaN);
    long[] upTo = new long[numbers.size()];
    double[] scores = new double[numbers.size()];
    long total = 0;
    int next = 0;
    for (Map.Entry<Double, Long> e : numbers.entrySet()) {
      total += e.getValue();
      scores[next] = e.getKey();
      upTo[next++] = total;
    }
    if (total == 0) {
      return Double.NaN;
    }
    double position = percent * (total + 1) / 100;
    double low = at(scores, upTo, (long) Math.floor(position), total);
    double high = at(scores, upTo, (long) Math.floor(position) + 1, total);
    return low + (position - Math.floor(position)) * (high - low);
  }

  /** The score of a rank, the first being 1; of the nearest where there is none. */
  private static double at(double[] scores, long[] upTo, long rank, long total) {
    long wanted = Math.min(Math.max(rank, 1), total);
    int found = Arrays.binarySearch(upTo, wanted);
    return scores[found >= 0 ? found : -found - 1];
  }
}
