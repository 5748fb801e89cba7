package dev.mirrorflow.track.history;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.AtomicFile;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.report.VerdictOptions;
import dev.mirrorflow.track.results.ResultFolder;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    exitCodeList = {"0:shown", "2:the command line is wrong", "3:there are no results"},
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

  static CommandLine commandLine() {
    return Program.line(new HistoryCommand());
  }

  @Override
  public Integer call() {
    Path path = folder == null ? Path.of("results", new MachineProbe(Path.of("/")).name()) : folder;
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
      out.print(text.overview(wanted));
    } else {
      wanted.forEach(h -> out.println(text.series(h)));
      SizeSweep.of(wanted).forEach(s -> out.println(text.sweep(s)));
    }
    out.flush();
    if (csv != null) {
      OtavaCsv table = OtavaCsv.of(wanted);
      byte[] bytes = table.csv().getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(csv, stream -> stream.write(bytes));
      table.leftOut().forEach(name -> err.println("history: not in every run, left out: " + name));
      err.flush();
    }
    return 0;
  }

  private Collection<BenchmarkHistory> wanted(Path path, ResultFolder results) {
    Map<String, Integer> order =
        GitRepository.around(path).map(GitRepository::order).orElse(Map.of());
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
    return h.id().benchmark() + " " + h.id().parameters() + " " + h.id().label();
  }
}
