package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.results.JmhJson;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.terminal.InterruptionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.util.ListStatistics;

class AbRunTest {

  private static final RunDescription DESCRIPTION = description("aaaa", List.of("-wi", "1"));

  @TempDir private Path folder;

  private final ForkCount count = new ForkCount();

  private static RunDescription description(String commit, List<String> options) {
    return new RunDescription(
        1, "2026-01-01T00:00:00Z", "main", commit, "topic", "bbbb", ".*", options, "make", "m");
  }

  private AbResult run(ForkRunner runner, int rounds) throws IOException {
    return run(runner, rounds, EarlyStop.never());
  }

  private AbResult run(ForkRunner runner, int rounds, EarlyStop ending) throws IOException {
    LoadTimes still = new LoadTimes(1000, 500, 6000);
    try (RunFolder run = RunFolder.open(folder, DESCRIPTION)) {
      return new AbRun(run, runner, () -> still, (slot, done, all, measured) -> {}, count)
          .run(rounds, FakeRunner.methods(), ending);
    }
  }

  private Measurement measurement(byte[] json) throws IOException {
    List<Measurement> all = JmhJson.read(Files.write(folder.resolve("merged.json"), json));
    assertEquals(1, all.size());
    return all.get(0);
  }

  @Test
  void theForksOfEachSideAreMergedInTheOrderOfTheRounds() throws IOException {
    AbResult result = run(new FakeRunner(), 3);
    Measurement a = measurement(result.json().get(Side.A));
    assertEquals(3, a.settings().forks());
    double[][] expected = {{0, 0.5}, {1, 1.5}, {2, 2.5}};
    assertArrayEquals(expected, a.primary().rawData());
    Measurement b = measurement(result.json().get(Side.B));
    assertArrayEquals(new double[] {102, 102.5}, b.primary().rawData()[2]);
    assertEquals(List.of(), result.failed());
    assertTrue(result.disturbed().isEmpty());
  }

  /** A B B A B A ...: from the sides' numbers the order of the whole run comes back. */
  @Test
  void eachSideKnowsThePlacesOfItsForksInTheRun() throws IOException {
    AbResult result = run(new FakeRunner(), 3);
    assertEquals(List.of(0, 3, 4), numbers(result, Side.A));
    assertEquals(List.of(1, 2, 5), numbers(result, Side.B));
    assertEquals("r001-b000-B", result.attempts().get(Side.B).order().get(1).text());
  }

  private static List<Integer> numbers(AbResult result, Side side) {
    return result.attempts().get(side).order().stream().map(f -> f.number()).toList();
  }

  @Test
  void scoreErrorAndPercentilesAreThoseOfJmhOverAllForks() throws IOException {
    Measurement a = measurement(run(new FakeRunner(), 3).json().get(Side.A));
    ListStatistics all = new ListStatistics(new double[] {0, 0.5, 1, 1.5, 2, 2.5});
    assertEquals(1, a.primary().score(), 1e-12);
    assertEquals(all.getMeanErrorAt(0.999), a.primary().scoreError(), 1e-9);
    assertEquals(all.getConfidenceIntervalAt(0.999)[1], a.primary().scoreConfidence().get(1), 1e-9);
    assertEquals(2.5, a.primary().scorePercentiles().get("100.0"));
    assertEquals(24, a.secondary("gc.alloc.rate.norm").orElseThrow().score());
    assertTrue(Double.isNaN(a.secondary("gc.alloc.rate.norm").orElseThrow().rawData()[2][1]));
  }

  @Test
  void whatTheMergeDoesNotKnowStaysAsItIs() throws IOException {
    String json = new String(run(new FakeRunner(), 2).json().get(Side.A), StandardCharsets.UTF_8);
    assertTrue(json.replaceAll("\\s", "").contains("\"keptAsItIs\":[1,\"two\"]"), json);
  }

  @Test
  void aRunThatWasKilledGoesOnBehindTheLastWholeFork() throws IOException {
    FakeRunner killed = new FakeRunner(5, Set.of());
    assertThrows(ComputationException.class, () -> run(killed, 4));
    FakeRunner next = new FakeRunner();
    AbResult result = run(next, 4);
    assertEquals(List.of("r002-b000-B", "r003-b000-B", "r003-b000-A"), next.ran);
    FakeRunner whole = new FakeRunner();
    assertArrayEquals(
        measurement(result.json().get(Side.B)).primary().rawData(),
        new double[][] {{100, 100.5}, {101, 101.5}, {102, 102.5}, {103, 103.5}});
    run(whole, 4);
    assertEquals(List.of(), whole.ran);
  }

  @Test
  void anInterruptedRunSaysHowFarItWasAndGoesOn() throws IOException {
    FakeRunner inner = new FakeRunner();
    ForkRunner stopped =
        (slot, json, log) -> {
          if (inner.ran.size() == 3) {
            throw new InterruptionException("java was stopped");
          }
          inner.run(slot, json, log);
        };
    assertEquals(
        "interrupted before the first fork; the same command goes on", count.interrupted());
    assertThrows(InterruptionException.class, () -> run(stopped, 4));
    assertEquals(
        "interrupted after 3 of 8 forks, which are kept; the same command goes on",
        count.interrupted());
    FakeRunner next = new FakeRunner();
    run(next, 4);
    assertEquals(5, next.ran.size());
    assertEquals(
        "interrupted after 8 of 8 forks, which are kept; the same command goes on",
        count.interrupted());
  }

