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

  /** Longest text of one cell or line. */
  private static final int WIDTH = 200;

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
    text.append("### Benchmarks: ").append(escape(Headline.of(comparison))).append("\n\n");
    text.append("base: ").append(escape(Summary.side(comparison.base()))).append("<br>\n");
    text.append("new: ").append(escape(Summary.side(comparison.fresh()))).append("\n\n");
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
    list("Without a verdict", summary.reasons(), rows, text);
    list("Disturbed forks", summary.disturbed(), rows, text);
    groups(comparison.groups(), rows, text);
    list("Notes", comparison.notes(), rows, text);
    return text.append("<sub>").append(escape(summary.rule())).append("</sub>\n").toString();
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
              escape(c.label()),
              Figures.score(e.baseScore()),
              Figures.score(e.newScore()),
              escape(c.unit()),
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
    text.append("| benchmark | metric | unit | base | new | change | ");
    text.append(summary.confidence()).append(" interval | verdict |\n");
    text.append("|:--|:--|:--|--:|--:|--:|:-:|:--|\n");
    for (MetricRow row : moved.subList(0, Math.min(rows, moved.size()))) {
      row.cells().forEach(cell -> text.append("| ").append(escape(cell)).append(' '));
      text.append("|\n");
    }
    if (moved.size() > rows) {
      text.append("\nand ").append(moved.size() - rows).append(" more.\n");
    }
    text.append('\n');
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
      text.append("- ").append(escape(line)).append('\n');
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
          .append(escape(g.group()))
          .append(" | ")
          .append(g.benchmarks())
          .append(" | ")
          .append(Figures.change(g.ratio() - 1))
          .append(" |\n");
    }
    text.append("\n</details>\n\n");
  }

  /** Names and parameters come from the file: they must not become markup, mentions or columns. */
  private static String escape(String text) {
    String cut = text.length() > WIDTH ? text.substring(0, WIDTH - 1) + "…" : text;
    return cut.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("[\\r\\n]+", " ")
        .replaceAll("([\\\\`*_\\[\\]|~#])", "\\\\$1")
        .replace("@", "@&#8203;");
  }
}
