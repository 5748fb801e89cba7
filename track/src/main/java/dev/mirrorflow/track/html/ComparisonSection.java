package dev.mirrorflow.track.html;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.report.Figures;
import dev.mirrorflow.track.report.Headline;
import dev.mirrorflow.track.report.MetricRow;
import dev.mirrorflow.track.report.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What moved: the forest plot, the table, and speed-ups by class and parameters. */
final class ComparisonSection {

  private static final int COLUMNS = 7;

  private ComparisonSection() {}

  static void add(SuiteComparison comparison, HtmlPage page) {
    Summary summary = new Summary(comparison);
    page.banner(comparison.outcome().key(), Headline.of(comparison), summary.counts());
    page.section("What moved");
    page.paragraph("base: " + Summary.side(comparison.base()));
    page.paragraph("new: " + Summary.side(comparison.fresh()));
    summary.fates().forEach(page::warning);
    comparison.notes().forEach(page::warning);
    summary
        .doubtful()
        .forEach(c -> Summary.flags(c).forEach(f -> page.warning(c.label() + ": " + f)));
    ForestRows forest = new ForestRows(comparison);
    List<Comparison> moved = summary.moved();
    if (!moved.isEmpty()) {
      page.raw(forest.of(moved));
      page.table(table(moved));
    }
    List<MetricRow> metrics = MetricRow.of(comparison, false);
    if (!metrics.isEmpty()) {
      page.table(metricTable(metrics));
    }
    List<Comparison> rest = new ArrayList<>(estimated(comparison));
    rest.removeAll(moved);
    if (!rest.isEmpty()) {
      page.details(
          Figures.count(rest.size(), "benchmark that did", "benchmarks that did") + " not move",
          forest.of(rest));
    }
    page.details("every benchmark", table(comparison.comparisons()).toString());
    List<MetricRow> everyMetric = MetricRow.of(comparison, true);
    if (!everyMetric.isEmpty()) {
      page.details("every metric beside the time", metricTable(everyMetric).toString());
    }
    page.raw(ForkStrip.of(comparison));
    List<String> disturbed = summary.disturbed();
    if (!disturbed.isEmpty()) {
      StringBuilder list = new StringBuilder("<ul>\n");
      disturbed.forEach(d -> list.append("<li>").append(Html.text(d).markup()).append("</li>\n"));
      page.details(
          Figures.count(disturbed.size(), "fork", "forks") + " beside which the machine was busy",
          list.append("</ul>\n").toString());
    }
    page.paragraph(Summary.signs());
    page.paragraph(summary.detectable());
    page.paragraph(summary.rule());
    heatMap(comparison, page);
  }

  private static List<Comparison> estimated(SuiteComparison comparison) {
    return comparison.comparisons().stream().filter(c -> c.estimate().isPresent()).toList();
  }

  private static HtmlTable table(List<Comparison> rows) {
    HtmlTable table =
        new HtmlTable(
            1,
            List.of("benchmark", "unit", "base", "new", "change", "interval", "forks", "verdict"));
    for (Comparison c : rows) {
      table.row(
          c.verdict().key(),
          List.of(
              c.label(),
              c.unit(),
              c.estimate().map(e -> Figures.score(e.baseScore())).orElse("-"),
              c.estimate().map(e -> Figures.score(e.newScore())).orElse("-"),
              Figures.change(c.change()),
              Figures.interval(c.low(), c.high()),
              Summary.forks(c),
              c.verdict().toString()));
    }
    return table;
  }

  private static HtmlTable metricTable(List<MetricRow> rows) {
    HtmlTable table =
        new HtmlTable(
            2,
            List.of("benchmark", "metric", "unit", "base", "new", "change", "interval", "verdict"));
    rows.forEach(row -> table.row(row.metric().verdict().key(), row.cells()));
    return table;
  }

  /** How many times faster the new side is: a row for each method, a column for its parameters. */
  private static void heatMap(SuiteComparison comparison, HtmlPage page) {
    Map<String, Map<String, Map<String, Double>>> byClass = new TreeMap<>();
    for (Comparison c : estimated(comparison)) {
      String column = String.join(" ", c.id().params().values());
      byClass
          .computeIfAbsent(c.id().group(), g -> new LinkedHashMap<>())
          .computeIfAbsent(c.id().method() + " " + c.id().mode(), m -> new LinkedHashMap<>())
          .put(column, 1 / c.estimate().orElseThrow().ratio());
    }
    StringBuilder maps = new StringBuilder();
    byClass.forEach((group, rows) -> {
      List<String> columns =
          rows.values().stream().flatMap(r -> r.keySet().stream()).distinct().toList();
      if (columns.size() > 1 && columns.size() <= COLUMNS) {
        maps.append("<figure>").append(HeatMap.of(group, columns, rows)).append("</figure>\n");
      }
    });
    if (!maps.isEmpty()) {
      page.details(
          "times faster than the base, by class and parameters",
          "<div class=\"plots\">\n" + maps + "</div>\n");
    }
  }
}
