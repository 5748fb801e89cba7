package dev.mirrorflow.track.export;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.AtomicFile;
import dev.mirrorflow.track.history.HistoryReader;
import dev.mirrorflow.track.history.OtavaCsv;
import dev.mirrorflow.track.results.Direction;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.ResultRoles;
import dev.mirrorflow.track.results.RunOrder;
import dev.mirrorflow.track.results.Suite;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorflow export}: results for other trackers, with the direction right. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Writes results of JMH, of this or any other project, in the formats of other trackers.",
      "  github-bigger   github-action-benchmark, tool customBiggerIsBetter: the rates",
      "  github-smaller  github-action-benchmark, tool customSmallerIsBetter: times, allocation",
      "  bencher         Bencher's metric format, adapter json",
      "  otava           table of a folder's runs for Apache Otava",
      "  otava-config    Otava's configuration of that table"
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:written",
      "2:the command line is wrong",
      "3:a file is not JMH's JSON, or has no number"
    },
    footer = {
      "Example:",
      "  ${COMMAND-FULL-NAME} jmh-result.json --format bencher --output bmf.json"
    })
public final class ExportCommand implements Callable<Integer> {

  /** What can be written; named on the command line with hyphens. */
  enum Format {
    GITHUB_BIGGER,
    GITHUB_SMALLER,
    BENCHER,
    OTAVA,
    OTAVA_CONFIG;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "JMH's JSON, or a folder of it for Otava")
  private Path file;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "one of ${COMPLETION-CANDIDATES}")
  private Format format;

  @Option(names = "--output", paramLabel = "FILE", description = "default: standard output")
  private Path output;

  static CommandLine commandLine() {
    return Program.line(new ExportCommand());
  }

  @Override
  public Integer call() {
    Program.refuse(
        spec.commandLine(),
        new ResultRoles().reads("FILE", file).writes("--output", output).conflict());
    Suite suite = Suite.read(file);
    PrintWriter err = spec.commandLine().getErr();
    suite.skipped().forEach(reason -> err.println("export: skipped: " + reason));
    byte[] bytes = bytes(suite, err);
    err.flush();
    if (output == null) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(new String(bytes, StandardCharsets.UTF_8).stripTrailing());
      out.flush();
    } else {
      AtomicFile.write(output, stream -> stream.write(bytes));
    }
    return 0;
  }

  private byte[] bytes(Suite suite, PrintWriter err) {
    return switch (format) {
      case GITHUB_BIGGER ->
          GithubActionBenchmark.json(points(suite, err), Direction.BIGGER_IS_BETTER);
      case GITHUB_SMALLER ->
          GithubActionBenchmark.json(points(suite, err), Direction.SMALLER_IS_BETTER);
      case BENCHER -> BencherMetrics.json(points(suite, err));
      case OTAVA -> otava(suite, err).csv().getBytes(StandardCharsets.UTF_8);
      case OTAVA_CONFIG ->
          otava(suite, err).configuration("history.csv").getBytes(StandardCharsets.UTF_8);
    };
  }

  private List<MetricPoint> points(Suite suite, PrintWriter err) {
    List<Measurement> all =
        suite.files().stream().map(ResultFile::measurements).flatMap(List::stream).toList();
    List<MetricPoint> points = MetricPoint.of(all);
    if (points.isEmpty()) {
      throw new BadDataException(
          file + " has no figure that is a number, so there is nothing to write; measure again");
    }
    Set<String> scored = new HashSet<>();
    points.stream().filter(MetricPoint::isScore).forEach(p -> scored.add(p.benchmark()));
    all.stream()
        .map(MetricPoint::name)
        .filter(name -> !scored.contains(name))
        .forEach(name -> err.println("export: no score that is a number, left out: " + name));
    return points;
  }

  private OtavaCsv otava(Suite suite, PrintWriter err) {
    RunOrder order = RunOrder.in(file.toAbsolutePath().getParent());
    OtavaCsv table = OtavaCsv.of(new HistoryReader(order).read(suite.files()).values());
    table.gaps().forEach(gap -> err.println("export: missing, filled with the run before: " + gap));
    return table;
  }
}
