package dev.mirrorflow.track.results;

/**
 * The samples of one iteration in mode {@code sample}: distinct values, and how often each was
 * seen.
 *
 * @param values in the metric's unit, in JMH's order
 * @param counts of each value
 */
public record Histogram(double[] values, long[] counts) {

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
