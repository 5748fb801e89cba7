package dev.mirrorflow.track.compare;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The difference of the forks' figures, new minus base, as a statistic. A fork's figure is the
 * median over its iterations of the logarithm of the cost: the difference is that of a ratio.
 */
abstract sealed class Contrast permits SeparateContrast, PairedContrast {

  /** The mean difference. */
  abstract double difference();

  /** Standard error of the difference. */
  abstract double standardError();

  /** Standard error with n in place of n - 1: the spread that a bootstrap of forks has. */
  abstract double plugInError();

  /** Degrees of freedom of the standard error. */
  abstract double degreesOfFreedom();

  /** Two-sided p-value of the rank test. */
  abstract double rankPValue();

  /** The smallest p-value that the rank test can have with so many forks. */
  abstract double smallestRankPValue();

  /** The difference after drawing forks, then iterations within them, with replacement. */
  abstract double resampled(Resampling resampling);

  /** Two-sided p-value of the t-test of a difference of zero. */
  final double pValue() {
    if (standardError() == 0) {
      return difference() == 0 ? 1 : 0;
    }
    double t = Math.abs(difference()) / standardError();
    return 2 * TDistribution.of(degreesOfFreedom()).survivalProbability(t);
  }

  /** Quantile of Student's t. */
  final double t(double probability) {
    return TDistribution.of(degreesOfFreedom()).inverseCumulativeProbability(probability);
  }

  static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  /** Σ (x - mean)². */
  static double squares(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
  }
}
