package dev.mirrorflow.track.report;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.MetricComparison;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.compare.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A comparison in half a line. That nothing moved is said only where it was shown. */
public final class Headline {

  private final SuiteComparison comparison;

  private Headline(SuiteComparison comparison) {
    this.comparison = comparison;
  }

  /** The headline, beginning with a small letter, without a full stop. */
  public static String of(SuiteComparison comparison) {
    return new Headline(comparison).text();
  }

  private String text() {
    List<String> parts = new ArrayList<>();
    count(Verdict.FAILED, "failed", parts);
    boolean hasMoved = comparison.count(Verdict.REGRESSED) + comparison.count(Verdict.IMPROVED) > 0;
    if (hasMoved) {
      parts.add(
          comparison.count(Verdict.REGRESSED)
              + " regressed, "
              + comparison.count(Verdict.IMPROVED)
              + " improved");
    }
    List<String> metrics = metrics();
    parts.addAll(metrics);
    count(Verdict.MISSING, "missing (removed or failed)", parts);
    if (!hasMoved) {
      parts.add((metrics.isEmpty() ? "" : "times: ") + times());
    }
    count(Verdict.REMOVED, "removed", parts);
    count(Verdict.RENAMED, "perhaps renamed", parts);
    count(Verdict.ADDED, "added", parts);
    return String.join("; ", parts);
  }

  private void count(Verdict verdict, String words, List<String> parts) {
    long n = comparison.count(verdict);
    if (n > 0) {
      parts.add(n + " " + words);
    }
  }

  /** {@code allocation of 2 regressed}, for each metric and verdict. */
  private List<String> metrics() {
    Map<String, Integer> counts = new TreeMap<>();
    for (Comparison c : comparison.comparisons()) {
      for (MetricComparison m : c.metrics()) {
        if (m.verdict().isMove() || m.verdict() == Verdict.CHANGED) {
          counts.merge(m.name() + " of # " + m.verdict(), 1, Integer::sum);
        }
      }
    }
    List<String> words = new ArrayList<>();
    counts.forEach((text, n) -> words.add(text.replace("#", Integer.toString(n))));
    return words;
  }

  /** What is said of the times, of which none moved. */
  private String times() {
    List<Comparison> judged =
        comparison.comparisons().stream().filter(c -> c.verdict().isJudgement()).toList();
    long equivalent = comparison.count(Verdict.EQUIVALENT);
    long incomparable = comparison.count(Verdict.NOT_COMPARABLE);
    if (judged.isEmpty()) {
      return "nothing could be compared";
    }
    if (equivalent == judged.size() && incomparable == 0) {
      return "nothing moved";
    }
    if (judged.stream().allMatch(c -> Math.min(c.baseForks(), c.newForks()) < 2)) {
      return "one fork is no measurement, nothing could be judged";
    }
    if (equivalent == 0) {
      return "inconclusive, nothing could be judged";
    }
    return "nothing moved in "
        + equivalent
        + " of "
        + (judged.size() + incomparable)
        + ", the others are "
        + (incomparable == 0 ? "inconclusive" : "inconclusive or not comparable");
  }

  /** The same as a sentence. */
  static String sentence(SuiteComparison comparison) {
    String text = of(comparison);
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
