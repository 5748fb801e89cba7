package dev.mirrorflow.track.compare;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Interval of a contrast by the hierarchical bootstrap: forks are drawn first, then iterations
 * within them.
 *
 * <p>With ten forks the plain percentile interval is too short: it has n where the variance needs n
 * - 1, and a normal's tails. It is stretched about the estimate by the ratio of the t interval's
 * length to the one a bootstrap has in its place (the expanded percentile interval of Hesterberg,
 * "What teachers should know about the bootstrap", 2015, section 4).
 */
record BootstrapInterval(double low, double high) {

  /** The interval of level 1 - alpha. */
  static BootstrapInterval of(Contrast contrast, double alpha, int resamples, long seed) {
    Resampling resampling = new Resampling(seed);
    double[] differences = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      differences[i] = contrast.resampled(resampling);
    }
    double center = contrast.difference();
    double stretch = stretch(contrast, alpha);
    return new BootstrapInterval(
        center + stretch * Math.min(0, quantile(differences, alpha / 2) - center),
        center + stretch * Math.max(0, quantile(differences, 1 - alpha / 2) - center));
  }

  private static double stretch(Contrast contrast, double alpha) {
    double plugIn = contrast.plugInError();
    if (plugIn == 0) {
      return 1;
    }
    double normal = NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - alpha / 2);
    return contrast.t(1 - alpha / 2) * contrast.standardError() / (normal * plugIn);
  }

  /** Linear between the order statistics; reorders the values. */
  static double quantile(double[] values, double probability) {
    double position = probability * (values.length - 1);
    int below = (int) position;
    select(values, below);
    double low = values[below];
    double high = low;
    if (below < values.length - 1) {
      high = values[below + 1];
      for (int i = below + 2; i < values.length; i++) {
        high = Math.min(high, values[i]);
      }
    }
    return low + (position - below) * (high - low);
  }

  /** Puts the value of a rank in its place, and no larger one before it: Hoare's "Find" (1961). */
  private static void select(double[] values, int rank) {
    int left = 0;
    int right = values.length - 1;
    while (left < right) {
      double pivot = values[rank];
      int i = left;
      int j = right;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (pivot < values[j]) {
          j--;
        }
        if (i <= j) {
          double value = values[i];
          values[i++] = values[j];
          values[j--] = value;
        }
      }
      left = j < rank ? i : left;
      right = rank < i ? j : right;
    }
  }
}
