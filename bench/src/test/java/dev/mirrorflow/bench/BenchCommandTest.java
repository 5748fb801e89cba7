package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.results.Machine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int run(String... args) {
    CommandLine command = BenchCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(args);
  }

  @Test
  void measuresOneBenchmarkAndTheRoofsAndStoresThem() throws IOException {
    int code =
        run(
            "--output",
            folder.toString(),
            "--",
            "HadamardUpdateBenchmark.vector",
            "-p",
            "d=512",
            "-p",
            "kib=32",
            "-f",
            "1",
            "-wi",
            "1",
            "-i",
            "1",
            "-w",
            "10ms",
            "-r",
            "10ms");
    assertEquals(0, code, err.toString());
    assertTrue(out.toString().contains("\nHadamardUpdate  vector          d=512"), out.toString());
    assertTrue(out.toString().contains("Roofs, one thread:"), out.toString());
    List<String> names;
    try (Stream<Path> files = Files.list(folder)) {
      names = files.map(f -> f.getFileName().toString()).sorted().toList();
    }
    assertEquals(3, names.size(), names.toString());
    assertTrue(
        names.getFirst().matches("\\d{4}-\\d\\d-\\d\\dT\\d{6}-[0-9a-f]+-quick\\.json"),
        names.toString());
    JsonNode machine = JsonMapper.shared().readTree(folder.resolve(names.getLast()));
    assertEquals(Machine.SCHEMA, machine.path("schema").asInt());
    assertTrue(machine.path("identity").path("kernels").asString().startsWith("vector"));
    assertEquals("quick", machine.path("conditions").path("profile").asString());
  }

  @Test
  void aBenchmarkThatFailsIsNamed() {
    int code =
        run(
            "--output",
            folder.toString(),
            "--",
            "FusedGradientBenchmark.vector",
            "-p",
            "shape=8",
            "-p",
            "kib=32",
            "-f",
            "1",
            "-wi",
            "0",
            "-i",
            "1",
            "-r",
            "10ms");
    assertEquals(4, code, out.toString());
    assertTrue(
        err.toString().contains("FusedGradientBenchmark.vector shape=8 failed; see "),
        err.toString());
  }

  @Test
  void wrongOptionsAreAUsageError() {
    assertEquals(2, run("--profile", "fast"));
    assertTrue(err.toString().contains("quick, standard, full"), err.toString());
    assertEquals(2, run("--", "-f", "many"));
    assertTrue(err.toString().contains("JMH does not understand its options"), err.toString());
  }

  @Test
  void anUnwritableFolderIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertEquals(3, run("--output", file.resolve("below").toString()));
    assertTrue(err.toString().contains("choose another with --output"), err.toString());
    assertEquals(1, err.toString().strip().lines().count(), err.toString());
  }
}
