package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.Direction;
import dev.mirrorflow.track.results.Median;
import dev.mirrorflow.track.results.Unit;
import java.util.Arrays;
import java.util.Optional;

/**
 * A metric beside the score on its way to a verdict. Where all forks of each side agree to
 * rounding, as bytes per operation mostly do, the metric has no noise: a change is a change, and
 * needs no test.
 */
final class MetricAnalysis {

  /** Figures that differ by less are equal: rounding, and what the harness itself does. */
  private static final double ROUNDING = 1e-3;

  /** Bytes per operation below which a profiler's figure is its own noise; no object is smaller. */
  private static final double SMALLEST_OBJECT = 8;

  private final MetricData base;
  private final MetricData fresh;
  private final Direction direction;
  private final double minEffect;
  private final Optional<FigureAnalysis> analysis;

  MetricAnalysis(MetricData base, MetricData fresh, Replicate replicate, Criteria criteria) {
    this.base = base;
    this.fresh = fresh;
    direction = Direction.of(base.unit());
    minEffect = criteria.minEffect(base.name());
    boolean isNoisy = !(agrees(base) && agrees(fresh));
    ForkFigures before = ForkFigures.of(replicate.rows(costs(base)));
    ForkFigures after = ForkFigures.of(replicate.rows(costs(fresh)));
    analysis =
        isNoisy && before.isFinite() && after.isFinite()
            ? Optional.of(new FigureAnalysis(before, after, minEffect, replicate, criteria))
            : Optional.empty();
  }

  private boolean agrees(MetricData data) {
    double[] figures = data.figures().length > 1 ? data.figures() : data.iterations();
    if (figures.length < 2) {
      return false;
    }
    double least = Arrays.stream(figures).min().orElseThrow();
    double most = Arrays.stream(figures).max().orElseThrow();
    double size = Math.max(Math.abs(least), Math.abs(most));
    return most - least <= Math.max(ROUNDING * size, isBytes(data.unit()) ? 1 : 0);
  }

  private static boolean isBytes(Unit unit) {
    return unit.text().equals("B/op");
  }

  /** Less is better; a byte at least, so that nothing has a logarithm too. */
  private double[][] costs(MetricData data) {
    return Arrays.stream(data.byRun())
        .map(run -> Arrays.stream(run).map(this::cost).toArray())
        .toArray(double[][]::new);
  }

  private double cost(double figure) {
    double value = isBytes(base.unit()) ? Math.max(1, figure) : figure;
    return direction == Direction.BIGGER_IS_BETTER ? 1 / value : value;
  }

  boolean isTested() {
    return analysis.map(FigureAnalysis::isTested).orElse(false);
  }

  double pValue() {
    return analysis.map(FigureAnalysis::pValue).orElse(1.0);
  }

  String name() {
    return base.name();
  }

  /**
   * The verdict.
   *
   * @param adjusted the p-value corrected over the benchmarks that have this metric
   * @param tested number of those
   * @param seed of the bootstrap
   */
  MetricComparison conclude(double adjusted, int tested, long seed) {
    if (analysis.isPresent()) {
      FigureAnalysis figures = analysis.get();
      Estimate e = figures.estimate(this::cost, adjusted, tested, seed);
      boolean isSmall = isSmall(e.baseScore(), e.newScore());
      Verdict verdict = isSmall ? Verdict.EQUIVALENT : figures.verdict(e);
      return of(verdict, verdict == Verdict.INCONCLUSIVE ? figures.doubt(e) : "", e);
    }
    double before = Median.of(base.figures());
    double after = Median.of(fresh.figures());
    if (!(agrees(base) && agrees(fresh)) || !(before >= 0 && after >= 0)) {
      return new MetricComparison(
          name(),
          base.unit().text(),
          direction,
          Verdict.INCONCLUSIVE,
          "has forks that disagree, some of them at 0",
          Optional.empty());
    }
    double ratio = ratio(before, after);
    boolean isEqual = isSmall(before, after) || isWithin(ratio);
    double p = isEqual ? 1 : 0;
    return of(
        isEqual ? Verdict.EQUIVALENT : ratio > 1 ? Verdict.REGRESSED : Verdict.IMPROVED,
        "",
        new Estimate(before, after, ratio, ratio, ratio, p, p, p, minEffect));
  }

  private boolean isWithin(double ratio) {
    return ratio < 1 + minEffect && ratio > 1 / (1 + minEffect);
  }

  private boolean isSmall(double before, double after) {
    return isBytes(base.unit()) && Math.abs(after - before) < SMALLEST_OBJECT;
  }

  /** Of the costs; infinite where there was nothing before. */
  private double ratio(double before, double after) {
    boolean wasNothing = before == 0 || isBytes(base.unit()) && before < SMALLEST_OBJECT;
    if (before == after || wasNothing && isSmall(before, after)) {
      return 1;
    }
    if (direction == Direction.BIGGER_IS_BETTER) {
      return before / after;
    }
    return wasNothing ? Double.POSITIVE_INFINITY : after / before;
  }

  private MetricComparison of(Verdict verdict, String reason, Estimate e) {
    return new MetricComparison(
        name(),
        base.unit().text(),
        direction,
        direction == Direction.NONE && verdict.isMove() ? Verdict.CHANGED : verdict,
        reason,
        Optional.of(e));
  }
}
