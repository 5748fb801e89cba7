package dev.mirrorflow.track.html;

import dev.mirrorflow.track.history.BenchmarkHistory;
import dev.mirrorflow.track.history.EDivisive;
import dev.mirrorflow.track.history.Step;
import dev.mirrorflow.track.report.Figures;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The benchmarks over the commits, those that stepped first. */
final class HistorySection {

  /** More plots of benchmarks that did not step than these nobody looks at. */
  private static final int PLOTS = 24;

  private HistorySection() {}

  static void add(
      Collection<BenchmarkHistory> histories,
      double minEffect,
      Optional<String> link,
      HtmlPage page) {
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
    stepped.forEach((h, steps) -> page.raw(plot(h, steps, link)));
    if (!still.isEmpty()) {
      StringBuilder rest = new StringBuilder();
      still.keySet().stream().limit(PLOTS).forEach(h -> rest.append(plot(h, List.of(), link)));
      page.details(
          still.size() > PLOTS
              ? "the first " + PLOTS + " of the " + still.size() + " that did not step"
              : Figures.count(still.size(), "benchmark", "benchmarks") + " without a step",
          rest.toString());
    }
  }

  /** The plot of one benchmark, its steps listed beside it. */
  private static String plot(BenchmarkHistory h, List<Step> steps, Optional<String> link) {
    StringBuilder text = new StringBuilder("<div class=\"history\"><h3>");
    text.append(Html.text(h.label()).markup()).append("</h3>");
    text.append(HistoryPlot.of(h, steps)).append("<ul>");
    for (Step step : steps) {
      text.append("<li class=\"").append(step.isWorse() ? "regressed" : "improved").append("\">");
      text.append(Html.text(Figures.change(step.change())).markup());
      text.append(step.isWorse() ? " slower at " : " faster at ");
      text.append(Html.commit(link, h.runs().get(step.index()).commit()).markup());
      text.append(", after ");
      text.append(Html.commit(link, h.runs().get(step.index() - 1).commit()).markup());
      text.append(": ").append(Figures.score(step.before())).append(" → ");
      text.append(Figures.score(step.after())).append(' ');
      text.append(Html.text(h.unit().text()).markup()).append("</li>");
    }
    return text.append(steps.isEmpty() ? "<li>no step</li>" : "")
        .append("</ul></div>\n")
        .toString();
  }
}
