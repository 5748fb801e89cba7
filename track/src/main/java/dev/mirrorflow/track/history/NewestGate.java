package dev.mirrorflow.track.history;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.compare.Verdict;
import dev.mirrorflow.track.report.Figures;
import dev.mirrorflow.track.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The newest run as a gate: what is said of it, and the exit code. */
final class NewestGate {

  /** A verdict that fails. */
  enum FailOn {
    REGRESSED,
    IMPROVED;

    private boolean isOf(NewestRun run) {
      return run.verdict() == (this == REGRESSED ? Verdict.REGRESSED : Verdict.IMPROVED);
    }
  }

  private static final int FOUND = 1;

  private final List<NewestRun> runs;

  NewestGate(List<NewestRun> runs) {
    this.runs = runs;
  }

  private List<NewestRun> with(Verdict verdict) {
    return runs.stream().filter(r -> r.verdict() == verdict).toList();
  }

  /** What moved or is missing, the heads first. */
  List<String[]> rows() {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"benchmark", "unit", "before", "newest", "change", "runs", "verdict"});
    for (Verdict verdict : List.of(Verdict.REGRESSED, Verdict.IMPROVED, Verdict.MISSING)) {
      for (NewestRun run : with(verdict)) {
        rows.add(
            new String[] {
              run.history().label(),
              run.history().unit().text(),
              Figures.score(run.before()),
              Figures.score(run.after()),
              Figures.change(run.change()),
              Integer.toString(run.baseline()),
              run.verdict().toString()
            });
      }
    }
    return rows;
  }

  /** The counts in one line. */
  String headline() {
    return "newest run against those before: "
        + with(Verdict.REGRESSED).size()
        + " regressed, "
        + with(Verdict.IMPROVED).size()
        + " improved, "
        + with(Verdict.EQUIVALENT).size()
        + " as before, "
        + with(Verdict.INCONCLUSIVE).size()
        + " with fewer than "
        + RollingBaseline.LEAST
        + " runs before, "
        + with(Verdict.MISSING).size()
        + " missing";
  }

  String text() {
    String table = rows().size() == 1 ? "" : TextTable.of(rows(), 2);
    return "\n"
        + table
        + Character.toUpperCase(headline().charAt(0))
        + headline().substring(1)
        + ".\n";
  }

  /**
   * The exit code: 1 if the newest run has such a verdict, otherwise 0.
   *
   * @throws ComputationException if only the newest run lacks a benchmark
   * @throws BadDataException if no benchmark has enough runs before
   */
  int exitCode(Set<FailOn> failOn) {
    if (failOn.stream().anyMatch(f -> runs.stream().anyMatch(f::isOf))) {
      return FOUND;
    }
    if (!with(Verdict.MISSING).isEmpty()) {
      throw new ComputationException(
          with(Verdict.MISSING).get(0).history().label()
              + " is missing in the newest run: it was removed, or every fork failed");
    }
    if (with(Verdict.EQUIVALENT).isEmpty()
        && with(Verdict.REGRESSED).isEmpty()
        && with(Verdict.IMPROVED).isEmpty()) {
      throw new BadDataException(
          "no benchmark has " + RollingBaseline.LEAST + " runs before the newest; go on measuring");
    }
    return 0;
  }
}
