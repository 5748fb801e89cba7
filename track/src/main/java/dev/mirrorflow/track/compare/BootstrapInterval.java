package dev.mirrorflow.track.compare;

import java.util.Arrays;
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
    Arrays.setAll(differences, i -> contrast.resampled(resampling));
    Arrays.sort(differences);
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

  /** Linear between the order statistics. */
  private static double quantile(double[] sorted, double probability) {
    double position = probability * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }
}
