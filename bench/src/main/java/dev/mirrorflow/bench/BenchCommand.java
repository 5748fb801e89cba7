package dev.mirrorflow.bench;

import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.git.Revision;
import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.results.JmhJson;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.ResultFiles;
import dev.mirrorflow.track.terminal.InterruptNotice;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.StatusLine;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
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
      "0:everything was measured that this machine can run; what it cannot is named",
      "2:the command line is wrong, or there is no JDK 25",
      "3:results cannot be written or read",
      "4:a benchmark failed; the others are stored",
      "130:interrupted; what was measured is kept, and --resume goes on"
    },
    footer = {
      "Example with an option of JMH:",
      "  mirrorflow bench --profile quick -- -f 3",
      "After Ctrl-C or a kill, it goes on with",
      "  mirrorflow bench --profile quick --resume -- -f 3"
    })
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

  @Option(
      names = "--resume",
      description =
          "go on with the newest run in the folder that was interrupted or killed; the other"
              + " arguments, the commit and the machine must be those it was begun with")
  private boolean resume;

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
    return Program.line(new BenchCommand());
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    CommandLineOptions user = userOptions();
    if (new JmhQuestion(user).answer()) {
      return 0;
    }
    Options options = profile.optionsBelow(user).shouldFailOnError(false).build();
    PlanCheck plan = new PlanCheck(jmhOptions, user, options);
    if (plan.conflict().isPresent()) {
      throw usage(plan.conflict().get());
    }
    RunIdentity head = new RunIdentity(jmhOptions, CodeFingerprint.ofClassPath(), machine());
    PrintWriter err = spec.commandLine().getErr();
    try (BenchJournal journal = resume ? resumed(head) : begun(head)) {
      ResultFiles files = journal.files();
      warnOfLoad(head.machine(), err);
      plan.skipped().forEach(lack -> err.println("bench: skipped " + lack));
      List<String> failed = run(options, plan.runnable(), journal);
      Machine begun = journal.head().machine();
      Machine machine =
          begun.withLinearAlgebra(ForkBackend.all(begun.identity().linearAlgebra(), files.log()));
      files.finish(machine);
      journal.delete();
      PrintWriter out = spec.commandLine().getOut();
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
  }

  private CommandLineOptions userOptions() {
    CommandLineOptions options;
    try {
      options = new CommandLineOptions(jmhOptions.toArray(new String[0]));
    } catch (CommandLineOptionException e) {
      throw usage("JMH does not understand its options: " + e.getMessage());
    }
    if (options.getResult().hasValue() || options.getOutput().hasValue()) {
      throw usage("JMH's -rff and -o are set here; --output names the folder");
    }
    if (options.getWarmupMode().hasValue() || !options.getWarmupIncludes().isEmpty()) {
      throw usage(
          "JMH's -wm and -wmb warm up one benchmark with another, and bench measures each by"
              + " itself; use java -jar bench/target/benchmarks.jar");
    }
    return options;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private Path folder(Machine machine) {
    return output == null ? Path.of("results", machine.machine()) : output;
  }

  private BenchJournal begun(RunIdentity head) {
    Machine.Conditions conditions = head.machine().conditions();
    ResultFiles files =
        ResultFiles.unused(
            folder(head.machine()),
            ZonedDateTime.parse(conditions.date()),
            conditions.commit(),
            profile.name());
    return BenchJournal.begin(files, head);
  }

  private BenchJournal resumed(RunIdentity head) {
    try {
      BenchJournal journal = BenchJournal.resume(folder(head.machine()), head);
      if (journal.dropped() > 0) {
        spec.commandLine()
            .getErr()
            .println(
                "bench: the last record of the journal was torn and is dropped ("
                    + journal.dropped()
                    + " bytes); its benchmark is measured again");
      }
      return journal;
    } catch (NoSuchElementException e) {
      throw usage(e.getMessage());
    }
  }

  private List<String> run(Options options, List<PlannedBenchmark> plan, BenchJournal journal)
      throws IOException {
    ResultFiles files = journal.files();
    PrintWriter err = spec.commandLine().getErr();
    StatusLine status = StatusLine.onTerminal();
    try (PrintStream log =
        new PrintStream(
            Files.newOutputStream(
                files.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            true,
            StandardCharsets.UTF_8)) {
      LoggedOutput logged = new LoggedOutput(log);
      FinishedBenchmarks finished = new FinishedBenchmarks(plan, journal, files.unfinished());
      if (resume) {
        err.println("bench: resumed with " + finished.count());
      }
      try (InterruptNotice _ =
          new InterruptNotice(
              err,
              () -> {
                status.show("");
                return "bench: interrupted after "
                    + finished.count()
                    + ", which are kept in "
                    + files.unfinished()
                    + "; --resume goes on";
              })) {
        return withForksIn(log, new BenchRun(options, finished, logged, status));
      }
    }
  }

  /** What forks print, JMH writes to this process's standard output. */
  private static List<String> withForksIn(PrintStream log, BenchRun run) {
    PrintStream standard = System.out;
    System.setOut(log);
    try {
      return run.run();
    } finally {
      System.setOut(standard);
    }
  }

  private static List<ForkTimes> timings(Path json) {
    return JmhJson.read(json).stream().map(ForkTimes::of).toList();
  }

  private Machine machine() {
    MachineProbe probe = new MachineProbe(Path.of("/"));
    Optional<GitRepository> repository = GitRepository.around(Path.of(""));
    return probe.machine(
        BenchMachine.identity(probe),
        probe.conditions(
            ZonedDateTime.now(ZoneOffset.UTC).withNano(0).toString(),
            profile.name(),
            repository
                .flatMap(GitRepository::head)
                .map(Revision::shortCommit)
                .orElse(Machine.UNKNOWN),
            repository.isPresent() && repository.get().isDirty(),
            MachineProbe.loadAverage()));
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
    return BenchMachine.summary()
        + String.format(
            Locale.ROOT,
            "Commit %s%s, %s, profile %s%n",
            c.commit(),
            c.dirty() ? " with changes" : "",
            c.date(),
            c.profile());
  }
}
