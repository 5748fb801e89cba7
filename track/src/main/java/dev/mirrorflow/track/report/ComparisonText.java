package dev.mirrorflow.track.report;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Estimate;
import dev.mirrorflow.track.compare.GroupMean;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;

/** A comparison for a terminal: what moved as a table, the rest as counts. */
public final class ComparisonText {

  /** Of benchmarks that did not move; all of them with {@code --all}. */
  private static final int ROWS = 20;

  private ComparisonText() {}

  /**
   * The report, each line ended.
   *
   * @param isComplete whether to list every benchmark, not only those that moved
   */
  public static String of(SuiteComparison comparison, boolean isComplete) {
    Summary summary = new Summary(comparison);
    StringBuilder text = new StringBuilder();
    text.append("base: ").append(Summary.side(comparison.base())).append('\n');
    text.append("new:  ").append(Summary.side(comparison.fresh())).append("\n\n");
    text.append(Headline.sentence(comparison)).append("\n\n");
    List<Comparison> rows = isComplete ? comparison.comparisons() : rows(summary);
    if (!rows.isEmpty()) {
      text.append(table(rows, summary.confidence())).append('\n');
    }
    List<MetricRow> metrics = MetricRow.of(comparison, isComplete);
    if (!metrics.isEmpty()) {
      text.append(TextTable.of(MetricRow.table(metrics, summary.confidence()), 3)).append('\n');
    }
    summary.fates().forEach(fate -> text.append(fate).append('\n'));
    text.append(summary.counts()).append('\n');
    summary.reasons().forEach(line -> text.append("  ").append(line).append('\n'));
    line(text, summary.detectable());
    for (Comparison c : isComplete ? summary.flagged() : summary.doubtful()) {
      for (String flag : Summary.flags(c)) {
        text.append("! ").append(c.label()).append(": ").append(flag).append('\n');
      }
    }
    groups(comparison.groups(), text);
    comparison.notes().forEach(note -> text.append("note: ").append(note).append('\n'));
    line(text, summary.rule());
    line(text, Summary.signs());
    return text.toString();
  }

  /** What moved; where nothing was shown to stand still either, what is inconclusive. */
  private static List<Comparison> rows(Summary summary) {
    List<Comparison> moved = summary.moved();
    List<Comparison> open = summary.inconclusive();
    return moved.isEmpty() ? open.subList(0, Math.min(ROWS, open.size())) : moved;
  }

  private static void line(StringBuilder text, String line) {
    if (!line.isEmpty()) {
      text.append(line).append('\n');
    }
  }

  private static String table(List<Comparison> rows, String confidence) {
    List<String[]> table = new ArrayList<>();
    table.add(
        new String[] {
          "benchmark", "unit", "base", "new", "change", confidence + " interval", "forks", "verdict"
        });
    for (Comparison c : rows) {
      table.add(
          new String[] {
            c.label(),
            c.unit(),
            Figures.score(c.estimate().map(Estimate::baseScore).orElse(Double.NaN)),
            Figures.score(c.estimate().map(Estimate::newScore).orElse(Double.NaN)),
            Figures.change(c.change()),
            Figures.interval(c.low(), c.high()),
            Summary.forks(c),
            c.verdict().toString()
          });
    }
    return TextTable.of(table, 2);
  }

  private static void groups(List<GroupMean> groups, StringBuilder text) {
    if (groups.isEmpty()) {
      return;
    }
    List<String[]> table = new ArrayList<>();
    table.add(new String[] {"class", "benchmarks", "time, geometric mean"});
    for (GroupMean g : groups) {
      table.add(
          new String[] {
            g.group(), Integer.toString(g.benchmarks()), Figures.change(g.ratio() - 1)
          });
    }
    text.append('\n').append(TextTable.of(table, 1)).append('\n');
  }
}
