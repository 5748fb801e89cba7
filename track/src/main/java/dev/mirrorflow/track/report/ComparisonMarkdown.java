package dev.mirrorflow.track.report;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Estimate;
import dev.mirrorflow.track.compare.GroupMean;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.compare.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * A comparison as GitHub's Markdown, short enough for a pull-request comment, which may have 65,536
 * characters, and for a job summary.
 */
public final class ComparisonMarkdown {

  private static final int LIMIT = 65_000;
  private static final int ROWS = 128;
  private static final int LINES = 25;

  private ComparisonMarkdown() {}

  /** The report, with as many of the benchmarks that moved as fit. */
  public static String of(SuiteComparison comparison) {
    int rows = ROWS;
    String text = of(comparison, rows);
    while (text.length() > LIMIT && rows > 1) {
      rows /= 2;
      text = of(comparison, rows);
    }
    return text;
  }

  private static String of(SuiteComparison comparison, int rows) {
    Summary summary = new Summary(comparison);
    StringBuilder text = new StringBuilder();
    text.append("### Benchmarks: ").append(Markdown.escape(Headline.of(comparison))).append("\n\n");
    text.append("base: ").append(Markdown.escape(Summary.side(comparison.base()))).append("<br>\n");
    text.append("new: ").append(Markdown.escape(Summary.side(comparison.fresh()))).append("\n\n");
    moved(summary, rows, text);
    metrics(MetricRow.of(comparison, false), summary, rows, text);
    items(summary.fates(), rows, text);
    text.append(summary.counts()).append("\n\n");
    text.append(summary.detectable()).append(summary.detectable().isEmpty() ? "" : "\n\n");
    list("Doubts", flagLines(summary.doubtful()), rows, text);
    list(
        "Inconclusive",
        summary.inconclusive().stream().map(c -> c.label() + ": " + c.reason()).toList(),
        rows,
        text);
    list("Not comparable", summary.incomparable(), rows, text);
    list("Disturbed forks", summary.disturbed(), rows, text);
    groups(comparison.groups(), rows, text);
    list("Notes", comparison.notes(), rows, text);
    return text.append("<sub>")
        .append(Markdown.escape(summary.rule()))
        .append(' ')
        .append(Summary.signs())
        .append("</sub>\n")
        .toString();
  }

  private static void moved(Summary summary, int rows, StringBuilder text) {
    List<Comparison> moved = summary.moved();
    if (moved.isEmpty()) {
      return;
    }
    text.append("| benchmark | base | new | change | ");
    text.append(summary.confidence()).append(" interval | forks | verdict |\n");
    text.append("|:--|--:|--:|--:|:-:|--:|:--|\n");
    for (Comparison c : moved.subList(0, Math.min(rows, moved.size()))) {
      Estimate e = c.estimate().orElseThrow();
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s %s | %s | %s | %s | %s |\n",
              Markdown.escape(c.label()),
              Figures.score(e.baseScore()),
              Figures.score(e.newScore()),
              Markdown.escape(c.unit()),
              Figures.change(c.change()),
              Figures.interval(c.low(), c.high()),
              Summary.forks(c),
              c.verdict() == Verdict.REGRESSED ? "**regressed**" : c.verdict()));
    }
    if (moved.size() > rows) {
      text.append("\nand ").append(moved.size() - rows).append(" more.\n");
    }
    text.append('\n');
  }

  private static List<String> flagLines(List<Comparison> flagged) {
    return flagged.stream()
        .flatMap(c -> Summary.flags(c).stream().map(flag -> c.label() + ": " + flag))
        .toList();
  }

  private static void metrics(
      List<MetricRow> moved, Summary summary, int rows, StringBuilder text) {
    if (moved.isEmpty()) {
      return;
    }
    text.append(Markdown.table(MetricRow.table(moved, summary.confidence()), 3, rows));
  }

  private static void list(String title, List<String> lines, int rows, StringBuilder text) {
    if (lines.isEmpty()) {
      return;
    }
    text.append("<details><summary>")
        .append(title)
        .append(" (")
        .append(lines.size())
        .append(")</summary>\n\n");
    items(lines, rows, text);
    text.append("</details>\n\n");
  }

  private static void items(List<String> lines, int rows, StringBuilder text) {
    int max = Math.min(LINES, rows);
    for (String line : lines.subList(0, Math.min(max, lines.size()))) {
      text.append("- ").append(Markdown.escape(line)).append('\n');
    }
    if (lines.size() > max) {
      text.append("- and ").append(lines.size() - max).append(" more\n");
    }
    text.append(lines.isEmpty() ? "" : "\n");
  }

  private static void groups(List<GroupMean> groups, int rows, StringBuilder text) {
    if (groups.isEmpty()) {
      return;
    }
    text.append("<details><summary>Time by class, geometric mean</summary>\n\n");
    text.append("| class | benchmarks | time |\n|:--|--:|--:|\n");
    for (GroupMean g : groups.subList(0, Math.min(rows, groups.size()))) {
      text.append("| ")
          .append(Markdown.escape(g.group()))
          .append(" | ")
          .append(g.benchmarks())
          .append(" | ")
          .append(Figures.change(g.ratio() - 1))
          .append(" |\n");
    }
    text.append("\n</details>\n\n");
  }
}
