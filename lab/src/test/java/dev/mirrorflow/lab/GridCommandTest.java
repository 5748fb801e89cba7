package dev.mirrorflow.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class GridCommandTest {

  private static final String GRID =
      """
      {"alpha": "1e-2:1:4", "seed": "1:6", "n": 20, "d": 60, "k": 2, "noise": [0, 0.1],
       "method": ["gd", "sgd", "flow", "limit"], "batch": 10, "tolerance": 1e-6}
      """;

  @TempDir private Path folder;

  @Test
  void theFlagAndTheCommandWriteTheSameRows() throws IOException {
    Path grid = write(GRID);
    Path csv = folder.resolve("a.csv");
    Path lines = folder.resolve("a.jsonl");
    Path again = folder.resolve("b.csv");
    String out =
        Cli.run("sweep", "--grid", grid, "--csv-out", csv, "--jsonl", lines).expectSuccess();
    assertTrue(out.contains("192 of 192 converged"), out);
    Cli.run("grid", grid, "--csv-out", again, "--threads", 1).expectSuccess();
    assertEquals(-1, Files.mismatch(csv, again));

    List<String> rows = Files.readAllLines(lines);
    assertEquals(192, rows.size());
    assertEquals(193, Files.readAllLines(csv).size());
    JsonNode first = JsonMapper.builder().build().readTree(rows.getFirst());
    assertEquals(0.01, first.get("alpha").asDouble());
    assertEquals("gd", first.get("method").asString());
    assertTrue(
        Files.readAllLines(csv).get(1).startsWith(first.get("id").asString() + ",0.01,1,20,60,2,"));
    try (var files = Files.list(folder)) {
      assertEquals(4, files.count(), "the journal is gone");
    }
  }

  @Test
  void aFailedPointIsARowAndTheExitCodeIs4() throws IOException {
    Path csv = folder.resolve("a.csv");
    refused(
        4,
        "1 of 2 points failed",
        Cli.run(
            "grid",
            write("{\"alpha\": [0.1, -1], \"n\": 10, \"d\": 20, \"k\": 2}"),
            "--csv-out",
            csv));
    assertTrue(Files.readAllLines(csv).get(2).contains(",failed,"), Files.readString(csv));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"n\": 1, \"d\": 2} | alpha is missing",
        "{\"alpha\": 1, \"n\": 1, \"d\": 2, \"beta\": 3} | unknown member 'beta'",
        "{\"alpha\": \"x\", \"n\": 1, \"d\": 2} | alpha must be a number",
        "{\"alpha\": 1, \"n\": 1.5, \"d\": 2} | n must be a whole number",
        "{\"alpha\": 1, \"n\": 1e400, \"d\": 2} | n must be a whole number",
        "{\"alpha\": 1, \"n\": 4000000000, \"d\": 2} | n must be below 2^31",
        "{\"alpha\": [], \"n\": 1, \"d\": 2} | alpha is an empty list",
        "{\"alpha\": 1, \"n\": 1, \"n\": 2, \"d\": 2} | is no JSON",
        "{\"alpha\": 1, \"n\": 1, \"d\": 2, \"method\": \"adam\"} | method must be one of",
        "{\"alpha\": 1, \"n\": 1, \"d\": 2, \"step\": \"big\"} | step 'big' is none of",
        "{\"alpha\": \"1e-9:1:1000000\", \"n\": [1, 2], \"d\": 2} | more than 1000000",
        "[1] | is no JSON object",
        "{\"alpha\": 1 | is no JSON",
        "`` | is no JSON",
      })
  void hostileGridsAreRefused(String text, String complaint) throws IOException {
    refused(3, complaint, Cli.run("grid", write(text)));
  }

  @Test
  void contradictoryOptionsAreRefused() throws IOException {
    Path grid = write(GRID);
    refused(2, "--resume needs an output", Cli.run("grid", grid, "--resume"));
    refused(2, "--master needs --engine spark", Cli.run("grid", grid, "--master", "local[2]"));
    refused(2, "local or spark", Cli.run("grid", grid, "--engine", "dask"));
    refused(3, "start it by ./mirrorflow", Cli.run("grid", grid, "--engine", "spark"));
  }

  @Test
  void anEngineThatDoesNotStartLeavesNoJournalBehind() throws IOException {
    Path csv = folder.resolve("rows.csv");
    refused(
        3,
        "start it by ./mirrorflow",
        Cli.run("grid", write(GRID), "--engine", "spark", "--csv-out", csv));
    assertFalse(Files.exists(folder.resolve("rows.csv.journal")));
  }

  @Test
  void aFolderOfOtherFilesIsNotReplacedByParquet() throws IOException {
    Path grid = write(GRID);
    Path parquet = Files.createDirectory(folder.resolve("rows.parquet"));
    Files.createFile(parquet.resolve("part-00000-x.snappy.parquet"));
    Files.createFile(parquet.resolve("._SUCCESS.crc"));
    Object[] command = {"grid", grid, "--engine", "spark", "--parquet", parquet};
    refused(3, "start it by ./mirrorflow", Cli.run(command));
    Files.createFile(parquet.resolve("thesis.tex"));
    refused(3, "holds thesis.tex, which is no result of Spark", Cli.run(command));
    assertTrue(Files.exists(parquet.resolve("thesis.tex")));
  }

  @Test
  void killedAtRandomMomentsAndResumedItWritesTheSameBytes() throws Exception {
    Path grid = write(GRID);
    Path calm = folder.resolve("calm.csv");
    Path killed = folder.resolve("killed.csv");
    Path journal = folder.resolve("killed.csv.journal");
    Cli.run("grid", grid, "--csv-out", calm, "--jsonl", folder.resolve("calm.jsonl"))
        .expectSuccess();
    Random random = new Random(20261124);
    for (int kill = 0; kill < 3; kill++) {
      long target = size(journal) + random.nextInt(5_000);
      Process child = start(grid, killed);
      while (size(journal) < target && !child.waitFor(2, TimeUnit.MILLISECONDS)) {}
      child.destroyForcibly().waitFor();
      assertTrue(Files.exists(journal), "killed in the middle");
    }
    assertTrue(size(journal) > 1000);
    refused(
        3,
        "add --resume",
        Cli.run("grid", grid, "--csv-out", killed, "--jsonl", folder.resolve("killed.jsonl")));
    Cli.Result resumed =
        Cli.run(
            "grid",
            grid,
            "--csv-out",
            killed,
            "--jsonl",
            folder.resolve("killed.jsonl"),
            "--resume");
    assertEquals(0, resumed.code(), resumed.err());
    assertTrue(resumed.err().contains("resumed with "), resumed.err());
    assertEquals(-1, Files.mismatch(calm, killed));
    assertEquals(-1, Files.mismatch(folder.resolve("calm.jsonl"), folder.resolve("killed.jsonl")));
    assertTrue(Files.notExists(journal));
  }

  private static void refused(int code, String complaint, Cli.Result result) {
    String error = result.expectOneLine(code);
    assertTrue(error.contains(complaint), error);
  }

  private Process start(Path grid, Path csv) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "dev.mirrorflow.lab.Main",
                "grid",
                grid.toString(),
                "--csv-out",
                csv.toString(),
                "--threads",
                "2",
                "--resume"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static String classPath() {
    if (GridCommandTest.class.getClassLoader() instanceof URLClassLoader loader) {
      return Stream.of(loader.getURLs())
          .map(URL::getPath)
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  private static long size(Path path) throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("grid.json"), text);
  }
}
