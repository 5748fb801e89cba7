package dev.mirrorflow.track.results;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The samples of one iteration in mode {@code sample}: distinct values, and how often each was
 * seen.
 *
 * @param values in the metric's unit, in JMH's order
 * @param counts of each value
 */
public record Histogram(double[] values, long[] counts) {

  /**
   * The least value that a share of all samples does not exceed; NaN if there are none.
   *
   * @param share in (0, 1]
   */
  public static double percentile(List<Histogram> iterations, double share) {
    SortedMap<Double, Long> all = new TreeMap<>();
    for (Histogram h : iterations) {
      for (int i = 0; i < h.values.length; i++) {
        all.merge(h.values[i], h.counts[i], Long::sum);
      }
    }
    double wanted = share * all.values().stream().mapToLong(c -> c).sum();
    long seen = 0;
    for (Map.Entry<Double, Long> bin : all.entrySet()) {
      seen += bin.getValue();
      if (seen > 0 && seen >= wanted) {
        return bin.getKey();
      }
    }
    return Double.NaN;
  }

  /** Mean of the samples; NaN if there are none. */
  public double mean() {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * counts[i];
      count += counts[i];
    }
    return sum / count;
  }
}
