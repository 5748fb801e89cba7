package dev.mirrorflow.track.compare;

import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/** Two independent samples of forks: Welch's t, and the rank test of Mann and Whitney. */
final class SeparateContrast extends Contrast {

  private final ForkFigures base;
  private final ForkFigures fresh;
  private final double baseVariance;
  private final double freshVariance;

  /**
   * A contrast.
   *
   * @throws IllegalArgumentException with fewer than two forks on a side
   */
  SeparateContrast(ForkFigures base, ForkFigures fresh) {
    if (base.count() < 2 || fresh.count() < 2) {
      throw new IllegalArgumentException("two forks a side are needed");
    }
    this.base = base;
    this.fresh = fresh;
    baseVariance = varianceOfMean(base.figures());
    freshVariance = varianceOfMean(fresh.figures());
  }

  private static double varianceOfMean(double[] figures) {
    int n = figures.length;
    return squares(figures) / (n - 1.0) / n;
  }

  @Override
  double difference() {
    return fresh.mean() - base.mean();
  }

  @Override
  double standardError() {
    return Math.sqrt(baseVariance + freshVariance);
  }

  @Override
  double plugInError() {
    double n = base.count();
    double m = fresh.count();
    return Math.sqrt(baseVariance * (n - 1) / n + freshVariance * (m - 1) / m);
  }

  /** Welch's and Satterthwaite's; 1 where nothing varies, which no test then asks for. */
  @Override
  double degreesOfFreedom() {
    double total = baseVariance + freshVariance;
    if (total == 0) {
      return 1;
    }
    double a = baseVariance / total;
    double b = freshVariance / total;
    return 1 / (a * a / (base.count() - 1) + b * b / (fresh.count() - 1));
  }

  @Override
  double rankPValue() {
    return MannWhitneyUTest.withDefaults().test(base.figures(), fresh.figures()).getPValue();
  }

  @Override
  double smallestRankPValue() {
    return 2 / BinomialCoefficientDouble.value(base.count() + fresh.count(), base.count());
  }

  @Override
  double resampled(Resampling resampling) {
    return mean(resampling, fresh) - mean(resampling, base);
  }

  private static double mean(Resampling resampling, ForkFigures forks) {
    double sum = 0;
    for (int f = 0; f < forks.count(); f++) {
      sum += resampling.median(forks.sorted(resampling.index(forks.count())));
    }
    return sum / forks.count();
  }
}
