package dev.mirrorflow.track.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Doubts about the forks of one side. Each is silent on noise of one kind: on ten normal forks a
 * false flag is rarer than one in a hundred.
 */
final class HonestyChecks {

  /** A cluster has at least this many forks: a single one is an outlier. */
  private static final int CLUSTER = 2;

  private static final int FORKS_FOR_CLUSTERS = 6;
  private static final int FORKS_FOR_OUTLIERS = 5;
  private static final int FORKS_FOR_TREND = 3;
  private static final int ITERATIONS_FOR_TREND = 3;
  private static final double TREND_LEVEL = 0.001;

  /**
   * Median absolute deviations from the median; 1.4826 of them are a normal's standard deviation.
   */
  private static final double OUTLYING_DEVIATIONS = 8 * 1.4826;

  private final double minEffect;

  HonestyChecks(double minEffect) {
    this.minEffect = minEffect;
  }

  /** Flags of one side's forks. */
  List<Flag> ofForks(String side, ForkFigures forks) {
    List<Flag> flags = new ArrayList<>();
    clusters(side, forks).ifPresent(flags::add);
    outliers(side, forks).ifPresent(flags::add);
    trend(side, forks).ifPresent(flags::add);
    return flags;
  }

  /** Two clusters: the gap between them is wider than both, and than the minimum effect. */
  private Optional<Flag> clusters(String side, ForkFigures forks) {
    int n = forks.count();
    if (n < FORKS_FOR_CLUSTERS) {
      return Optional.empty();
    }
    double[] sorted = forks.figures().clone();
    Arrays.sort(sorted);
    int split = 0;
    double gap = 0;
    for (int i = CLUSTER; i <= n - CLUSTER; i++) {
      if (sorted[i] - sorted[i - 1] > gap) {
        gap = sorted[i] - sorted[i - 1];
        split = i;
      }
    }
    double width =
        split == 0 ? 0 : Math.max(sorted[split - 1] - sorted[0], sorted[n - 1] - sorted[split]);
    if (!isRelevant(gap) || gap <= 1.5 * width) {
      return Optional.empty();
    }
    double apart =
        ForkFigures.median(Arrays.copyOfRange(sorted, split, n))
            - ForkFigures.median(Arrays.copyOf(sorted, split));
    return flag(
        Flag.Kind.BIMODAL,
        String.format(
            Locale.ROOT,
            "%s: forks in two clusters, %d fast and %d slower by %.0f%%",
            side,
            split,
            n - split,
            percent(apart)));
  }

  /** Forks far from the others' median, fewer than a cluster would have on either end. */
  private Optional<Flag> outliers(String side, ForkFigures forks) {
    if (forks.count() < FORKS_FOR_OUTLIERS) {
      return Optional.empty();
    }
    double median = ForkFigures.median(forks.figures());
    double deviation =
        ForkFigures.median(Arrays.stream(forks.figures()).map(f -> Math.abs(f - median)).toArray());
    List<String> apart = new ArrayList<>();
    for (int f = 0; f < forks.count(); f++) {
      double distance = forks.figures()[f] - median;
      if (isRelevant(distance) && Math.abs(distance) > OUTLYING_DEVIATIONS * deviation) {
        apart.add(String.format(Locale.ROOT, "fork %d is %+.0f%%", f + 1, percent(distance)));
      }
    }
    return apart.isEmpty() || apart.size() > forks.count() / 4 + 1
        ? Optional.empty()
        : flag(Flag.Kind.OUTLIER, side + ": " + String.join(", ", apart) + " from the median");
  }

  /** Least-squares slopes over the iterations of each fork, tested with the fork as the unit. */
  private Optional<Flag> trend(String side, ForkFigures forks) {
    int n = forks.count();
    double[] drifts = new double[n];
    for (int f = 0; f < n; f++) {
      double[] iterations = forks.iterations(f);
      if (iterations.length < ITERATIONS_FOR_TREND) {
        return Optional.empty();
      }
      drifts[f] = slope(iterations) * (iterations.length - 1);
    }
    if (n < FORKS_FOR_TREND) {
      return Optional.empty();
    }
    double mean = Contrast.mean(drifts);
    double error = Math.sqrt(Contrast.squares(drifts) / (n - 1.0) / n);
    double p =
        error == 0 ? 0 : 2 * TDistribution.of(n - 1).survivalProbability(Math.abs(mean) / error);
    if (!isRelevant(mean) || p > TREND_LEVEL) {
      return Optional.empty();
    }
    String size = String.format(Locale.ROOT, "by %.1f%% within a fork", Math.abs(percent(mean)));
    return flag(
        Flag.Kind.TREND,
        mean < 0
            ? side + ": gets faster " + size + ": it is not warmed up"
            : side + ": gets slower " + size + ": a leak, or the clock goes down");
  }

  private static double slope(double[] values) {
    double center = (values.length - 1) / 2.0;
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      products += (i - center) * values[i];
      squares += (i - center) * (i - center);
    }
    return products / squares;
  }

  private boolean isRelevant(double logarithm) {
    return Math.abs(logarithm) >= Math.log1p(minEffect);
  }

  private static double percent(double logarithm) {
    return 100 * Math.expm1(logarithm);
  }

  private static Optional<Flag> flag(Flag.Kind kind, String text) {
    return Optional.of(new Flag(kind, text));
  }
}
