package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.Suite;
import java.util.List;

/**
 * Two suites, benchmark by benchmark.
 *
 * @param comparisons of every benchmark on either side, by identity
 * @param groups geometric means by class
 * @param notes on the whole: what differs between both sides, what was skipped, a common shift
 */
public record SuiteComparison(
    Suite base,
    Suite fresh,
    Criteria criteria,
    List<Comparison> comparisons,
    List<GroupMean> groups,
    List<String> notes) {

  /** Compares two suites. */
  public static SuiteComparison of(Suite base, Suite fresh, Criteria criteria) {
    return new SuiteAnalysis(base, fresh, criteria).compare();
  }

  /** What it says as a whole. */
  public Outcome outcome() {
    return Outcome.of(comparisons);
  }

  /** Number of benchmarks with a verdict. */
  public long count(Verdict verdict) {
    return comparisons.stream().filter(c -> c.verdict() == verdict).count();
  }
}