  @Test
  void rulersThatBrokeAreMeasuredAgain() throws IOException {
    run(new FakeRunner(), 2);
    for (String broken : List.of("", "{\"before\": null}", "[[")) {
      Files.writeString(folder.resolve("forks/r001-b000-A.rulers.json"), broken);
      FakeRunner again = new FakeRunner();
      run(again, 2);
      assertEquals(List.of("r001-b000-A"), again.ran, broken);
    }
  }

  @Test
  void moreForksGoOnWithThoseThereAre() throws IOException {
    run(new FakeRunner(), 1);
    FakeRunner more = new FakeRunner();
    run(more, 2);
    assertEquals(List.of("r001-b000-B", "r001-b000-A"), more.ran);
  }

  @Test
  void aForkThatJmhReportsNothingOfTakesItsPartnerAlong() throws IOException {
    AbResult result = run(new FakeRunner(99, Set.of("r001-b000-A")), 3);
    double[][] a = measurement(result.json().get(Side.A)).primary().rawData();
    double[][] b = measurement(result.json().get(Side.B)).primary().rawData();
    assertArrayEquals(new double[][] {{0, 0.5}, {2, 2.5}}, a);
    assertArrayEquals(new double[][] {{100, 100.5}, {102, 102.5}}, b);
    assertEquals(1, result.failed().size());
    assertTrue(result.failed().get(0).startsWith("p.T.m of A"), result.failed().toString());
  }

  @Test
  void whatFailsTwiceOnASideIsGivenUp() throws IOException {
    FakeRunner broken = new FakeRunner(99, Set.of("r000-b000-B", "r001-b000-B"));
    AbResult result = run(broken, 5);
    assertEquals(4, broken.ran.size());
    assertEquals(2, result.failed().size());
    assertEquals(Map.of("p.T.m", 2), result.attempts().get(Side.B).failed());
    assertEquals(Map.of("p.T.m", 0), result.attempts().get(Side.A).failed());
  }

  @Test
  void aLookThatDecidesEndsTheRunWithWholeRounds() throws IOException {
    List<Integer> looked = new ArrayList<>();
    EarlyStop ending =
        new EarlyStop(
            Optional.empty(),
            List.of(2, 4),
            measured -> {
              looked.add(measured.size());
              return measured.size() == 8;
            },
            () -> 0);
    AbResult result = run(new FakeRunner(), 6, ending);
    assertEquals(List.of(4, 8), looked);
    assertEquals(8, result.forks());
    assertEquals(4, measurement(result.json().get(Side.A)).primary().rawData().length);
    assertEquals("ended after 4 rounds: every verdict was decided", result.ending());
  }

  /** Each fork takes a second of this clock, so that a pair takes two. */
  @Test
  void noPairBeginsThatWouldEndBeyondTheBudget() throws IOException {
    FakeRunner inner = new FakeRunner();
    EarlyStop ending =
        new EarlyStop(
            Optional.of(Duration.ofSeconds(5)),
            List.of(),
            measured -> false,
            () -> Duration.ofSeconds(inner.ran.size()).toNanos());
    AbResult result = run(inner, 10, ending);
    assertEquals(4, result.forks());
    assertEquals("ended in round 3: the budget of 5 s is spent", result.ending());
    AbResult more = run(inner, 3);
    assertEquals(6, more.forks());
    assertEquals("", more.ending());
  }

  @Test
  void aFolderOfOtherFilesIsRefused() throws IOException {
    Files.writeString(folder.resolve("thesis.tex"), "ten years of work");
    BadDataException e =
        assertThrows(BadDataException.class, () -> RunFolder.open(folder, DESCRIPTION));
    assertTrue(e.getMessage().contains("holds other files"), e.getMessage());
  }

  @Test
  void howLongIterationsAreIsDecidedOnce() throws IOException {
    IterationPlan plan = new IterationPlan(List.of("-w", "500ms"), 12, true);
    try (RunFolder run = RunFolder.open(folder, DESCRIPTION)) {
      assertEquals(Optional.empty(), run.plan());
      run.keep(plan);
      assertEquals(Optional.of(plan), run.plan());
    }
    Files.writeString(folder.resolve("plan.json"), "{\"seconds\": 3}");
    try (RunFolder run = RunFolder.open(folder, DESCRIPTION)) {
      assertEquals(Optional.empty(), run.plan());
    }
  }

  @Test
  void aFileThatBrokeIsMeasuredAgain() throws IOException {
    run(new FakeRunner(), 2);
    Files.writeString(folder.resolve("forks/r000-b000-B.json"), "[{\"bench");
    FakeRunner again = new FakeRunner();
    run(again, 2);
    assertEquals(List.of("r000-b000-B"), again.ran);
  }

  @Test
  void theFolderOfAnotherRunIsRefused() throws IOException {
    run(new FakeRunner(), 1);
    for (RunDescription other :
        List.of(description("cccc", List.of("-wi", "1")), description("aaaa", List.of()))) {
      BadDataException e =
          assertThrows(BadDataException.class, () -> RunFolder.open(folder, other));
      assertTrue(e.getMessage().contains("holds another run (main against topic"), e.getMessage());
    }
  }

  @Test
  void aFolderInUseIsRefused() {
    try (RunFolder mine = RunFolder.open(folder, DESCRIPTION)) {
      assertEquals(folder, mine.path());
      BadDataException e =
          assertThrows(BadDataException.class, () -> RunFolder.open(folder, DESCRIPTION));
      assertTrue(e.getMessage().contains("is in use"), e.getMessage());
    }
  }

  @Test
  void theRulersBesideEachForkAreKept() throws IOException {
    run(new FakeRunner(), 1);
    assertFalse(Files.readString(folder.resolve("forks/r000-b000-A.rulers.json")).isEmpty());
  }
}
