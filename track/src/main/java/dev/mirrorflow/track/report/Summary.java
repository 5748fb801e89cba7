package dev.mirrorflow.track.report;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.Estimate;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.compare.Verdict;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Suite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The sentences about a comparison that text and Markdown share. */
public final class Summary {

  /** Of benchmarks that are not on both sides whole. */
  private static final List<Verdict> FATES =
      List.of(Verdict.FAILED, Verdict.MISSING, Verdict.REMOVED, Verdict.RENAMED, Verdict.ADDED);

  private final SuiteComparison comparison;

  /** Sentences about a comparison. */
  public Summary(SuiteComparison comparison) {
    this.comparison = comparison;
  }

  /** The benchmarks that moved, the furthest first. */
  public List<Comparison> moved() {
    return comparison.comparisons().stream()
        .filter(c -> c.verdict().isMove())
        .sorted(Comparator.comparingDouble(Summary::distance).reversed())
        .toList();
  }

  private static double distance(Comparison c) {
    return c.estimate().map(e -> Math.abs(Math.log(e.ratio()))).orElse(0.0);
  }

  /** The benchmarks that could be anything, the noisiest last. */
  public List<Comparison> inconclusive() {
    return comparison.comparisons().stream()
        .filter(c -> c.verdict() == Verdict.INCONCLUSIVE)
        .sorted(
            Comparator.comparingDouble(
                c -> c.estimate().map(Estimate::detectable).orElse(Double.POSITIVE_INFINITY)))
        .toList();
  }

  /** One line with its name for each benchmark that was measured under different conditions. */
  List<String> incomparable() {
    return comparison.comparisons().stream()
        .filter(c -> c.verdict() == Verdict.NOT_COMPARABLE)
        .map(c -> c.label() + ": " + c.reason())
        .toList();
  }

  /** One line with its name for each benchmark that is not on both sides whole. */
  public List<String> fates() {
    return FATES.stream()
        .flatMap(v -> comparison.comparisons().stream().filter(c -> c.verdict() == v))
        .map(c -> c.verdict() + ": " + c.label() + ", " + c.reason())
        .toList();
  }

  /** One line for each fork beside which the machine was not itself. */
  public List<String> disturbed() {
    return Stream.of(comparison.base(), comparison.fresh())
        .flatMap(side -> side.disturbed().stream())
        .toList();
  }

  /** {@code 42 benchmarks: 1 regressed, 0 improved, ...}. */
  public String counts() {
    List<String> parts = new ArrayList<>();
    for (Verdict v :
        List.of(
            Verdict.REGRESSED,
            Verdict.IMPROVED,
            Verdict.EQUIVALENT,
            Verdict.INCONCLUSIVE,
            Verdict.NOT_COMPARABLE)) {
      parts.add(comparison.count(v) + " " + v);
    }
    for (Verdict v : FATES) {
      if (comparison.count(v) > 0) {
        parts.add(comparison.count(v) + " " + v);
      }
    }
    return Figures.count(comparison.comparisons().size(), "benchmark: ", "benchmarks: ")
            .stripTrailing()
        + " "
        + String.join(", ", parts);
  }

  /** Level of the intervals: {@code 95%}. */
  String confidence() {
    return Figures.percent(1 - comparison.criteria().level());
  }

  /** What the sign of a change says. */
  public static String signs() {
    return "A change is that of the time, or of whatever is the cost: + is slower or worse, - is"
        + " faster or better, also where the score is a rate.";
  }

  /** How it was decided. */
  public String rule() {
    Criteria c = comparison.criteria();
    return String.format(
        Locale.ROOT,
        "Moved: by %s at least, and proven by a t-test on the forks (a false one in %s of suites),"
            + " a rank test and an interval that excludes no change. Equivalent: the %s interval"
            + " lies within %s.",
        Figures.percent(c.minEffect()),
        Figures.percent(c.level()),
        confidence(),
        Figures.percent(c.minEffect()));
  }

  /** Reasons of the verdicts that are none, each with the number of benchmarks it holds for. */
  List<String> reasons() {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Comparison c : comparison.comparisons()) {
      boolean isNoise =
          c.verdict() == Verdict.INCONCLUSIVE
              && c.estimate().map(Estimate::detectable).filter(Double::isFinite).isPresent();
      if (!c.reason().isEmpty() && !isNoise && !FATES.contains(c.verdict())) {
        counts.merge(c.verdict() + ", " + c.reason(), 1, Integer::sum);
      }
    }
    List<String> lines = new ArrayList<>();
    counts.forEach((reason, n) -> lines.add(Figures.count(n, "", "").strip() + " " + reason));
    return lines;
  }

  /** The smallest change that could have been seen, in one sentence; empty if nothing could. */
  public String detectable() {
    double[] visible =
        comparison.comparisons().stream()
            .flatMap(c -> c.estimate().stream())
            .mapToDouble(Estimate::detectable)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (visible.length == 0) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "Smallest change that these runs would have shown (with 80%% probability): %s in the median"
            + " benchmark, %s in the noisiest.",
        Figures.percent(visible[visible.length / 2]),
        Figures.percent(visible[visible.length - 1]));
  }

  /** A side in one line: files, commit, machine. */
  public static String side(Suite suite) {
    StringBuilder text = new StringBuilder(suite.name());
    if (suite.files().size() > 1) {
      text.append(" (").append(suite.files().size()).append(" files)");
    }
    List<Machine> machines =
        suite.files().stream().map(ResultFile::machine).flatMap(m -> m.stream()).toList();
    if (!machines.isEmpty()) {
      Machine last = machines.get(machines.size() - 1);
      Machine.Conditions c = last.conditions();
      text.append(": commit ").append(c.commit()).append(c.dirty() ? " with changes" : "");
      text.append(", ").append(c.date()).append(", ").append(last.machine());
    }
    return text.toString();
  }

  /** Forks on both sides: {@code 10}, or {@code 10/5} where they differ. */
  public static String forks(Comparison c) {
    return c.baseForks() == c.newForks()
        ? Integer.toString(c.baseForks())
        : c.baseForks() + "/" + c.newForks();
  }

  /** A word or more for each flag of the comparison. */
  public static List<String> flags(Comparison c) {
    return c.flags().stream().map(f -> f.text()).toList();
  }

  /** The benchmarks that have flags. */
  List<Comparison> flagged() {
    return comparison.comparisons().stream().filter(c -> !c.flags().isEmpty()).toList();
  }

  /** Those of them whose flags matter: they moved, or lost forks, or their vectors. */
  public List<Comparison> doubtful() {
    return flagged().stream()
        .filter(c -> c.verdict().isMove() || c.flags().stream().anyMatch(f -> f.kind().isAlarm()))
        .toList();
  }
}
