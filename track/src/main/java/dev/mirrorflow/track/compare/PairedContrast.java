package dev.mirrorflow.track.compare;

import java.util.Arrays;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Pairs of forks that ran beside each other: the one-sample t-test of their differences, and the
 * signed rank test of Wilcoxon. What drifts is common to a pair and cancels.
 */
final class PairedContrast extends Contrast {

  private final ForkFigures base;
  private final ForkFigures fresh;
  private final double[] differences;

  /**
   * A contrast of the i-th fork of one side with the i-th of the other.
   *
   * @throws IllegalArgumentException with fewer than two pairs, or unequal numbers of forks
   */
  PairedContrast(ForkFigures base, ForkFigures fresh) {
    int n = base.count();
    if (n < 2 || fresh.count() != n) {
      throw new IllegalArgumentException("pairs are needed, not " + n + " and " + fresh.count());
    }
    this.base = base;
    this.fresh = fresh;
    double[] before = base.figures();
    double[] after = fresh.figures();
    differences = new double[n];
    Arrays.setAll(differences, i -> after[i] - before[i]);
  }

  @Override
  double difference() {
    return mean(differences);
  }

  @Override
  double standardError() {
    int n = differences.length;
    return Math.sqrt(squares(differences) / (n - 1.0) / n);
  }

  @Override
  double plugInError() {
    return Math.sqrt(squares(differences)) / differences.length;
  }

  @Override
  double degreesOfFreedom() {
    return differences.length - 1.0;
  }

  /** 1 where all pairs are equal: the test leaves such pairs out, and none remains. */
  @Override
  double rankPValue() {
    return Arrays.stream(differences).allMatch(d -> d == 0)
        ? 1
        : WilcoxonSignedRankTest.withDefaults().test(differences).getPValue();
  }

  @Override
  double smallestRankPValue() {
    return Math.scalb(2.0, -differences.length);
  }

  @Override
  double resampled(Resampling resampling) {
    double sum = 0;
    for (int f = 0; f < differences.length; f++) {
      int pair = resampling.index(differences.length);
      sum += resampling.median(fresh.sorted(pair)) - resampling.median(base.sorted(pair));
    }
    return sum / differences.length;
  }
}
