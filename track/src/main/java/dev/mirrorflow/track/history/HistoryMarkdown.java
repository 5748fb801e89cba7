package dev.mirrorflow.track.history;

import dev.mirrorflow.track.report.Markdown;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Histories as GitHub's Markdown, for a job summary: the steps, and the newest run. */
final class HistoryMarkdown {

  private static final int ROWS = 100;

  private HistoryMarkdown() {}

  static String of(
      Collection<BenchmarkHistory> histories, HistoryText text, Optional<NewestGate> gate) {
    List<String[]> steps = text.steps(histories);
    StringBuilder markdown = new StringBuilder("### Benchmarks: ");
    markdown.append(
        Markdown.escape(gate.map(NewestGate::headline).orElseGet(() -> text.count(histories))));
    markdown.append("\n\n");
    gate.filter(g -> g.rows().size() > 1)
        .ifPresent(g -> markdown.append(Markdown.table(g.rows(), 2, ROWS)));
    if (steps.size() > 1) {
      markdown.append("Steps, the latest of each benchmark last:\n\n");
      markdown.append(Markdown.table(steps, 2, ROWS));
    }
    return markdown.append("<sub>").append(text.rule()).append("</sub>\n").toString();
  }
}
