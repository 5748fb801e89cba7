package dev.mirrorflow.track.compare;

import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** One quantity of one benchmark on both sides: its test, its interval and its verdict. */
final class FigureAnalysis {

  private static final double POWER = 0.85;

  private final ForkFigures base;
  private final ForkFigures fresh;
  private final double minEffect;
  private final Replicate replicate;
  private final Criteria criteria;

  /** Empty if there are fewer than two units a side. */
  private final Optional<Contrast> contrast;

  /**
   * An analysis of costs.
   *
   * @param minEffect smallest relative change that matters
   * @param replicate what the rows of the figures are: forks or runs
   */
  FigureAnalysis(
      ForkFigures base,
      ForkFigures fresh,
      double minEffect,
      Replicate replicate,
      Criteria criteria) {
    this.base = base;
    this.fresh = fresh;
    this.minEffect = minEffect;
    this.replicate = replicate;
    this.criteria = criteria;
    contrast =
        !missing().isEmpty()
            ? Optional.empty()
            : Optional.of(
                criteria.design() == Design.INTERLEAVED
                    ? new PairedContrast(base, fresh)
                    : new SeparateContrast(base, fresh));
  }

  /** Why there can be no test; empty if there can. */
  private String missing() {
    int n = base.count();
    int m = fresh.count();
    if (n < 2 || m < 2) {
      return replicate == Replicate.RUN
          ? "one run is no measurement: its runner moves all of its forks (more runs, or --unit"
              + " fork)"
          : "one fork is no measurement: the variance is between forks (-f 10)";
    }
    return criteria.design() == Design.INTERLEAVED && n != m
        ? "the forks are not in pairs: " + n + " and " + m
        : "";
  }

  /** Whether it takes part in the correction for many comparisons. */
  boolean isTested() {
    return contrast.isPresent();
  }

  /** The p-value to correct. */
  double pValue() {
    return contrast.map(Contrast::pValue).orElse(1.0);
  }

  /**
   * The change in numbers.
   *
   * @param score of a cost, in the unit to be shown
   * @param adjusted the corrected p-value
   * @param tested number of benchmarks that were corrected for
   * @param seed of the bootstrap
   */
  Estimate estimate(DoubleUnaryOperator score, double adjusted, int tested, long seed) {
    double low = Double.NaN;
    double high = Double.NaN;
    if (contrast.isPresent()) {
      BootstrapInterval interval =
          BootstrapInterval.of(contrast.get(), criteria.level(), criteria.resamples(), seed);
      low = Math.exp(interval.low());
      high = Math.exp(interval.high());
    }
    return new Estimate(
        score.applyAsDouble(Math.exp(base.mean())),
        score.applyAsDouble(Math.exp(fresh.mean())),
        Math.exp(fresh.mean() - base.mean()),
        low,
        high,
        pValue(),
        adjusted,
        contrast.map(Contrast::rankPValue).orElse(1.0),
        contrast.map(c -> detectable(c, tested)).orElse(Double.POSITIVE_INFINITY));
  }

  /** The change that a benchmark that moves alone among so many shows with 80% probability. */
  private double detectable(Contrast c, int tested) {
    if (c.smallestRankPValue() > criteria.level()) {
      return Double.POSITIVE_INFINITY;
    }
    double critical = c.t(1 - criteria.level() / (2.0 * tested)) * c.standardError();
    double beyond = Math.max(critical, Math.log1p(minEffect));
    return Math.expm1(beyond + c.t(POWER) * c.standardError());
  }

  /** What the estimate proves. */
  Verdict verdict(Estimate e) {
    double effect = 1 + minEffect;
    if (contrast.isEmpty()) {
      return Verdict.INCONCLUSIVE;
    }
    if (e.low() > 1 / effect && e.high() < effect) {
      return Verdict.EQUIVALENT;
    }
    boolean isProven =
        e.adjusted() <= criteria.level()
            && e.rankPValue() <= criteria.level()
            && (e.low() > 1 || e.high() < 1);
    if (isProven && e.ratio() >= effect) {
      return Verdict.REGRESSED;
    }
    return isProven && e.ratio() <= 1 / effect ? Verdict.IMPROVED : Verdict.INCONCLUSIVE;
  }

  /** Why an inconclusive estimate is so. */
  String doubt(Estimate e) {
    if (contrast.isEmpty()) {
      return missing();
    }
    return Double.isInfinite(e.detectable())
        ? String.format(
            Locale.ROOT,
            "with %d and %d %ss no change could be proven: measure 10%s",
            base.count(),
            fresh.count(),
            replicate == Replicate.RUN ? "run" : "fork",
            replicate == Replicate.RUN ? "" : " (-f 10)")
        : String.format(
            Locale.ROOT, "only changes of %.1f%% or more could be seen", 100 * e.detectable());
  }
}
