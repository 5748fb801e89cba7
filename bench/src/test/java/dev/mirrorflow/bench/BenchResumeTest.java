package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.results.JmhJson;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.ResultFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine;

class BenchResumeTest {

  /** Nine benchmarks without forks, a tenth of a second each. */
  private static final String JMH =
      "HadamardUpdateBenchmark.vector$ -p d=16,8,24,32,40,48 -p kib=16,32 -f 0 -wi 0 -i 2 -r 50ms";

  /** The command without a new start in another environment. */
  static final class InThisEnvironment {
    public static void main(String[] args) {
      System.exit(BenchCommand.commandLine().execute(args));
    }
  }

  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private List<String> arguments(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--output", folder.toString()));
    arguments.addAll(List.of(more));
    arguments.add("--");
    arguments.addAll(List.of(JMH.split(" ", -1)));
    return arguments;
  }

  private int run(List<String> arguments) {
    CommandLine command = BenchCommand.commandLine();
    command.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(err));
    return command.execute(arguments.toArray(new String[0]));
  }

  private ResultFiles unended() {
    return ResultFiles.unended(folder).getFirst();
  }

  /** Starts the command in a process, and kills that when so many records are in its journal. */
  private void kill(int records) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                ForkFlags.VECTOR_API,
                ForkFlags.NATIVE_ACCESS,
                "-cp",
                System.getProperty("java.class.path"),
                InThisEnvironment.class.getName()));
    command.addAll(arguments());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Process process = builder.redirectOutput(folder.resolve("output.txt").toFile()).start();
    try {
      while (process.isAlive() && written() < records) {
        Thread.sleep(20);
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    assertTrue(written() >= records, Files.readString(folder.resolve("output.txt")));
  }

  private long written() throws IOException {
    for (ResultFiles files : ResultFiles.unended(folder)) {
      return Files.readString(files.journal()).lines().count();
    }
    return 0;
  }

  private static List<String> names(Path json) {
    return JmhJson.read(json).stream()
        .map(m -> m.id().benchmark() + new TreeMap<>(m.id().params()))
        .toList();
  }

  private static Options jmhOptions(String... words) throws CommandLineOptionException {
    return new CommandLineOptions(words);
  }

  @Test
  void aKilledRunGoesOnAndHoldsEachBenchmarkOnce() throws Exception {
    kill(5); // the job, the head and three benchmarks
    ResultFiles files = unended();
    List<Measurement> before = JmhJson.read(files.unfinished());
    assertTrue(before.size() >= 2 && before.size() < 9, before.toString());
    try (FileChannel journal = FileChannel.open(files.journal(), StandardOpenOption.WRITE)) {
      journal.truncate(journal.size() - 5);
    }
    assertEquals(0, run(arguments("--resume")), err.toString());
    assertTrue(err.toString().contains("the last record of the journal was torn"), err.toString());
    assertTrue(err.toString().contains(" of 9 benchmarks"), err.toString());
    assertFalse(Files.exists(files.journal()));
    List<String> names = names(files.json());
    assertEquals(9, names.size());
    assertEquals(9, new HashSet<>(names).size(), names.toString());
    Measurement kept = before.getFirst();
    Measurement now =
        JmhJson.read(files.json()).stream()
            .filter(m -> m.id().equals(kept.id()))
            .findFirst()
            .orElseThrow();
    assertArrayEquals(kept.primary().rawData(), now.primary().rawData(), "measured again");
  }

  @Test
  void anotherRunIsNotGoneOnWith() throws Exception {
    assertEquals(2, run(arguments("--resume")));
    assertTrue(err.toString().contains("there is no interrupted run in"), err.toString());
    kill(3);
    List<String> more = arguments("--resume");
    more.addAll(List.of("-bs", "2"));
    assertEquals(2, run(more));
    assertTrue(err.toString().contains("cannot be resumed: it was begun with"), err.toString());
    assertEquals(2, run(arguments("--resume", "--profile", "full")));
    assertTrue(err.toString().contains("it is of --profile quick"), err.toString());
    Path journal = unended().journal();
    Path foreign = journal.resolveSibling("9-foreign.journal");
    Files.writeString(foreign, "no journal\n");
    assertEquals(3, run(arguments("--resume")));
    assertTrue(err.toString().contains("9-foreign.journal: "), err.toString());
  }

  @Test
  void theFileIsWhatJmhWrites() throws Exception {
    Path ofJmh = folder.resolve("jmh.json");
    Options options =
        new OptionsBuilder()
            .parent(
                jmhOptions(
                    "(HadamardUpdate.*vector|RoofBenchmark)",
                    "-e",
                    "FusedGradient",
                    "-bm",
                    "ss,avgt",
                    "-p",
                    "d=16,8",
                    "-p",
                    "kib=32,16",
                    "-f",
                    "0",
                    "-wi",
                    "0",
                    "-i",
                    "1",
                    "-r",
                    "1ms"))
            .resultFormat(ResultFormatType.JSON)
            .result(ofJmh.toString())
            .build();
    LoggedOutput silent = new LoggedOutput(new PrintStream(OutputStream.nullOutputStream()));
    List<PlannedBenchmark> plan = BenchmarkPlan.of(options, silent);
    Collection<RunResult> results = run(options, silent);
    List<String> inPlan =
        plan.stream().map(p -> p.mode() + " " + p.method() + " " + p.params()).toList();
    List<String> measured =
        results.stream()
            .map(RunResult::getParams)
            .map(p -> p.getMode() + " " + p.getBenchmark() + " " + params(p))
            .toList();
    assertEquals(measured, inPlan);
    Path file = folder.resolve("ours.json");
    ResultFiles files =
        ResultFiles.named(folder, ZonedDateTime.parse("2026-01-01T00:00:00Z"), "c", "p");
    RunIdentity head =
        new RunIdentity(
            List.of(), "", new MachineProbe(folder).ofOtherCode("2026-01-01T00:00:00Z", "p", "c"));
    try (BenchJournal journal = BenchJournal.begin(files, head)) {
      FinishedBenchmarks finished = new FinishedBenchmarks(plan, journal, file);
      List<RunResult> reversed = new ArrayList<>(results).reversed();
      for (int i = 0; i < reversed.size(); i++) {
        finished.add(plan.reversed().get(i), reversed.get(i));
      }
      assertEquals(List.of(), finished.left());
    }
    assertSame(ofJmh, file);
    try (BenchJournal journal = BenchJournal.resume(folder, head)) {
      Files.delete(file);
      FinishedBenchmarks again = new FinishedBenchmarks(plan, journal, file);
      assertEquals(List.of(), again.left());
      again.write();
    }
    assertSame(ofJmh, file);
  }

  private static Map<String, String> params(BenchmarkParams params) {
    Map<String, String> map = new TreeMap<>();
    params.getParamsKeys().forEach(key -> map.put(key, params.getParam(key)));
    return map;
  }

  private static void assertSame(Path expected, Path actual) throws IOException {
    assertEquals(-1, Files.mismatch(expected, actual), () -> actual + " differs from JMH's");
  }

  private static Collection<RunResult> run(Options options, LoggedOutput output)
      throws RunnerException {
    return new Runner(options, output).run();
  }
}
