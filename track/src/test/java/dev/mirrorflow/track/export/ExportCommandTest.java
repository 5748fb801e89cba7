package dev.mirrorflow.track.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.history.Histories;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void aResultWithRatesTimesAndAllocation() throws IOException {
    file =
        Files.writeString(
            folder.resolve("jmh.json"),
            """
            [{"benchmark": "org.a.T.m", "mode": "thrpt", "threads": 2, "params": {"n": "8,\\"x\\""},
              "primaryMetric": {"score": 4, "scoreUnit": "ops/ms", "rawData": [[4, 5, 3], [6]]},
              "secondaryMetrics": {"gc.alloc.rate.norm":
                {"score": 24, "scoreUnit": "B/op", "rawData": [[24], [24]]},
                "gc.alloc.rate": {"score": 9, "scoreUnit": "MB/sec", "rawData": [[9], [9]]},
                "gc.count": {"score": 9, "scoreUnit": "counts", "rawData": [[9], [9]]},
                "gc.time": {"score": "NaN", "scoreUnit": "ms", "rawData": [["NaN"], ["NaN"]]}}},
             {"benchmark": "org.a.T.m", "mode": "avgt", "threads": 1,
              "primaryMetric": {"score": 2, "scoreUnit": "us/op", "rawData": [[2], [3]]}}]
            """);
  }

  private JsonNode export(String format) {
    assertEquals(0, run(file.toString(), "--format", format), err.toString());
    return JsonMapper.shared().readTree(out.toString());
  }

  private int run(String... args) {
    CommandLine line = ExportCommand.commandLine();
    line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return line.execute(args);
  }

  @Test
  void ratesAreBiggerIsBetter() {
    JsonNode entries = export("github-bigger");
    assertEquals(1, entries.size());
    JsonNode entry = entries.get(0);
    assertEquals("org.a.T.m n=8,\"x\" [thrpt, 2 threads]", entry.path("name").asString());
    assertEquals("ops/ms", entry.path("unit").asString());
    assertEquals(5, entry.path("value").asDouble());
    assertEquals("4.000..6.000", entry.path("range").asString());
    assertEquals("forks: 2", entry.path("extra").asString());
  }

  @Test
  void timesAndAllocationAreSmallerIsBetterAndNoNumberIsLeftOut() {
    JsonNode entries = export("github-smaller");
    assertEquals(
        List.of("org.a.T.m n=8,\"x\" [thrpt, 2 threads] gc.alloc.rate.norm", "org.a.T.m [avgt]"),
        entries.valueStream().map(e -> e.path("name").asString()).toList());
  }

  @Test
  void bencherGetsNanosecondsAndOperationsPerSecond() {
    JsonNode all = export("bencher");
    JsonNode rate = all.path("org.a.T.m n=8,\"x\" [thrpt, 2 threads]");
    assertEquals(5000, rate.path("throughput").path("value").asDouble(), 1e-9);
    assertEquals(4000, rate.path("throughput").path("lower_value").asDouble(), 1e-9);
    assertEquals(6000, rate.path("throughput").path("upper_value").asDouble(), 1e-9);
    assertEquals(24, rate.path("gc-alloc-rate-norm-b-op").path("value").asDouble());
    JsonNode time = all.path("org.a.T.m [avgt]").path("latency");
    assertEquals(2500, time.path("value").asDouble(), 1e-9);
    assertEquals(2000, time.path("lower_value").asDouble(), 1e-9);
  }

  @Test
  void otavaIsToldTheDirection() throws IOException {
    Path results = Files.createDirectory(folder.resolve("results"));
    for (int day = 1; day <= 3; day++) {
      Histories.write(results, day, "c" + day, 100);
    }
    assertEquals(0, run(results.toString(), "--format", "otava-config"), err.toString());
    String config = out.toString();
    assertTrue(
        config.contains(
            "'T.step d=8 [thrpt]':\n        column: 'T.step d=8 [thrpt]'\n        direction: 1\n"),
        config);
    assertTrue(
        config.contains(
            "'T.still d=8 [avgt]':\n        column: 'T.still d=8 [avgt]'\n        direction: -1"),
        config);
  }

  @Test
  void aGapIsFilledAsOtavaDoesAndNamed() throws IOException {
    Path results = Files.createDirectory(folder.resolve("results"));
    Histories.write(results, 1, "c1", 100);
    Files.copy(file, results.resolve("2026-01-02-jmh.json"));
    Histories.write(results, 3, "c3", 100);
    Path csv = folder.resolve("table.csv");
    assertEquals(0, run(results.toString(), "--format", "otava", "--output", csv.toString()));
    List<String> lines = Files.readAllLines(csv);
    assertEquals(4, lines.size());
    assertTrue(lines.get(0).contains(",p.T.still d=8 [avgt]"), lines.get(0));
    assertEquals(last(lines.get(1)), last(lines.get(2)), "the run before");
    assertTrue(
        err.toString().contains("filled with the run before: p.T.still d=8 [avgt] in 1 of 3 runs"),
        err.toString());
  }

  private static String last(String line) {
    return line.substring(line.lastIndexOf(',') + 1);
  }

  @Test
  void classesOfOneNameAreTwoColumns() throws IOException {
    String entry =
        """
        {"benchmark": "%s.K.m", "mode": "avgt", "threads": 1,
         "primaryMetric": {"score": 1, "scoreUnit": "us/op", "rawData": [[%d]]}}
        """;
    Path results = Files.createDirectory(folder.resolve("results"));
    String content = "[" + entry.formatted("a", 1) + "," + entry.formatted("b", 2) + "]";
    Files.writeString(results.resolve("2026-01-01.json"), content);
    assertEquals(0, run(results.toString(), "--format", "otava"), err.toString());
    assertTrue(
        out.toString().startsWith("time,commit,a.K.m [avgt],b.K.m [avgt]\n2026-01-01T00:00:00Z,"),
        out.toString());
    assertTrue(out.toString().contains(",1.0,2.0"), out.toString());
    assertEquals(0, run(results.toString(), "--format", "otava-config"), err.toString());
    for (String name : List.of("a.K.m [avgt]", "b.K.m [avgt]")) {
      assertTrue(out.toString().contains("'" + name + "':\n        column: '" + name + "'"));
    }
  }

  @Test
  void whatIsNoNumberIsNamedAndNothingButThatIsRefused() throws IOException {
    String lost =
        """
        {"benchmark": "org.a.T.lost", "mode": "avgt", "threads": 1,
         "primaryMetric": {"score": "NaN", "scoreUnit": "us/op", "rawData": [["NaN"], []]}}
        """;
    String found = lost.replace("lost", "found").replace("\"NaN\"", "2");
    Files.writeString(file, "[" + lost + "," + found + "]");
    assertEquals(1, export("github-smaller").size());
    assertEquals("export: no score that is a number, left out: org.a.T.lost [avgt]", firstError());
    Files.writeString(file, "[" + lost + "]");
    for (String format : List.of("github-smaller", "github-bigger", "bencher")) {
      err.getBuffer().setLength(0);
      assertEquals(3, run(file.toString(), "--format", format));
      assertTrue(firstError().contains("has no figure that is a number"), firstError());
    }
  }

  private String firstError() {
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
    return err.toString().strip();
  }

  @Test
  void anUnknownFormatListsThoseThereAre() {
    assertEquals(2, run(file.toString(), "--format", "xml"));
    assertTrue(err.toString().contains("github-bigger"), err.toString());
  }
}
