package dev.mirrorflow.track.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.results.Attempts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CompareCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;
  private Path base;
  private Path slower;

  private int run(Object... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = CompareCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] words = new String[args.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = args[i].toString();
    }
    return command.execute(words);
  }

  private Path write(String name, int forks, double lookup, double insert) throws IOException {
    String entry =
        """
        {"jmhVersion": "1.37", "benchmark": "org.t.TreeBenchmark.%s", "mode": "%s", "threads": 1,
         "forks": %d, "jdkVersion": "21", "vmName": "VM", "vmVersion": "21+1",
         "params": {"size": "a|b"},
         "primaryMetric": {"score": 1, "scoreError": "NaN", "scoreUnit": "%s", "rawData": [%s]},
         "secondaryMetrics": {}}\
        """;
    String content =
        "["
            + entry.formatted("lookup", "avgt", forks, "ns/op", raw(forks, lookup, 1))
            + ","
            + entry.formatted("insert", "thrpt", forks, "ops/s", raw(forks, insert, 2))
            + "]";
    return Files.writeString(folder.resolve(name), content);
  }

  private static String raw(int forks, double score, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    for (int f = 0; f < forks; f++) {
      double fork = score * (1 + 0.01 * random.nextGaussian());
      text.append(f == 0 ? "" : ",")
          .append(String.format(Locale.ROOT, "[%.6f, %.6f]", fork, fork * 1.001));
    }
    return text.toString();
  }

  private void machine(Path json, String commit, String profile, String cpu) throws IOException {
    Files.writeString(
        folder.resolve(json.getFileName().toString().replace(".json", ".machine.json")),
        """
        {"schema": 1, "machine": "toy", "identity": {"cpu": "%s", "cores": 2, "kernels": "scalar"},
         "conditions": {"commit": "%s", "profile": "%s"}}
        """
            .formatted(cpu, commit, profile));
  }

  @BeforeEach
  void files() throws IOException {
    base = write("base.json", 10, 80, 1e6);
    slower = write("slower.json", 10, 100, 1.001e6);
  }

  @Test
  void printsWhatMovedAndCountsTheRest() {
    assertEquals(0, run(base, slower), err.toString());
    String row = out.toString().lines().filter(l -> l.contains("lookup")).findFirst().orElseThrow();
    assertTrue(
        row.matches(".*lookup size=a\\|b \\[avgt\\] +ns/op +\\d+\\.\\d+ +\\d+.* regressed"), row);
    assertTrue(row.contains("+25.0%"), row);
    assertFalse(out.toString().contains("insert"), "what did not move is not listed");
    assertTrue(
        out.toString()
            .contains(
                "2 benchmarks: 1 regressed, 0 improved, 1 equivalent, 0 inconclusive, 0 not"
                    + " comparable\n"),
        out.toString());
    assertTrue(out.toString().contains("TreeBenchmark           2"), out.toString());
    assertEquals(0, run(base, slower, "--all"));
    assertTrue(out.toString().contains("insert"), out.toString());
  }

  @Test
  void theGateFailsOnARegressionOnly() {
    assertEquals(1, run(base, slower, "--fail-on", "regressed"));
    assertEquals(0, run(slower, base, "--fail-on", "regressed"));
    assertEquals(1, run(slower, base, "--fail-on", "regressed,improved"));
    assertEquals(0, run(base, base, "--fail-on", "regressed"));
    assertEquals(0, run(base, slower, "--fail-on", "regressed", "--min-effect", "40%"));
    assertEquals(0, run(base, slower, "--fail-on", "regressed", "--min-effect", "0.4"));
  }

  @Test
  void aGateThatComparesNothingDoesNotPass() throws IOException {
    machine(base, "a", "quick", "A");
    machine(slower, "b", "quick", "B");
    assertEquals(0, run(base, slower));
    assertTrue(out.toString().contains("2 not comparable"), out.toString());
    assertTrue(out.toString().contains("machine: A, 2 cores"), out.toString());
    assertEquals(3, run(base, slower, "--fail-on", "regressed"));
    assertTrue(err.toString().contains("nothing could be compared (machine: A"), err.toString());
    assertEquals(1, run(base, slower, "--fail-on", "regressed", "--across", "machine"));
  }

  @Test
  void oneForkIsSaidToBeNoMeasurement() throws IOException {
    Path one = write("one.json", 1, 80, 1e6);
    Path other = write("other.json", 1, 160, 1e6);
    assertEquals(3, run(one, other, "--fail-on", "regressed"));
    assertTrue(err.toString().contains("nothing could be judged (one fork is"), err.toString());
    assertTrue(out.toString().contains("\n\nOne fork is no measurement, nothing could"));
    assertTrue(
        out.toString().contains("2 inconclusive, one fork is no measurement"), out.toString());
  }

  /** Of benchmarks of two packages, with or without garbage. */
  private Path entries(String name, String... entries) throws IOException {
    return Files.writeString(folder.resolve(name), "[" + String.join(",", entries) + "]");
  }

  private static String entry(String benchmark, double bytes, String... forks) {
    return """
    {"benchmark": "%s", "mode": "avgt", "threads": 1, "forks": 2,
     "primaryMetric": {"score": 1, "scoreUnit": "us/op", "rawData": [%s]},
     "secondaryMetrics": {"gc.alloc.rate.norm":
       {"score": 1, "scoreUnit": "B/op", "rawData": [[%s], [%s]]}}}
    """
        .formatted(benchmark, String.join(",", forks), bytes, bytes);
  }

  @Test
  void allocationIsSeenOnForksThatProveNothingElse() throws IOException {
    Path old = entries("old.json", entry("p.K.m", 1000, "[5]", "[9]"));
    Path now = entries("now.json", entry("p.K.m", 1300, "[6]", "[8]"));
    Path markdown = folder.resolve("a.md");
    Path json = folder.resolve("a.json");
    assertEquals(
        1, run(old, now, "--fail-on", "regressed", "--markdown", markdown, "--json", json));
    String row = out.toString().lines().filter(l -> l.contains("allocation ")).findFirst().get();
    assertTrue(row.matches("K.m .avgt. +allocation +B/op +1000 +1300 +.30.0% +exact +regr.*"), row);
    assertTrue(
        out.toString()
            .contains("\nAllocation of 1 regressed; times: inconclusive, nothing could be judged."),
        out.toString());
    assertTrue(Files.readString(markdown).contains("| allocation | B/op | 1000 | 1300 | +30.0% |"));
    JsonNode root = JsonMapper.shared().readTree(json);
    assertEquals("regressed", root.path("outcome").asString());
    JsonNode metric = root.path("benchmarks").get(0).path("metrics").get(0);
    assertEquals(0.3, metric.path("change").asDouble(), 1e-12);
    assertEquals(1, run(old, now, "--fail-on", "allocation>2%"));
    assertEquals(0, run(old, now, "--fail-on", "allocation>40%"));
    assertEquals(0, run(now, old, "--fail-on", "allocation>2%"));
    assertEquals(3, run(old, old, "--fail-on", "regressed"), "of the time nothing is known");
    assertTrue(err.toString().contains("nothing could be judged"), err.toString());
    assertEquals(3, run(old, now, "--fail-on", "alocation>2%"));
    assertTrue(err.toString().contains("no benchmark has alocation on both sides, but alloc"));
    assertEquals(2, run(old, now, "--fail-on", "time>2%"));
    assertEquals(2, run(old, now, "--fail-on", "allocation>many"));
  }

  @Test
  void whatTheNewRunLacksIsNamedAndDoesNotPass() throws IOException {
    Path old =
        entries("old.json", entry("p.K.m", 8, "[5]", "[5]"), entry("p.K.n", 8, "[5]", "[5]"));
    Path now = entries("now.json", entry("p.K.m", 8, "[5]", "[5]"));
    Path markdown = folder.resolve("m.md");
    Path json = folder.resolve("m.json");
    assertEquals(0, run(old, now, "--markdown", markdown, "--json", json), err.toString());
    assertTrue(out.toString().contains("\nmissing: K.n [avgt], only in the base"), out.toString());
    assertTrue(out.toString().contains("1 missing (removed or failed); nothing moved."));
    assertTrue(Files.readString(markdown).contains("- missing: K.n \\[avgt\\], only in the base"));
    JsonNode root = JsonMapper.shared().readTree(json);
    assertEquals("missing", root.path("outcome").asString());
    assertEquals("missing", root.path("benchmarks").get(1).path("verdict").asString());
    assertEquals(4, run(old, now, "--fail-on", "regressed"));
    assertTrue(err.toString().startsWith("compare: K.n [avgt] is missing ("), err.toString());
    assertEquals(0, run(old, now, "--fail-on", "regressed", "--allow-missing"));
    Path crashed =
        entries("crashed.json", entry("p.K.m", 8, "[5]"), entry("p.K.n", 8, "[5]", "[5]"));
    assertEquals(4, run(old, crashed));
    assertTrue(err.toString().contains("K.m [avgt] is failed (a fork of it failed"));
    assertTrue(out.toString().contains("failed: K.m [avgt], a fork of it failed in the new run"));
  }

  @Test
  void whatForksFailedLiesBesideAResult() throws IOException {
    Path old =
        entries("old.json", entry("p.K.m", 8, "[5]", "[5]"), entry("p.K.n", 8, "[5]", "[5]"));
    Path now = entries("now.json", entry("p.K.m", 8, "[5]", "[5]"));
    new Attempts(
            4,
            new TreeMap<>(Map.of("p.K.m", 0)),
            List.of(new Attempts.Fork(3, "B, K.m, fork 2", "memory +30%")))
        .writeBeside(now);
    Path markdown = folder.resolve("d.md");
    assertEquals(0, run(old, now, "--fail-on", "regressed", "--markdown", markdown));
    assertTrue(out.toString().contains("removed: K.n [avgt], only in the base"), out.toString());
    String text = Files.readString(markdown);
    assertTrue(text.contains("Disturbed forks (1)") && text.contains("- B, K.m, fork 2"), text);
    new Attempts(4, new TreeMap<>(Map.of("p.K.m", 0, "p.K.n", 2)), List.of()).writeBeside(now);
    assertEquals(4, run(old, now));
    assertTrue(err.toString().contains("K.n [avgt] is failed (every fork"), err.toString());
    Files.writeString(folder.resolve("now.forks.json"), "{\"failed\": 3}");
    assertEquals(3, run(old, now));
    assertTrue(err.toString().contains("now.forks.json does not tell which"), err.toString());
  }

  @Test
  void classesOfOneNameHaveTheirPackages() throws IOException {
    Path both = entries("k.json", entry("a.K.m", 8, "[5]", "[5]"), entry("b.K.m", 8, "[6]", "[6]"));
    Path slow =
        entries("l.json", entry("a.K.m", 8, "[5]", "[5]"), entry("b.K.m", 99, "[6]", "[6]"));
    Path markdown = folder.resolve("k.md");
    assertEquals(0, run(both, slow, "--all", "--markdown", markdown), err.toString());
    for (String label : List.of("a.K.m [avgt]", "b.K.m [avgt]")) {
      assertTrue(out.toString().contains("\n" + label + "  us/op"), out.toString());
    }
    assertTrue(out.toString().matches("(?s).*\na\\.K +1 .*\nb\\.K +1 .*"), out.toString());
    String text = Files.readString(markdown);
    assertTrue(text.contains("| b.K.m \\[avgt\\] | allocation |"), text);
    assertTrue(text.contains("| a.K | 1 |") && text.contains("| b.K | 1 |"), text);
  }

  @Test
  void jsonAndMarkdownAreWritten() throws IOException {
    Path json = folder.resolve("out/c.json");
    assertEquals(3, run(base, slower, "--json", json), "the folder is missing");
    Files.createDirectories(json.getParent());
    Path markdown = folder.resolve("out/c.md");
    assertEquals(0, run(base, slower, "--json", json, "--markdown", markdown));
    JsonNode root = JsonMapper.shared().readTree(json);
    assertEquals(1, root.path("counts").path("regressed").asInt());
    assertEquals(1, root.path("counts").path("equivalent").asInt());
    JsonNode lookup = root.path("benchmarks").get(1);
    assertEquals("org.t.TreeBenchmark.lookup", lookup.path("benchmark").asString());
    assertEquals("regressed", lookup.path("verdict").asString());
    assertEquals("a|b", lookup.path("params").path("size").asString());
    assertEquals(0.25, lookup.path("change").asDouble(), 1e-6);
    assertTrue(lookup.path("changeLow").asDouble() > 0.2);
    String text = Files.readString(markdown);
    assertTrue(text.startsWith("### Benchmarks: 1 regressed, 0 improved\n"), text);
    assertTrue(text.contains("| TreeBenchmark.lookup size=a\\|b \\[avgt\\] |"), text);
    assertTrue(text.contains("**regressed**"), text);
  }

  @Test
  void foldersArePooledAndForeignFilesNamed() throws IOException {
    Path a = Files.createDirectory(folder.resolve("a"));
    Files.copy(base, a.resolve("1.json"));
    Files.copy(base, a.resolve("2.json"));
    Files.writeString(a.resolve("3.json"), "[{");
    assertEquals(0, run(a, slower, "--all"), err.toString());
    assertTrue(out.toString().contains("20/10"), out.toString());
    assertTrue(out.toString().contains("(2 files)"), out.toString());
    assertTrue(out.toString().contains("note: skipped: "), out.toString());
    assertTrue(out.toString().contains("3.json is not JMH's JSON"), out.toString());
  }

  @Test
  void againstLastTakesTheRunBeforeOfTheSameProfile() throws IOException {
    Path old = write("2026-11-01T000000-aaaa1111-standard.json", 10, 50, 1e6);
    Path before = write("2026-11-02T000000-bbbb2222-standard.json", 10, 80, 1e6);
    Path quick = write("2026-11-03T000000-cccc3333-quick.json", 1, 80, 1e6);
    Path newest = write("2026-11-04T000000-dddd4444-standard.json", 10, 80, 1e6);
    machine(old, "aaaa1111", "standard", "A");
    machine(before, "bbbb2222", "standard", "A");
    machine(quick, "cccc3333", "quick", "A");
    machine(newest, "dddd4444", "standard", "A");
    Files.writeString(folder.resolve("2026-11-02T120000-x-standard.json"), "<html>");
    assertEquals(0, run(newest, "--against", "last", "--fail-on", "regressed"), err.toString());
    assertTrue(out.toString().contains("commit bbbb2222"), out.toString());
    assertTrue(out.toString().contains("x-standard.json is not JMH's JSON"), out.toString());
    assertEquals(1, run(newest, "--against", "aaaa", "--fail-on", "regressed"), err.toString());
    assertEquals(3, run(old, "--against", "last"));
    assertTrue(err.toString().contains("no result before 2026-11-01T000000"), err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                        | the file is empty
          <html>Bad gateway</html>  | line 1
          {"results": []}           | an array is expected
          [{"benchmark": "a.B.c",   | is not JMH's JSON
          """)
  void badFilesAreOneLineAndExitCode3(String content, String reason) throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.json"), content);
    assertEquals(3, run(base, bad));
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
    assertTrue(err.toString().startsWith("compare: ") && err.toString().contains("bad.json"));
    assertTrue(err.toString().contains(reason), err.toString());
    assertEquals("", out.toString());
  }

  @Test
  void wrongUsageIsExitCode2() {
    assertEquals(2, run(base));
    assertEquals(2, run());
    assertEquals(2, run(base, slower, "--against", "last"));
    assertEquals(2, run(base, slower, "--min-effect", "many"));
    assertTrue(err.toString().contains("write 3% or 0.03"), err.toString());
    assertEquals(2, run(base, slower, "--fail-on", "slower"));
    assertTrue(err.toString().contains("'slower' is none of"), err.toString());
  }

  @Test
  void theSeedDecidesTheIntervalAndNothingElseDoes() {
    assertEquals(lowerEnd("1"), lowerEnd("1"));
    assertFalse(lowerEnd("1") == lowerEnd("2"), "another seed draws other forks");
    assertEquals(lowerEnd("1"), lowerEnd("2"), 0.01);
  }

  private double lowerEnd(String seed) {
    Path json = folder.resolve("seeded.json");
    assertEquals(0, run(base, slower, "--seed", seed, "--json", json), err.toString());
    return JsonMapper.shared()
        .readTree(json)
        .path("benchmarks")
        .get(1)
        .path("changeLow")
        .asDouble();
  }
}
