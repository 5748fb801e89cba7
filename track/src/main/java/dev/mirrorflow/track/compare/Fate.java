package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Series;
import dev.mirrorflow.track.results.Suite;
import java.util.Optional;

/**
 * What became of a benchmark that one side lacks, or of which forks failed.
 *
 * @param verdict empty if both sides have it whole
 * @param reason of the verdict
 * @param doubt about the base
 */
record Fate(Optional<Verdict> verdict, String reason, Optional<Flag> doubt) {

  /**
   * The fate of a benchmark.
   *
   * @param newName label of the benchmark that it perhaps is now
   */
  static Fate of(
      BenchmarkId id,
      Suite base,
      Optional<Series> old,
      Suite fresh,
      Optional<Series> now,
      Optional<String> newName) {
    int failedBefore = failed(base, id, old);
    int failedNow = failed(fresh, id, now);
    if (failedNow > 0) {
      return of(
          Verdict.FAILED,
          now.isEmpty()
              ? "every fork of it failed in the new run"
              : count(failedNow) + " in the new run");
    }
    if (old.isEmpty()) {
      return failedBefore > 0
          ? of(Verdict.NOT_COMPARABLE, "every fork of it failed in the base")
          : of(Verdict.ADDED, "only in the new run");
    }
    if (now.isPresent()) {
      Optional<Flag> doubt =
          failedBefore == 0
              ? Optional.empty()
              : Optional.of(new Flag(Flag.Kind.FORKS_FAILED, "base: " + count(failedBefore)));
      return new Fate(Optional.empty(), "", doubt);
    }
    if (newName.isPresent()) {
      return of(Verdict.RENAMED, "perhaps " + newName.get() + " now, a guess by what it measures");
    }
    return fresh.isComplete() && !fresh.isStarted(id.benchmark())
        ? of(Verdict.REMOVED, "only in the base")
        : of(
            Verdict.MISSING,
            "only in the base: removed, or every fork failed, of which JMH's JSON is silent");
  }

  private static Fate of(Verdict verdict, String reason) {
    return new Fate(Optional.of(verdict), reason, Optional.empty());
  }

  private static int failed(Suite suite, BenchmarkId id, Optional<Series> series) {
    return suite.failedForks(id).orElseGet(() -> series.map(Series::lostForks).orElse(0));
  }

  private static String count(int forks) {
    return forks == 1 ? "a fork of it failed" : forks + " forks of it failed";
  }
}
