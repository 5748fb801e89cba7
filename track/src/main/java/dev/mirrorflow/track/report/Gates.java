package dev.mirrorflow.track.report;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Outcome;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.compare.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What the process exits with. */
final class Gates {

  /** Exit code if something was found that is to fail. */
  private static final int FOUND = 1;

  @Option(
      names = "--fail-on",
      split = ",",
      paramLabel = "VERDICT",
      converter = Gate.Converter.class,
      description =
          "exit with 1 if a benchmark is regressed, in time or allocation (or improved,"
              + " inconclusive, not-comparable, removed, added), or if a metric got worse, as in"
              + " allocation>2%%, instructions>1%%, p99>10%%; several with commas")
  private List<Gate> gates = List.of();

  @Option(
      names = "--allow-missing",
      description = "under --fail-on: what NEW lacks was removed on purpose, and did not fail")
  private boolean allowMissing;

  /** The smallest changes that matter of the metrics that are named. */
  Map<String, Double> minEffects() {
    Map<String, Double> effects = new LinkedHashMap<>();
    gates.stream()
        .filter(g -> g.verdict().isEmpty())
        .forEach(g -> effects.put(g.metric(), g.threshold()));
    return effects;
  }

  /**
   * The exit code: 1 if something was found that is to fail, otherwise 0.
   *
   * @throws ComputationException if a benchmark failed on the new side, or, under a gate, perhaps
   * @throws BadDataException if there is a gate, and nothing could be judged
   */
  int exitCode(SuiteComparison comparison) {
    refuse(comparison, Verdict.FAILED, "");
    if (gates.stream().anyMatch(g -> g.isFound(comparison))) {
      return FOUND;
    }
    if (!gates.isEmpty() && !allowMissing) {
      refuse(comparison, Verdict.MISSING, "; --allow-missing, if it was removed on purpose");
    }
    for (Gate gate : gates) {
      if (!gate.isJudged(comparison)) {
        throw new BadDataException(
            (comparison.outcome() == Outcome.NOT_COMPARABLE
                    ? "nothing could be compared ("
                    : "nothing could be judged (")
                + gate.doubt(comparison)
                + "), so nothing is proven; measure both sides alike, with 10 forks or more");
      }
    }
    return CommandLine.ExitCode.OK;
  }

  private static void refuse(SuiteComparison comparison, Verdict verdict, String remedy) {
    List<Comparison> found =
        comparison.comparisons().stream().filter(c -> c.verdict() == verdict).toList();
    if (!found.isEmpty()) {
      Comparison first = found.get(0);
      String more = found.size() > 1 ? ", and " + (found.size() - 1) + " more" : "";
      throw new ComputationException(
          first.label() + " is " + verdict + more + " (" + first.reason() + ")" + remedy);
    }
  }
}
