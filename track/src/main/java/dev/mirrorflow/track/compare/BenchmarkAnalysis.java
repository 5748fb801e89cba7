package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Series;
import dev.mirrorflow.track.results.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One benchmark on its way to a verdict, which waits for the p-values of the others. */
final class BenchmarkAnalysis {

  private static final double POWER = 0.85;

  private final BenchmarkId id;
  private final Optional<Series> base;
  private final Optional<Series> fresh;
  private final Criteria criteria;
  private final ForkFigures baseForks;
  private final ForkFigures freshForks;

  /** Why no ratio means anything; empty if one does. */
  private final String obstacle;

  /** Empty if there is an obstacle, or fewer than two forks a side. */
  private final Optional<Contrast> contrast;

  BenchmarkAnalysis(
      BenchmarkId id,
      Optional<Series> base,
      Optional<Series> fresh,
      String environmentObstacle,
      Criteria criteria) {
    this.id = id;
    this.base = base;
    this.fresh = fresh;
    this.criteria = criteria;
    baseForks = figures(base);
    freshForks = figures(fresh);
    String own = ownObstacle();
    obstacle = own.isEmpty() ? environmentObstacle : own;
    contrast =
        obstacle.isEmpty() && missingForks().isEmpty()
            ? Optional.of(
                criteria.design() == Design.INTERLEAVED
                    ? new PairedContrast(baseForks, freshForks)
                    : new SeparateContrast(baseForks, freshForks))
            : Optional.empty();
  }

  private static ForkFigures figures(Optional<Series> series) {
    return ForkFigures.of(series.map(Series::costs).orElse(new double[0][]));
  }

  private String ownObstacle() {
    if (base.isEmpty() || fresh.isEmpty()) {
      return base.isEmpty() ? "only in the new run" : "only in the base";
    }
    Unit before = base.get().unit();
    Unit after = fresh.get().unit();
    if (!before.quantity().equals(after.quantity())
        || !base.get().isOneQuantity()
        || !fresh.get().isOneQuantity()) {
      return "measured in units that cannot be converted, such as " + before + " and " + after;
    }
    if (baseForks.count() == 0 || freshForks.count() == 0) {
      return "has no iterations";
    }
    return baseForks.isFinite() && freshForks.isFinite()
        ? ""
        : "has a score that is not a positive number";
  }

  /** Why there can be no test; empty if there can. */
  private String missingForks() {
    int n = baseForks.count();
    int m = freshForks.count();
    if (n < 2 || m < 2) {
      return "one fork is no measurement: the variance is between forks (-f 10)";
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
   * The verdict.
   *
   * @param adjusted the corrected p-value
   * @param tested number of benchmarks that were corrected for
   * @param common flags of the environment
   */
  Comparison conclude(double adjusted, int tested, List<Flag> common) {
    List<Flag> flags = new ArrayList<>(common);
    if (base.isPresent() && fresh.isPresent() && baseForks.isFinite() && freshForks.isFinite()) {
      HonestyChecks checks = new HonestyChecks(criteria.minEffect());
      flags.addAll(checks.ofForks("base", baseForks));
      flags.addAll(checks.ofForks("new", freshForks));
      checks.allocation(base.get(), fresh.get()).ifPresent(flags::add);
    }
    Optional<Estimate> estimate =
        obstacle.isEmpty() ? Optional.of(estimate(adjusted, tested)) : Optional.empty();
    Verdict verdict = verdict(estimate);
    Unit unit = base.or(() -> fresh).orElseThrow().unit();
    return new Comparison(
        id,
        unit.text(),
        unit.isBiggerBetter(),
        baseForks.count(),
        freshForks.count(),
        verdict,
        reason(verdict, estimate),
        estimate,
        List.copyOf(flags));
  }

  private Estimate estimate(double adjusted, int tested) {
    Unit unit = base.orElseThrow().unit();
    double difference = freshForks.mean() - baseForks.mean();
    double low = Double.NaN;
    double high = Double.NaN;
    if (contrast.isPresent()) {
      BootstrapInterval interval =
          BootstrapInterval.of(
              contrast.get(),
              criteria.level(),
              criteria.resamples(),
              criteria.seed() + id.hashCode());
      low = Math.exp(interval.low());
      high = Math.exp(interval.high());
    }
    return new Estimate(
        unit.score(Math.exp(baseForks.mean())),
        unit.score(Math.exp(freshForks.mean())),
        Math.exp(difference),
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
    double beyond = Math.max(critical, Math.log1p(criteria.minEffect()));
    return Math.expm1(beyond + c.t(POWER) * c.standardError());
  }

  private Verdict verdict(Optional<Estimate> estimate) {
    if (estimate.isEmpty()) {
      return Verdict.NOT_COMPARABLE;
    }
    Estimate e = estimate.get();
    double effect = 1 + criteria.minEffect();
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

  private String reason(Verdict verdict, Optional<Estimate> estimate) {
    if (verdict == Verdict.NOT_COMPARABLE) {
      return obstacle;
    }
    if (verdict != Verdict.INCONCLUSIVE) {
      return "";
    }
    if (contrast.isEmpty()) {
      return missingForks();
    }
    double detectable = estimate.orElseThrow().detectable();
    return Double.isInfinite(detectable)
        ? String.format(
            Locale.ROOT,
            "with %d and %d forks no change could be proven: measure 10 (-f 10)",
            baseForks.count(),
            freshForks.count())
        : String.format(
            Locale.ROOT, "only changes of %.1f%% or more could be seen", 100 * detectable);
  }
}
