package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class IterationPlanTest {

  /** As JMH's archetype: ten iterations of ten seconds. */
  private static Optional<Duration> announced(List<String> options) {
    return Optional.of(Duration.ofSeconds(options.contains("500ms") ? 5 : 100));
  }

  private static IterationPlan plan(List<String> given, int rounds, boolean asWritten) {
    return IterationPlan.of(
        IterationPlanTest::announced, given, rounds, Optional.empty(), asWritten);
  }

  @Test
  void whatTakesLongerThanTenMinutesIsShortened() {
    IterationPlan plan = plan(List.of("-i", "5"), 10, false);
    assertEquals(List.of("-i", "5", "-w", "500ms", "-r", "500ms"), plan.options());
    assertEquals(
        "1 benchmark, 20 forks, about 2 min; iterations are shortened to 500 ms (--as-written keeps"
            + " the project's)",
        plan.words(1, 10, Optional.empty()));
  }

  @Test
  void whatIsShortOrAskedForStaysAsItIs() {
    assertEquals(List.of(), plan(List.of(), 3, false).options());
    assertEquals(List.of(), plan(List.of(), 10, true).options());
    for (List<String> given :
        List.of(List.of("-r", "10s"), List.of("-w=10s"), List.of("-p", "w=1", "-r1s"))) {
      assertEquals(given, plan(given, 10, false).options());
    }
    assertTrue(plan(List.of("-p", "r"), 10, false).isShortened());
  }

  @Test
  void wherJmhTellsNothingNothingIsPromised() {
    IterationPlan plan =
        IterationPlan.of(o -> Optional.empty(), List.of(), 10, Optional.empty(), false);
    assertEquals(
        "2 benchmarks, 40 forks; JMH does not tell how long they take",
        plan.words(2, 10, Optional.empty()));
  }

  @Test
  void aBudgetThatIsTooSmallIsSaidBeforehand() {
    Optional<Duration> budget = Optional.of(Duration.ofMinutes(1));
    IterationPlan plan =
        IterationPlan.of(IterationPlanTest::announced, List.of(), 10, budget, false);
    assertTrue(
        plan.words(1, 10, budget).contains("2 min: more than the budget of 1 min"),
        plan.words(1, 10, budget));
  }

  @ParameterizedTest
  @CsvSource({
    "'# Run progress: 0.00% complete, ETA 00:01:40', 100",
    "'# Run progress: 0,00% complete, ETA 02:00:00', 7200",
    "'# Run progress: 0.00% complete, ETA 1 days, 00:00:01', 86401",
    "'# Run progress: 50.00% complete, ETA 00:01:40', -1",
    "'# Run progress: 0.00% complete, ETA N/A', -1",
  })
  void jmhsEstimateIsRead(String line, long seconds) {
    assertEquals(
        seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)),
        Announcement.parse(line));
  }

  @ParameterizedTest
  @CsvSource({"90s, 90, 1 min", "20m, 1200, 20 min", "1h30m, 5400, 1 h 30 min", "45s, 45, 45 s"})
  void timesAreWrittenAsPeopleDo(String text, long seconds, String words) {
    assertEquals(Duration.ofSeconds(seconds), new Span().convert(text));
    assertEquals(words, Span.words(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20", "m", "0s", "1.5h", "-5m", "20m1h"})
  void whatIsNoTimeIsRefused(String text) {
    assertThrows(TypeConversionException.class, () -> new Span().convert(text));
  }
}
