package dev.mirrorflow.track.history;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.git.TestRepository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class HistoryCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... args) {
    CommandLine line = HistoryCommand.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(args);
  }

  private void tenAndTen() throws IOException {
    for (int day = 1; day <= 20; day++) {
      Histories.write(folder, day, String.format(Locale.ROOT, "c%07d", day), day <= 10 ? 100 : 85);
    }
  }

  private static String lineOf(String text, String begin) {
    return text.lines().filter(l -> l.startsWith(begin)).findFirst().orElseThrow();
  }

  @Test
  void theOverviewNamesTheCommitOfTheLastStepAndItsDirection() throws IOException {
    tenAndTen();
    assertEquals(0, run("--folder", folder.toString()), err.toString());
    String step = lineOf(out.toString(), "T.step d=512 [thrpt]");
    assertTrue(step.matches(".* 20 .* 1 +\\+1[6-9]\\.\\d% slower +c0000010..c0000011"), step);
    String still = lineOf(out.toString(), "T.still");
    assertTrue(still.matches(".* 20 .* 0 +- +-"), still);
  }

  @Test
  void theSeriesShowsEveryRunAndTheSizesInOrder() throws IOException {
    tenAndTen();
    assertEquals(0, run("t.STEP", "--folder", folder.toString()), err.toString());
    assertTrue(lineOf(out.toString(), "c0000011").contains("% slower"), out.toString());
    assertFalse(lineOf(out.toString(), "c0000012").contains("% slower"), out.toString());
    List<String> sizes =
        out.toString()
            .lines()
            .dropWhile(l -> !l.startsWith("T.step [thrpt], ops/us, last runs"))
            .skip(2)
            .limit(3)
            .map(l -> l.substring(0, l.indexOf(' ')))
            .toList();
    assertEquals(List.of("8", "64", "512"), sizes, out.toString());
  }

  @Test
  void anImprovementOfAThroughputIsFaster() throws IOException {
    for (int day = 1; day <= 20; day++) {
      Histories.write(folder, day, "c" + day, day <= 10 ? 100 : 120);
    }
    assertEquals(0, run("--folder", folder.toString()), err.toString());
    String step = lineOf(out.toString(), "T.step d=8 ");
    assertTrue(step.contains("% faster"), step);
  }

  @Test
  void theOrderIsThatOfTheCommitsWhereGitKnowsThem() throws IOException {
    TestRepository project = TestRepository.in(folder);
    String first = project.commit("a", "1").substring(0, 8);
    String second = project.commit("a", "2").substring(0, 8);
    Path results = Files.createDirectory(folder.resolve("results"));
    Histories.write(results, 1, second, 85);
    Histories.write(results, 2, first, 100);
    assertEquals(0, run("T.still", "--folder", results.toString()), err.toString());
    assertTrue(out.toString().indexOf(first) < out.toString().indexOf(second), out.toString());
  }

  @Test
  void theTableForOtavaHasAColumnForEachCompleteBenchmark() throws IOException {
    tenAndTen();
    Path csv = folder.resolve("history.csv");
    assertEquals(0, run("--folder", folder.toString(), "--csv", csv.toString()), err.toString());
    List<String> lines = Files.readAllLines(csv);
    assertEquals(
        "time,commit,T.step d=8 [thrpt],T.step d=64 [thrpt],T.step d=512 [thrpt],T.still d=8"
            + " [avgt]",
        lines.get(0));
    assertEquals(21, lines.size());
    assertTrue(lines.get(1).startsWith("2026-01-01T00:00:00Z,c0000001,12."), lines.get(1));
  }

  @Test
  void withoutADescriptionTheNameTellsDateAndCommit() throws IOException {
    for (int day = 2; day >= 1; day--) {
      Histories.write(folder, day, "0123abc" + day, 100);
      Path described = folder.resolve("2026-01-0" + day + "T000000Z-0123abc" + day + "-standard");
      Files.delete(Path.of(described + ".machine.json"));
    }
    assertEquals(0, run("T.still", "--folder", folder.toString()), err.toString());
    String first = lineOf(out.toString(), "0123abc1 ");
    assertTrue(first.contains("2026-01-01T00:00:00Z"), first);
    assertTrue(out.toString().indexOf("0123abc1") < out.toString().indexOf("0123abc2"));
  }

  @Test
  void runsWithoutADateGoByTheirNumbers() throws IOException {
    for (int run : new int[] {1, 2, 10, 11}) {
      named("run-" + run, run, 100);
    }
    assertEquals(0, run("T.still", "--folder", folder.toString()), err.toString());
    assertEquals(
        List.of("run-1", "run-2", "run-10", "run-11"),
        out.toString()
            .lines()
            .filter(l -> l.startsWith("run-"))
            .limit(4)
            .map(l -> l.substring(0, l.indexOf(' ')))
            .toList());
  }

  /** A run under any name, without a description. */
  private void named(String name, int day, double level) throws IOException {
    Path part = Files.createDirectories(folder.resolve("part"));
    Histories.write(part, day, "0123abcd", level);
    String made = String.format(Locale.ROOT, "2026-01-%02dT000000Z-0123abcd-standard", day);
    Files.move(part.resolve(made + ".json"), folder.resolve(name + ".json"), REPLACE_EXISTING);
    Files.delete(part.resolve(made + ".machine.json"));
  }

  /** The script of a project puts the number of its build into each entry. */
  private void build(String name, String field) throws IOException {
    named(name, 1, 100);
    Path file = folder.resolve(name + ".json");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"jmhVersion\"", "\"ci\": {\"build\": " + field + "}, \"jmhVersion\""));
  }

  @ParameterizedTest
  @CsvSource({"9, 10, 100", "'\"9\"', '\"10.5\"', 1e2", "-1, 2026, 20260101"})
  void aFieldOfTheEntriesIsTheOrder(String first, String second, String third) throws IOException {
    build("2026-01-01-c", first);
    build("2026-01-02-a", third);
    build("2026-01-03-b", second);
    assertEquals(0, run("T.still", "--folder", folder.toString(), "--field", "ci.build"));
    assertEquals(List.of("2026-01-01-c", "2026-01-03-b", "2026-01-02-a"), runs("2026-"));
  }

  @Test
  void aFieldMayBeADateAndLieInTheDescription() throws IOException {
    build("x", "\"2026-03-01T10:00:00+02:00\"");
    build("y", "\"2026-03-01T09:00:00Z\"");
    assertEquals(0, run("T.still", "--folder", folder.toString(), "--field", "ci.build"));
    assertTrue(lineOf(out.toString(), "x ").contains("2026-03-01T08:00:00Z"), out.toString());
    assertTrue(out.toString().indexOf("\nx ") < out.toString().indexOf("\ny "), out.toString());
    Path described = Files.createDirectory(folder.resolve("described"));
    Histories.write(described, 1, "0123abc1", 100);
    Histories.write(described, 2, "0123abc2", 100);
    assertEquals(0, run("T.still", "--folder", described.toString(), "--field", "conditions.date"));
  }

  @Test
  void aFieldThatTellsNoOrderIsRefused() throws IOException {
    build("x", "7");
    build("y", "7.0");
    assertEquals(3, run("--folder", folder.toString(), "--field", "ci.build"));
    assertTrue(err.toString().contains("have one ci.build, 7"), err.toString());
    build("y", "\"soon\"");
    assertEquals(3, run("--folder", folder.toString(), "--field", "ci.build"));
    assertTrue(err.toString().contains("y.json has 'soon' in ci.build"), err.toString());
    assertEquals(3, run("--folder", folder.toString(), "--field", "ci.number"));
    assertTrue(err.toString().contains("has no ci.number, neither"), err.toString());
  }

  private List<String> runs(String begin) {
    return out.toString()
        .lines()
        .filter(l -> l.startsWith(begin))
        .map(l -> l.substring(0, l.indexOf(' ')))
        .distinct()
        .toList();
  }

  @Test
  void equalDatesAreRefused() throws IOException {
    named("2026-01-01-first", 1, 100);
    named("2026-01-01-second", 2, 100);
    assertEquals(3, run("--folder", folder.toString()));
    assertTrue(err.toString().contains("have one date"), err.toString());
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
  }

  @Test
  void theNewestRunFailsTheBuildAndIsInTheSummary() throws IOException {
    for (int day = 1; day <= 11; day++) {
      Histories.write(folder, day, "c" + day, day <= 10 ? 100 : 80);
    }
    Path summary = folder.resolve("summary.md");
    assertEquals(
        1,
        run(
            "--folder",
            folder.toString(),
            "--fail-on",
            "regressed",
            "--only-steps",
            "--markdown",
            summary.toString()),
        err.toString());
    assertTrue(out.toString().contains("3 regressed, 0 improved, 1 as before"), out.toString());
    assertTrue(out.toString().contains("it needs 10 runs in all, and 3 on each"), out.toString());
    String text = Files.readString(summary);
    assertTrue(text.startsWith("### Benchmarks: newest run against those before: 3 reg"), text);
    assertTrue(text.contains("| T.step d=8 \\[thrpt\\] |"), text);
    assertEquals(0, run("still", "--folder", folder.toString(), "--fail-on", "regressed"));
  }

  @Test
  void aGateOverTooFewRunsDoesNotPass() throws IOException {
    for (int day = 1; day <= 4; day++) {
      Histories.write(folder, day, "c" + day, 100);
    }
    assertEquals(3, run("--folder", folder.toString(), "--fail-on", "regressed"));
    assertTrue(err.toString().contains("no benchmark has 5 runs before"), err.toString());
    assertEquals(2, run("--folder", folder.toString(), "--baseline", "2"));
  }

  @Test
  void aBrokenFileIsNamedAndSkipped() throws IOException {
    tenAndTen();
    Files.writeString(folder.resolve("2026-01-05T000001Z-half.json"), "[{\"bench");
    assertEquals(0, run("--folder", folder.toString()));
    assertTrue(err.toString().startsWith("history: skipped: "), err.toString());
    assertTrue(err.toString().contains("half.json"), err.toString());
  }

  @Test
  void noResultsAndUnknownNamesAreOneLine() throws IOException {
    assertEquals(3, run("--folder", folder.toString()));
    assertTrue(err.toString().contains("holds no result"), err.toString());
    tenAndTen();
    assertEquals(3, run("nothing", "--folder", folder.toString()));
    assertTrue(err.toString().contains("is named like 'nothing'"), err.toString());
    assertEquals(2, err.toString().strip().lines().count(), err.toString());
  }
}
