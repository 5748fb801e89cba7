package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.Design;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.compare.Verdict;
import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.JmhJson;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of the parameters of one method some may crash and others not; JMH's JSON is silent of these. */
class LostParametersTest {

  private static final String ENTRY =
      """
      {"jmhVersion": "1.37", "benchmark": "p.T.m", "mode": "avgt", "threads": 1, "forks": 1,
        "params": {"n": "%s", "kind": "a, n = 2"},
        "primaryMetric": {"score": %2$s, "scoreError": "NaN", "scoreConfidence": ["NaN", "NaN"],
          "scorePercentiles": {"50.0": %2$s}, "scoreUnit": "us/op", "rawData": [[%2$s]]},
        "secondaryMetrics": {}}\
      """;

  private static final String START =
      """
      # Benchmark mode: Average time, time/op
      # Benchmark: p.T.m
      # Parameters: (n = %s, kind = a, n = 2)

      """;

  @TempDir private Path folder;

  /** Each fork runs both sizes; of those that crash there is a start in the log, and no more. */
  private static ForkRunner runner(Predicate<Slot> crashes) {
    return (slot, json, log) -> {
      double score = 100 + slot.round() % 3;
      String kept = ENTRY.formatted("1", score);
      String other = crashes.test(slot) ? "" : "," + ENTRY.formatted("20", score);
      try {
        Files.writeString(json, "[" + kept + other + "]");
        Files.writeString(log, START.formatted("1") + START.formatted("20"));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private AbResult run(Predicate<Slot> crashes) throws IOException {
    LoadTimes still = new LoadTimes(1000, 500, 6000);
    RunDescription description =
        new RunDescription(
            1, "2026-01-01T00:00:00Z", "main", "a", "topic", "b", ".*", List.of(), "make", "m");
    try (RunFolder run = RunFolder.open(folder, description)) {
      return new AbRun(
              run, runner(crashes), () -> still, (s, done, all, count) -> {}, new ForkCount())
          .run(
              7,
              Map.of(Side.A, Set.of(FakeRunner.METHOD), Side.B, Set.of(FakeRunner.METHOD)),
              EarlyStop.never());
    }
  }

  private Comparison ofTwenty(AbResult result) throws IOException {
    SuiteComparison comparison =
        SuiteComparison.of(
            suite(result, Side.A),
            suite(result, Side.B),
            Criteria.DEFAULT.with(Design.INTERLEAVED));
    BenchmarkId other = id("1");
    for (Comparison c : comparison.comparisons()) {
      assertTrue(!c.id().equals(other) || c.verdict() == Verdict.EQUIVALENT, c.toString());
    }
    assertEquals(2, comparison.comparisons().size());
    return comparison.comparisons().stream()
        .filter(c -> c.id().params().equals(id("20").params()))
        .findFirst()
        .orElseThrow();
  }

  private static BenchmarkId id(String n) {
    return new BenchmarkId("p.T.m", new TreeMap<>(Map.of("n", n, "kind", "a, n = 2")), "avgt", 1);
  }

  private Suite suite(AbResult result, Side side) throws IOException {
    Path json = Files.write(folder.resolve(side + ".json"), result.json().get(side));
    result.attempts().get(side).writeBeside(json);
    ResultFile read = ResultFile.read(json);
    assertEquals(JmhJson.read(json).size(), read.measurements().size());
    return new Suite(side.toString(), List.of(read), List.of());
  }

  @Test
  void aParameterThatCrashesInEveryForkOfBHasFailed() throws IOException {
    AbResult result = run(slot -> slot.side() == Side.B);
    Comparison c = ofTwenty(result);
    assertEquals(Verdict.FAILED, c.verdict());
    assertEquals("every fork of it failed in the new run", c.reason());
    assertEquals(7, result.failed().size());
    assertTrue(
        result.failed().get(0).startsWith("p.T.m with {kind=a, n = 2, n=20} of B, see "),
        result.failed().get(0));
  }

  @Test
  void aParameterThatCrashesNowAndThenHasFailed() throws IOException {
    Comparison c = ofTwenty(run(slot -> slot.side() == Side.B && slot.round() == 3));
    assertEquals(Verdict.FAILED, c.verdict());
    assertEquals("a fork of it failed in the new run", c.reason());
    assertEquals(6, c.newForks());
  }

  @Test
  void aParameterThatCrashesOnBothSidesIsNamedThoughNoFileKnowsIt() throws IOException {
    assertEquals(Verdict.FAILED, ofTwenty(run(slot -> true)).verdict());
  }

  @Test
  void aParameterThatCrashedInTheBaseAloneIsNotNew() throws IOException {
    Comparison c = ofTwenty(run(slot -> slot.side() == Side.A));
    assertEquals(Verdict.NOT_COMPARABLE, c.verdict());
    assertEquals("every fork of it failed in the base", c.reason());
  }

  @Test
  void oneModeOfAMethodWithoutParametersMayBeLost() {
    List<JsonNode> one =
        List.of(JsonMapper.shared().readTree("{\"benchmark\": \"p.T.m\", \"mode\": \"avgt\"}"));
    String start = "# Benchmark: p.T.m\n\n# Run progress: 0%\n";
    assertEquals(List.of(), LostParameters.of("p.T.m", start, one));
    assertEquals(List.of(new TreeMap<>()), LostParameters.of("p.T.m", start + start, one));
    assertEquals(List.of(), LostParameters.of("p.T.m", "", one));
  }

  @Test
  void anOlderFileOfAttemptsIsRead() throws IOException {
    Path json = folder.resolve("x.json");
    Files.writeString(json, "[" + ENTRY.formatted("1", 100.0) + "]");
    Files.writeString(folder.resolve("x.forks.json"), "{\"forks\": 3, \"failed\": {\"p.T.m\": 1}}");
    Suite suite = new Suite("x", List.of(ResultFile.read(json)), List.of());
    assertEquals(1, suite.failedForks(id("1")).orElseThrow());
    assertTrue(suite.isStarted("p.T.m"));
  }
}
