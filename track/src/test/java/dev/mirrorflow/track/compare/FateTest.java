package dev.mirrorflow.track.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.results.Attempts;
import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Suite;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FateTest {

  private static Measurement forks(String name, int count) {
    double[][] raw = new double[count][1];
    for (int f = 0; f < count; f++) {
      Arrays.fill(raw[f], 100 + f);
    }
    return SimulatedMachine.measurement(name, "us/op", raw);
  }

  /** Of ten forks, so many came back. */
  private static Measurement ofTen(String name, int count) {
    Measurement m = forks(name, count);
    return new Measurement(m.id(), KEPT.settings(), m.primary(), Map.of());
  }

  private static Suite suite(Optional<Map<String, Integer>> failed, Measurement... all) {
    return new Suite(
        "s",
        List.of(
            new ResultFile(
                Path.of("s.json"),
                List.of(all),
                Optional.empty(),
                failed.map(f -> new Attempts(20, new TreeMap<>(f), List.of())))),
        List.of());
  }

  private static Suite jmh(Measurement... all) {
    return suite(Optional.empty(), all);
  }

  private static Suite ab(Map<String, Integer> failed, Measurement... all) {
    return suite(Optional.of(failed), all);
  }

  private static Comparison compare(Suite base, Suite fresh, String label) {
    return SuiteComparison.of(base, fresh, Criteria.DEFAULT).comparisons().stream()
        .filter(c -> c.label().startsWith(label))
        .findFirst()
        .orElseThrow();
  }

  private static final Measurement KEPT = forks("p.A.kept", 10);

  @Test
  void aCrashInTheNewRunIsAFailureAndARemovalIsNone() {
    Suite base = ab(Map.of("p.A.kept", 0, "p.A.gone", 0), KEPT, forks("p.A.gone", 10));
    SuiteComparison crashed =
        SuiteComparison.of(base, ab(Map.of("p.A.kept", 0, "p.A.gone", 10), KEPT), Criteria.DEFAULT);
    assertEquals(Outcome.FAILED, crashed.outcome());
    assertEquals("every fork of it failed in the new run", crashed.comparisons().get(0).reason());
    Comparison removed = compare(base, ab(Map.of("p.A.kept", 0), KEPT), "A.gone");
    assertEquals(Verdict.REMOVED, removed.verdict());
    Comparison unknown = compare(base, jmh(KEPT), "A.gone");
    assertEquals(Verdict.MISSING, unknown.verdict());
    assertTrue(unknown.reason().contains("removed, or every fork failed"), unknown.reason());
  }

  @Test
  void someForksThatFailedAreAFailureEvenIfOnlyJmhTells() {
    Comparison few = compare(jmh(ofTen("p.A.m", 10)), jmh(ofTen("p.A.m", 7)), "A.m");
    assertEquals(Verdict.FAILED, few.verdict());
    assertEquals("3 forks of it failed in the new run", few.reason());
    assertTrue(few.estimate().isPresent());
    Comparison base = compare(jmh(ofTen("p.A.m", 9)), jmh(ofTen("p.A.m", 10)), "A.m");
    assertTrue(base.verdict() != Verdict.FAILED, base.toString());
    assertEquals("base: a fork of it failed", base.flags().get(0).text());
  }

  @Test
  void aNewBenchmarkThatFailsIsNamedThoughNoFileKnowsIt() {
    Comparison c =
        compare(
            ab(Map.of("p.A.kept", 0), KEPT), ab(Map.of("p.A.kept", 0, "p.A.x", 5), KEPT), "A.x");
    assertEquals(Verdict.FAILED, c.verdict());
    assertEquals("A.x", c.label());
  }

  @Test
  void whatFailedInTheBaseIsNotNew() {
    Comparison c =
        compare(ab(Map.of("p.A.m", 10), KEPT), ab(Map.of("p.A.m", 0), forks("p.A.m", 10)), "A.m");
    assertEquals(Verdict.NOT_COMPARABLE, c.verdict());
    assertEquals("every fork of it failed in the base", c.reason());
  }

  @Test
  void oneNameThatDiffersIsGuessedToBeARename() {
    for (String now : List.of("p.A.other", "p.B.old", "q.A.old")) {
      SuiteComparison c =
          SuiteComparison.of(
              jmh(KEPT, forks("p.A.old", 10)), jmh(KEPT, forks(now, 10)), Criteria.DEFAULT);
      assertEquals(1, c.count(Verdict.RENAMED), now);
      assertEquals(2, c.comparisons().size(), "the new name is not new");
      String reason = c.comparisons().get(1).reason();
      assertTrue(reason.startsWith("perhaps ") && reason.contains("a guess"), reason);
    }
  }

  @Test
  void twoNewNamesOrAnotherShapeAreNoRename() {
    Suite base = jmh(KEPT, forks("p.A.old", 10));
    assertEquals(
        Verdict.MISSING,
        compare(base, jmh(KEPT, forks("p.A.x", 10), forks("p.A.y", 10)), "A.old").verdict());
    Measurement m = forks("p.A.x", 10);
    Measurement sized =
        new Measurement(
            new BenchmarkId("p.A.x", new TreeMap<>(Map.of("n", "1")), "avgt", 1),
            m.settings(),
            m.primary(),
            m.secondary());
    assertEquals(Verdict.MISSING, compare(base, jmh(KEPT, sized), "A.old").verdict());
    assertEquals(Verdict.MISSING, compare(base, jmh(KEPT, forks("q.B.x", 10)), "A.old").verdict());
  }

  @Test
  void nothingMovedIsAnOutcomeOnlyWhereItWasShown() {
    Suite ten = jmh(KEPT);
    assertEquals(
        Outcome.UNCHANGED,
        SuiteComparison.of(ten, ten, Criteria.DEFAULT.with(Design.INTERLEAVED)).outcome());
    Suite four = jmh(forks("p.A.kept", 4));
    assertEquals(
        Outcome.INCONCLUSIVE,
        SuiteComparison.of(ten, four, Criteria.DEFAULT.with(Design.INTERLEAVED)).outcome());
    Suite one = jmh(forks("p.A.m", 1));
    assertEquals(Outcome.ONE_FORK, SuiteComparison.of(one, one, Criteria.DEFAULT).outcome());
    assertEquals(
        Outcome.NOT_COMPARABLE,
        SuiteComparison.of(
                ab(Map.of(), forks("p.A.m", 1)), ab(Map.of(), forks("q.B.n", 1)), Criteria.DEFAULT)
            .outcome());
  }
}
