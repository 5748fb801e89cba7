package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.results.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
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

  @ParameterizedTest
  @CsvSource({
    "-l, dev.mirrorflow.bench.HadamardUpdateBenchmark.vector",
    "-lp, param \"kib\"",
    "-h, Usage: java -jar",
    "-lprof, Supported profilers",
    "-lrf, Available formats"
  })
  void whatAsksJmhIsAnsweredAndNothingMeasured(String question, String answer) {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertEquals(0, run("--output", folder.toString(), "--", question), err.toString());
    } finally {
      System.setOut(before);
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains(answer), text);
    assertEquals(0, folder.toFile().list().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "NoSuchBench | no benchmark matches 'NoSuchBench'; bench -- -l lists them",
        "RoofBenchmark Hadamard NoSuchBench | no benchmark matches 'NoSuchBench'",
        "Hadamard -p nope=1 | no benchmark of this run has the parameter 'nope'; bench -- -lp"
            + " lists",
        "Hadamard -p workers=1 | has the parameter 'workers'",
        "( | '(' is no regular expression: Unclosed group",
        "LaneGradient -p width=3 | there is nothing to measure",
        "ThreadedGradient -p workers=10000 | this machine has fewer cores than 10000"
      })
  void whatIsNotThereIsAUsageError(String options, String line) {
    List<String> args = new ArrayList<>(List.of("--output", folder.toString(), "--"));
    args.addAll(List.of(options.split(" ", -1)));
    assertEquals(2, run(args.toArray(String[]::new)));
    assertTrue(err.toString().contains(line), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertEquals(0, folder.toFile().list().length);
  }

  @Test
  void aParameterThatThisMachineDoesNotHaveIsSkippedAndSaid() {
    assertEquals(
        0,
        run(
            "--output",
            folder.toString(),
            "--",
            "LaneGradientBenchmark",
            "-p",
            "shape=4x8",
            "-p",
            "width=1,3",
            "-p",
            "kib=16",
            "-f",
            "1",
            "-wi",
            "0",
            "-i",
            "1",
            "-r",
            "10ms"),
        err.toString());
    assertTrue(
        err.toString()
            .contains("bench: skipped LaneGradientBenchmark.gradients shape=4x8 width=3: the"),
        err.toString());
    assertTrue(out.toString().contains("width=1"), out.toString());
    assertFalse(out.toString().contains("width=3"), out.toString());
  }

  @Test
  void aCollectorForTheForksTakesThePlaceOfTheirs() throws CommandLineOptionException {
    CommandLineOptions serial = new CommandLineOptions("-jvmArgsAppend", "-XX:+UseSerialGC");
    Options options = Profile.quick.optionsBelow(serial).build();
    assertTrue(
        options.getJvmArgs().get().stream().noneMatch(flag -> flag.endsWith("GC")),
        options.getJvmArgs().toString());
    CommandLineOptions other = new CommandLineOptions("-jvmArgsAppend", "-Xmx1g");
    assertFalse(Profile.quick.optionsBelow(other).build().getJvmArgs().hasValue());
  }

  @Test
  void wrongOptionsAreAUsageError() {
    assertEquals(2, run("--profile", "fast"));
    assertTrue(err.toString().contains("quick, standard, full"), err.toString());
    assertTrue(err.toString().endsWith("; see --help\n"), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
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
