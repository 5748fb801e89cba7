package dev.mirrorflow.track.report;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Estimate;
import dev.mirrorflow.track.compare.MetricComparison;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.compare.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A metric beside the score of one benchmark, as a row of a table. */
public record MetricRow(Comparison comparison, MetricComparison metric) {

  /**
   * The rows of a comparison.
   *
   * @param isComplete whether to list every metric, not only those that moved
   */
  public static List<MetricRow> of(SuiteComparison comparison, boolean isComplete) {
    return comparison.comparisons().stream()
        .flatMap(c -> c.metrics().stream().map(m -> new MetricRow(c, m)))
        .filter(row -> isComplete || row.hasMoved())
        .toList();
  }

  /** The rows with their heads, as cells. */
  static List<String[]> table(List<MetricRow> rows, String confidence) {
    List<String[]> table = new ArrayList<>();
    table.add(
        new String[] {
          "benchmark",
          "metric",
          "unit",
          "base",
          "new",
          "change",
          confidence + " interval",
          "verdict"
        });
    rows.forEach(row -> table.add(row.cells().toArray(new String[0])));
    return table;
  }

  /** Whether the metric is another than it was. */
  public boolean hasMoved() {
    return metric.verdict().isMove() || metric.verdict() == Verdict.CHANGED;
  }

  /** Benchmark, metric, unit, base, new, change, interval, verdict. */
  public List<String> cells() {
    return List.of(
        comparison.label(),
        metric.name(),
        metric.unit(),
        Figures.score(metric.estimate().map(Estimate::baseScore).orElse(Double.NaN)),
        Figures.score(metric.estimate().map(Estimate::newScore).orElse(Double.NaN)),
        Figures.change(metric.change()),
        Figures.interval(metric.low(), metric.high()),
        metric.verdict().toString());
  }
}
