package dev.mirrorflow.track.compare;

import java.util.List;
import java.util.Locale;

/** What two runs say as a whole, the gravest first. */
public enum Outcome {
  /** Forks of a benchmark failed on the new side. */
  FAILED,
  /** A benchmark became slower, or allocates more. */
  REGRESSED,
  /** A benchmark is missing on the new side, and nothing tells whether it failed. */
  MISSING,
  /** A benchmark became faster, or allocates less, and none slower. */
  IMPROVED,
  /** Every benchmark on both sides is proven to be where it was, within the minimum effect. */
  UNCHANGED,
  /** Nothing moved that could be seen, and of some benchmarks nothing could be. */
  INCONCLUSIVE,
  /** A fork a side: nothing can be seen at all. */
  ONE_FORK,
  /** Nothing could be compared. */
  NOT_COMPARABLE;

  static Outcome of(List<Comparison> comparisons) {
    if (has(comparisons, Verdict.FAILED)) {
      return FAILED;
    }
    if (comparisons.stream().anyMatch(c -> c.has(Verdict.REGRESSED))) {
      return REGRESSED;
    }
    if (has(comparisons, Verdict.MISSING)) {
      return MISSING;
    }
    if (comparisons.stream().anyMatch(c -> c.has(Verdict.IMPROVED))) {
      return IMPROVED;
    }
    List<Comparison> judged = comparisons.stream().filter(c -> c.verdict().isJudgement()).toList();
    if (judged.isEmpty()) {
      return NOT_COMPARABLE;
    }
    if (judged.stream().allMatch(c -> Math.min(c.baseForks(), c.newForks()) < 2)) {
      return ONE_FORK;
    }
    boolean isComplete =
        judged.stream().allMatch(c -> c.verdict() == Verdict.EQUIVALENT)
            && !has(comparisons, Verdict.NOT_COMPARABLE);
    return isComplete ? UNCHANGED : INCONCLUSIVE;
  }

  private static boolean has(List<Comparison> comparisons, Verdict verdict) {
    return comparisons.stream().anyMatch(c -> c.verdict() == verdict);
  }

  /** For programs: {@code "one-fork"}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
