package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.ComputationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what JMH would, with a score that tells the fork, and can be killed. */
final class FakeRunner implements ForkRunner {

  static final String METHOD = "p.T.m";

  final List<String> ran = new ArrayList<>();
  private final int failAfter;
  private final Set<String> empty;

  /** Stops at a fork as a killed process does: half a file stays behind. */
  FakeRunner(int failAfter, Set<String> empty) {
    this.failAfter = failAfter;
    this.empty = empty;
  }

  FakeRunner() {
    this(Integer.MAX_VALUE, Set.of());
  }

  static Map<Side, Set<String>> methods() {
    return Map.of(Side.A, Set.of(METHOD), Side.B, Set.of(METHOD));
  }

  @Override
  public void run(Slot slot, Path json, Path log) {
    try {
      if (ran.size() >= failAfter) {
        Files.writeString(json, "[{\"benchmark\":");
        throw new ComputationException("killed");
      }
      ran.add(slot.base());
      Files.writeString(json, empty.contains(slot.base()) ? "[\n]\n" : entry(slot));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String entry(Slot slot) {
    double score = slot.round() + (slot.side() == Side.B ? 100 : 0);
    return """
    [{"jmhVersion": "1.37", "benchmark": "p.T.m", "mode": "avgt", "threads": 1, "forks": 1,
      "params": {"d": "8"}, "keptAsItIs": [1, "two"],
      "primaryMetric": {"score": %1$s, "scoreError": "NaN", "scoreConfidence": ["NaN", "NaN"],
        "scorePercentiles": {"0.0": %1$s, "50.0": %1$s, "100.0": %2$s},
        "scoreUnit": "us/op", "rawData": [[%1$s, %2$s]]},
      "secondaryMetrics": {"gc.alloc.rate.norm": {"score": 24.0, "scoreError": "NaN",
        "scoreConfidence": ["NaN", "NaN"], "scorePercentiles": {"0.0": 24.0},
        "scoreUnit": "B/op", "rawData": [[24.0, "NaN"]]}}}]
    """
        .formatted(score, score + 0.5);
  }
}
