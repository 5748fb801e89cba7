package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Labels;
import dev.mirrorflow.track.results.Series;
import dev.mirrorflow.track.results.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One benchmark on its way to a verdict, which waits for the p-values of the others. */
final class BenchmarkAnalysis {

  private final BenchmarkId id;
  private final Optional<Series> base;
  private final Optional<Series> fresh;
  private final Fate fate;
  private final Criteria criteria;
  private final ForkFigures baseForks;
  private final ForkFigures freshForks;

  /** Why no ratio means anything; empty if one does. */
  private final String obstacle;

  /** Empty if there is an obstacle. */
  private final Optional<FigureAnalysis> score;

  private final List<MetricAnalysis> metrics;

  /**
   * An analysis.
   *
   * @param environmentObstacle what forbids any comparison; empty if nothing does
   * @param replicate what counts: forks or runs
   */
  BenchmarkAnalysis(
      BenchmarkId id,
      Optional<Series> base,
      Optional<Series> fresh,
      Fate fate,
      String environmentObstacle,
      Replicate replicate,
      Criteria criteria) {
    this.id = id;
    this.base = base;
    this.fresh = fresh;
    this.fate = fate;
    this.criteria = criteria;
    baseForks = figures(base, Replicate.FORK);
    freshForks = figures(fresh, Replicate.FORK);
    String own = ownObstacle();
    obstacle = own.isEmpty() ? environmentObstacle : own;
    score =
        obstacle.isEmpty()
            ? Optional.of(
                new FigureAnalysis(
                    replicate == Replicate.FORK ? baseForks : figures(base, replicate),
                    replicate == Replicate.FORK ? freshForks : figures(fresh, replicate),
                    criteria.minEffect(),
                    replicate,
                    criteria))
            : Optional.empty();
    metrics = obstacle.isEmpty() ? metrics(replicate) : List.of();
  }

  private static ForkFigures figures(Optional<Series> series, Replicate replicate) {
    return ForkFigures.of(series.map(replicate::costs).orElse(new double[0][]));
  }

  private List<MetricAnalysis> metrics(Replicate replicate) {
    Map<String, MetricData> before = MetricData.of(base.orElseThrow());
    Map<String, MetricData> after = MetricData.of(fresh.orElseThrow());
    List<MetricAnalysis> both = new ArrayList<>();
    before.forEach((name, old) -> {
      MetricData now = after.get(name);
      if (now != null && now.unit().quantity().equals(old.unit().quantity())) {
        both.add(new MetricAnalysis(old, now.in(old.unit()), replicate, criteria));
      }
    });
    return List.copyOf(both);
  }

  private String ownObstacle() {
    if (base.isEmpty() || fresh.isEmpty()) {
      return fate.reason();
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

  /** Whether it takes part in the correction for many comparisons. */
  boolean isTested() {
    return score.map(FigureAnalysis::isTested).orElse(false);
  }

  /** The p-value to correct. */
  double pValue() {
    return score.map(FigureAnalysis::pValue).orElse(1.0);
  }

  /** The metrics beside the score, which have corrections of their own. */
  List<MetricAnalysis> metrics() {
    return metrics;
  }

  /**
   * The verdict.
   *
   * @param labels of all benchmarks
   * @param adjusted the corrected p-value
   * @param tested number of benchmarks that were corrected for
   * @param common flags of the environment
   * @param correction of the metrics
   */
  Comparison conclude(
      Labels labels, double adjusted, int tested, List<Flag> common, MetricCorrection correction) {
    long seed = criteria.seed() + id.hashCode();
    Optional<Unit> unit = base.or(() -> fresh).map(Series::unit);
    Optional<Estimate> estimate =
        score.map(s -> s.estimate(unit.orElseThrow()::score, adjusted, tested, seed));
    Verdict verdict = fate.verdict().orElseGet(() -> verdict(estimate));
    return new Comparison(
        id,
        labels.of(id),
        unit.map(Unit::text).orElse(""),
        unit.map(Unit::isBiggerBetter).orElse(false),
        baseForks.count(),
        freshForks.count(),
        verdict,
        reason(verdict, estimate),
        estimate,
        flags(common),
        metrics.stream().map(m -> correction.conclude(m, seed)).toList());
  }

  private Verdict verdict(Optional<Estimate> estimate) {
    return estimate.isEmpty()
        ? Verdict.NOT_COMPARABLE
        : score.orElseThrow().verdict(estimate.get());
  }

  private List<Flag> flags(List<Flag> common) {
    List<Flag> flags = new ArrayList<>(common);
    fate.doubt().ifPresent(flags::add);
    if (base.isPresent() && fresh.isPresent() && baseForks.isFinite() && freshForks.isFinite()) {
      HonestyChecks checks = new HonestyChecks(criteria.minEffect());
      flags.addAll(checks.ofForks("base", baseForks));
      flags.addAll(checks.ofForks("new", freshForks));
    }
    return List.copyOf(flags);
  }

  private String reason(Verdict verdict, Optional<Estimate> estimate) {
    if (fate.verdict().isPresent()) {
      return fate.reason();
    }
    if (verdict == Verdict.NOT_COMPARABLE) {
      return obstacle;
    }
    return verdict == Verdict.INCONCLUSIVE ? score.orElseThrow().doubt(estimate.orElseThrow()) : "";
  }
}
