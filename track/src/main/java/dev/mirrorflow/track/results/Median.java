package dev.mirrorflow.track.results;

import java.util.Arrays;

/** The middle value: what one outlier cannot move. */
public final class Median {

  private Median() {}

  /**
   * The middle value, or the mean of the middle two.
   *
   * @param values at least one; left as they are
   */
  public static double of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
  }
}
