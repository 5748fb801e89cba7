package dev.mirrorflow.track.html;

import dev.mirrorflow.track.history.BenchmarkHistory;
import dev.mirrorflow.track.history.EDivisive;
import dev.mirrorflow.track.history.Step;
import dev.mirrorflow.track.report.Figures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The benchmarks over the commits, those that stepped first. */
final class HistorySection {

  /** More plots than these nobody looks at. */
  private static final int PLOTS = 24;

  private HistorySection() {}

  static void add(Collection<BenchmarkHistory> histories, double minEffect, HtmlPage page) {
    if (histories.isEmpty()) {
      return;
    }
    Map<BenchmarkHistory, List<Step>> stepped = new LinkedHashMap<>();
    Map<BenchmarkHistory, List<Step>> still = new LinkedHashMap<>();
    for (BenchmarkHistory h : histories) {
      List<Step> steps = h.steps(EDivisive.STANDARD, minEffect);
      (steps.isEmpty() ? still : stepped).put(h, steps);
    }
    page.section("History");
    page.paragraph(
        stepped.size()
            + " of "
            + histories.size()
            + " benchmarks stepped (E-divisive means, steps of "
            + Figures.percent(minEffect)
            + " at least). Every small dot is a fork.");
    Map<BenchmarkHistory, List<Step>> all = new LinkedHashMap<>(stepped);
    all.putAll(still);
    List<String> plots = new ArrayList<>();
    all.forEach((h, steps) -> {
      if (plots.size() < PLOTS) {
        plots.add(HistoryPlot.of(h, steps));
      }
    });
    page.plots(plots);
    if (!stepped.isEmpty()) {
      page.table(table(stepped));
    }
  }

  private static HtmlTable table(Map<BenchmarkHistory, List<Step>> stepped) {
    HtmlTable table =
        new HtmlTable(2, List.of("benchmark", "commit", "before", "after", "unit", "change"));
    stepped.forEach((h, steps) -> {
      for (Step step : steps) {
        table.row(
            step.isWorse() ? "regressed" : "improved",
            List.of(
                h.label(),
                h.runs().get(step.index()).commit(),
                Figures.score(step.before()),
                Figures.score(step.after()),
                h.unit().text(),
                Figures.change(step.change()) + (step.isWorse() ? " slower" : " faster")));
      }
    });
    return table;
  }
}
