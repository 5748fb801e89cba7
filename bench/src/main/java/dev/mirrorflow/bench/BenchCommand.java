package dev.mirrorflow.bench;

import dev.mirrorflow.bench.results.JmhJson;
import dev.mirrorflow.bench.results.Machine;
import dev.mirrorflow.bench.results.ResultFiles;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorflow bench}: measures a profile, stores it with the machine, prints a table. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures the kernels with JMH against BLAS and against this machine's roofs.",
      "JMH's JSON, the machine's description and JMH's log are written to a folder of results."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything was measured",
      "2:the command line is wrong, or there is no JDK 25",
      "3:results cannot be written or read",
      "4:a benchmark failed; the others are stored",
      "130:interrupted; the benchmarks that ended are in the file ending in .json.part"
    },
    footer = {"Example with an option of JMH:", "  mirrorflow bench --profile quick -- -f 3"})
public final class BenchCommand implements Callable<Integer> {

  private static final int FAILED = 4;

  @Spec private CommandSpec spec;

  @Option(
      names = "--profile",
      defaultValue = "quick",
      paramLabel = "NAME",
      description =
          "quick (two minutes at most), standard (half an hour) or full (hours); default: quick")
  private Profile profile;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder for the results; default: results/ and the machine's name")
  private Path output;

  @Parameters(
      paramLabel = "JMH",
      description = "after --: options of JMH, which overrule the profile's")
  private List<String> jmhOptions = List.of();

  /** Runs the command; starts again on a JDK 25 with the right flags where they are missing. */
  public static void main(String[] args) throws IOException, InterruptedException {
    boolean hasVectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    if (!hasVectors || Relaunch.isPinned(System.getenv())) {
      System.exit(Relaunch.run(BenchCommand.class.getName(), args));
    }
    Program.run(commandLine(), args);
  }

  static CommandLine commandLine() {
    return Program.line("bench", new BenchCommand());
  }

  @Override
  public Integer call() throws IOException, RunnerException {
    long start = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Options user = userOptions();
    Machine machine = machine();
    ResultFiles files =
        ResultFiles.unused(
            output == null ? Path.of("results", machine.machine()) : output,
            ZonedDateTime.parse(machine.conditions().date()),
            machine.conditions().commit(),
            profile.name());
    warnOfLoad(machine, err);
    Set<String> failed = run(user, files);
    files.finish(machine);
    out.print(header(machine));
    out.print(ReportTable.of(timings(files.json())));
    out.printf(
        Locale.ROOT,
        "Measured in %d s. Written: %s, %s and %s%n",
        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
        files.json(),
        files.machine().getFileName(),
        files.log().getFileName());
    out.flush();
    for (String name : failed) {
      err.println("bench: " + name + " failed; see " + files.log());
    }
    return failed.isEmpty() ? 0 : FAILED;
  }

  private Options userOptions() {
    try {
      return new CommandLineOptions(jmhOptions.toArray(new String[0]));
    } catch (CommandLineOptionException e) {
      throw new ParameterException(
          spec.commandLine(), "JMH does not understand its options: " + e.getMessage(), e);
    }
  }

  private Set<String> run(Options user, ResultFiles files) throws IOException, RunnerException {
    Options options =
        profile
            .optionsBelow(user)
            .shouldFailOnError(false)
            .resultFormat(ResultFormatType.JSON)
            .result(files.unfinished().toString())
            .build();
    try (PrintStream log =
        new PrintStream(Files.newOutputStream(files.log()), true, StandardCharsets.UTF_8)) {
      FinishedBenchmarks finished = new FinishedBenchmarks(files.unfinished());
      LoggedOutput logged = new LoggedOutput(log, watchedTerminal(), finished::add);
      try (LastWord _ =
          new LastWord(spec.commandLine().getErr(), () -> interrupted(finished, files))) {
        return logged.failed(new Runner(options, logged).run());
      }
    }
  }

  private static String interrupted(FinishedBenchmarks finished, ResultFiles files) {
    int count = finished.count();
    return "bench: interrupted after "
        + count
        + (count == 1 ? " benchmark" : " benchmarks")
        + (count == 0 ? "" : "; they are in " + files.unfinished());
  }

  /** Where somebody can see progress; null where output goes to a file or a pipe. */
  @SuppressWarnings("SystemConsoleNull") // it is null in JDK 25 unless a terminal is there
  private static PrintStream watchedTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal() ? System.err : null;
  }

  private static List<ForkTimes> timings(Path json) {
    return JmhJson.read(json).stream().map(ForkTimes::of).toList();
  }

  private Machine machine() {
    MachineProbe probe = new MachineProbe(Path.of("/"));
    Machine.Identity identity = probe.identity();
    return new Machine(
        Machine.SCHEMA,
        probe.name(),
        identity,
        new Machine.Conditions(
            ZonedDateTime.now(ZoneOffset.UTC).withNano(0).toString(),
            profile.name(),
            Repository.commit(),
            Repository.isDirty(),
            probe.governor(),
            probe.hugePages(),
            MachineProbe.loadAverage().orElse(null)));
  }

  private static void warnOfLoad(Machine machine, PrintWriter err) {
    Optional<Double> load = Optional.ofNullable(machine.conditions().loadAverage());
    if (load.isPresent() && load.get() > machine.identity().cores() / 2.0) {
      err.printf(
          Locale.ROOT,
          "bench: the load average is %.1f on %d cores; figures will be worse and vary%n",
          load.get(),
          machine.identity().cores());
    }
  }

  private static String header(Machine machine) {
    Machine.Conditions c = machine.conditions();
    return new MachineProbe(Path.of("/")).summary()
        + String.format(
            Locale.ROOT,
            "Commit %s%s, %s, profile %s%n",
            c.commit(),
            c.dirty() ? " with changes" : "",
            c.date(),
            c.profile());
  }
}
