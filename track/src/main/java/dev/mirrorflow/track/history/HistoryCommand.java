package dev.mirrorflow.track.history;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.AtomicFile;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.report.VerdictOptions;
import dev.mirrorflow.track.results.ResultFolder;
import dev.mirrorflow.track.results.ResultRoles;
import dev.mirrorflow.track.results.RunOrder;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorflow history}: the benchmarks of one machine over the commits, and their steps. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Shows the results of one machine over the commits and finds the commits at which a benchmark"
          + " stepped up or down (E-divisive means with a permutation test).",
      "Without BENCHMARK, one line for each; with one, every run, and a row for each size."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:shown",
      "1:the newest run has a verdict that --fail-on names",
      "2:the command line is wrong",
      "3:there are no results, their order is unknown, or --fail-on has too few runs to judge",
      "4:under --fail-on: a benchmark is missing in the newest run alone"
    },
    footer = {"Example:", "  ${COMMAND-FULL-NAME} FusedGradientBenchmark.vector --csv history.csv"})
public final class HistoryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "BENCHMARK",
      defaultValue = "",
      description = "part of its name and parameters, as in: HadamardUpdateBenchmark.vector d=4096")
  private String benchmark;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "results of one machine; default: results/ and this machine's name")
  private Path folder;

  @Option(
      names = "--min-effect",
      paramLabel = "PERCENT",
      defaultValue = "3%",
      converter = VerdictOptions.Percent.class,
      description = "smallest step that counts; default: ${DEFAULT-VALUE}")
  private double minEffect;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "write the runs as a table for Apache Otava (see export)")
  private Path csv;

  @Option(
      names = "--pattern",
      paramLabel = "REGEX",
      description =
          "where date and commit are in the names of the files, as in:"
              + " 'bench-(?<date>[0-9]{8})-(?<commit>[0-9a-f]+)'; default: the description beside a"
              + " file, any date and hash in its name, or git's date of it")
  private Pattern pattern;

  @Option(
      names = "--field",
      paramLabel = "NAME",
      description =
          "the field that orders the runs, a number or a date, of the entries of JMH's JSON or of"
              + " the description beside it, as in: ci.build; default: commits and dates")
  private Optional<String> field = Optional.empty();

  @Option(names = "--only-steps", description = "show only the benchmarks that stepped")
  private boolean onlySteps;

  @Option(names = "--markdown", paramLabel = "FILE", description = "write a job summary")
  private Path markdown;

  @Option(
      names = "--fail-on",
      split = ",",
      paramLabel = "VERDICT",
      description =
          "exit with 1 if the newest run is regressed (or improved) against the runs before it,"
              + " back to the last step")
  private Set<NewestGate.FailOn> failOn = EnumSet.noneOf(NewestGate.FailOn.class);

  @Option(
      names = "--baseline",
      paramLabel = "RUNS",
      defaultValue = "10",
      description = "at most so many runs before the newest; default: ${DEFAULT-VALUE}, 5 at least")
  private int baseline;

  static CommandLine commandLine() {
    return Program.line(new HistoryCommand());
  }

  @Override
  public Integer call() {
    if (baseline < RollingBaseline.LEAST) {
      throw new ParameterException(
          spec.commandLine(),
          "--baseline must be at least " + RollingBaseline.LEAST + ", not " + baseline);
    }
    Path path = folder == null ? Path.of("results", new MachineProbe(Path.of("/")).name()) : folder;
    Program.refuse(
        spec.commandLine(),
        new ResultRoles()
            .reads("--folder", path)
            .writes("--csv", csv)
            .writes("--markdown", markdown)
            .conflict());
    ResultFolder results = ResultFolder.read(path);
    PrintWriter err = spec.commandLine().getErr();
    results.skipped().forEach(reason -> err.println("history: skipped: " + reason));
    err.flush();
    if (results.files().isEmpty()) {
      throw new BadDataException(
          path + " holds no result; name another with --folder, or measure with jmh -rf json");
    }
    Collection<BenchmarkHistory> wanted = wanted(path, results);
    PrintWriter out = spec.commandLine().getOut();
    HistoryText text = new HistoryText(EDivisive.STANDARD, minEffect);
    if (benchmark.isEmpty()) {
      out.print(text.overview(wanted, onlySteps));
    } else {
      wanted.stream()
          .filter(h -> !onlySteps || !h.steps(EDivisive.STANDARD, minEffect).isEmpty())
          .forEach(h -> out.println(text.series(h)));
      SizeSweep.of(wanted).forEach(s -> out.println(text.sweep(s)));
    }
    Optional<NewestGate> gate =
        failOn.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new NewestGate(
                    new RollingBaseline(EDivisive.STANDARD, baseline, minEffect).judge(wanted)));
    gate.ifPresent(g -> out.print(g.text()));
    out.flush();
    if (markdown != null) {
      byte[] bytes = HistoryMarkdown.of(wanted, text, gate).getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(markdown, stream -> stream.write(bytes));
    }
    if (csv != null) {
      OtavaCsv table = OtavaCsv.of(wanted);
      byte[] bytes = table.csv().getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(csv, stream -> stream.write(bytes));
      table
          .gaps()
          .forEach(gap -> err.println("history: missing, filled with the run before: " + gap));
      err.flush();
    }
    return gate.map(g -> g.exitCode(failOn)).orElse(0);
  }

  private Collection<BenchmarkHistory> wanted(Path path, ResultFolder results) {
    RunOrder order =
        new RunOrder(GitRepository.around(path), Optional.ofNullable(pattern)).by(field);
    String part = benchmark.toLowerCase(Locale.ROOT);
    List<BenchmarkHistory> wanted =
        new HistoryReader(order)
            .read(results.files()).values().stream()
                .filter(h -> name(h).toLowerCase(Locale.ROOT).contains(part))
                .toList();
    if (wanted.isEmpty()) {
      throw new BadDataException(
          "no benchmark in " + path + " is named like '" + benchmark + "'; list them without it");
    }
    return wanted;
  }

  private static String name(BenchmarkHistory h) {
    return h.id().benchmark() + " " + h.id().parameters() + " " + h.label();
  }
}
