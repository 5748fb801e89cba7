package dev.mirrorflow.track.history;

import dev.mirrorflow.track.report.Figures;
import dev.mirrorflow.track.terminal.TextTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Histories for a terminal. */
final class HistoryText {

  /** Columns of a sweep: the last runs. */
  private static final int COLUMNS = 8;

  private final EDivisive detector;
  private final double minEffect;

  HistoryText(EDivisive detector, double minEffect) {
    this.detector = detector;
    this.minEffect = minEffect;
  }

  /**
   * One line for each benchmark: where it stands, and its last step.
   *
   * @param onlySteps whether to leave out those without a step
   */
  String overview(Collection<BenchmarkHistory> histories, boolean onlySteps) {
    List<String[]> rows = new ArrayList<>();
    rows.add(
        new String[] {"benchmark", "runs", "first", "last", "unit", "steps", "last step", "at"});
    for (BenchmarkHistory h : histories) {
      List<Step> steps = h.steps(detector, minEffect);
      if (onlySteps && steps.isEmpty()) {
        continue;
      }
      Optional<Step> last =
          steps.isEmpty() ? Optional.empty() : Optional.of(steps.get(steps.size() - 1));
      rows.add(
          new String[] {
            h.label(),
            Integer.toString(h.runs().size()),
            Figures.score(h.runs().get(0).score()),
            Figures.score(h.runs().get(h.runs().size() - 1).score()),
            h.unit().text(),
            Integer.toString(steps.size()),
            last.map(HistoryText::change).orElse("-"),
            last.map(Step::commits).orElse("-")
          });
    }
    return (rows.size() == 1 ? "" : TextTable.of(rows, 1) + "\n")
        + count(histories)
        + ". "
        + rule()
        + "\n";
  }

  /** {@code 2 of 40 benchmarks stepped}. */
  String count(Collection<BenchmarkHistory> histories) {
    long stepped = histories.stream().filter(h -> !h.steps(detector, minEffect).isEmpty()).count();
    return stepped
        + " of "
        + Figures.count(histories.size(), "benchmark", "benchmarks")
        + " stepped";
  }

  /** What a step is, and how many runs it needs. */
  String rule() {
    return "A step is of "
        + Figures.percent(minEffect)
        + " at least, + is slower; it needs "
        + detector.runsNeeded()
        + " runs in all, and "
        + detector.runsBesideAStep()
        + " on each side.";
  }

  /** Every step: benchmark, commits, before, after, unit, change; the heads first. */
  List<String[]> steps(Collection<BenchmarkHistory> histories) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"benchmark", "commits", "before", "after", "unit", "change"});
    for (BenchmarkHistory h : histories) {
      for (Step step : h.steps(detector, minEffect)) {
        rows.add(
            new String[] {
              h.label(),
              step.commits(),
              Figures.score(step.before()),
              Figures.score(step.after()),
              h.unit().text(),
              change(step)
            });
      }
    }
    return rows;
  }

  /** Every run of a benchmark, its steps between the lines. */
  String series(BenchmarkHistory h) {
    Map<Integer, Step> steps =
        h.steps(detector, minEffect).stream().collect(Collectors.toMap(Step::index, s -> s));
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"commit", "date", "step", h.unit().text(), "min..max", "forks"});
    for (int i = 0; i < h.runs().size(); i++) {
      RunPoint run = h.runs().get(i);
      double[] forks = run.forks().clone();
      Arrays.sort(forks);
      rows.add(
          new String[] {
            run.commit() + (run.isDirty() ? " with changes" : ""),
            run.date(),
            Optional.ofNullable(steps.get(i)).map(s -> step(h, s)).orElse(""),
            Figures.score(run.score()),
            Figures.score(forks[0]) + ".." + Figures.score(forks[forks.length - 1]),
            Integer.toString(forks.length)
          });
    }
    return h.label() + "\n" + TextTable.of(rows, 3);
  }

  /** The last runs of benchmarks that differ in size: a row for each size. */
  String sweep(SizeSweep sweep) {
    LinkedHashSet<String> commits = new LinkedHashSet<>();
    sweep.bySize().values().forEach(h -> h.runs().forEach(r -> commits.add(r.commit())));
    List<String> last = new ArrayList<>(commits);
    last = last.subList(Math.max(0, last.size() - COLUMNS), last.size());
    List<String> head = new ArrayList<>();
    head.add(sweep.parameter());
    head.addAll(last);
    List<String[]> rows = new ArrayList<>();
    rows.add(head.toArray(new String[0]));
    for (Map.Entry<String, BenchmarkHistory> e : sweep.bySize().entrySet()) {
      List<String> row = new ArrayList<>();
      row.add(e.getKey());
      List<Integer> steps =
          e.getValue().steps(detector, minEffect).stream().map(Step::index).toList();
      for (String commit : last) {
        row.add(cell(e.getValue(), steps, commit));
      }
      rows.add(row.toArray(new String[0]));
    }
    String unit = sweep.bySize().values().iterator().next().unit().text();
    return sweep.label() + ", " + unit + ", last runs; * a step\n" + TextTable.of(rows, 1);
  }

  /** The last run of a commit, starred where a step begins. */
  private static String cell(BenchmarkHistory h, List<Integer> steps, String commit) {
    String cell = "";
    for (int i = 0; i < h.runs().size(); i++) {
      if (h.runs().get(i).commit().equals(commit)) {
        cell = (steps.contains(i) ? "*" : "") + Figures.score(h.runs().get(i).score());
      }
    }
    return cell;
  }

  private static String step(BenchmarkHistory h, Step step) {
    String before = h.runs().get(step.index() - 1).environment();
    String after = h.runs().get(step.index()).environment();
    return change(step)
        + " in "
        + step.commits()
        + (before.equals(after) ? "" : ", other JDK or kernels");
  }

  private static String change(Step step) {
    return Figures.change(step.change()) + (step.isWorse() ? " slower" : " faster");
  }
}
