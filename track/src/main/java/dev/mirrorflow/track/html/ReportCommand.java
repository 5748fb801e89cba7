package dev.mirrorflow.track.html;

import dev.mirrorflow.file.AtomicFile;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.ResultRoles;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorflow report}: results as one page of HTML. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Draws results of JMH, of this or any other project, as one HTML file that needs no network.",
      "One file: its figures. Two: the second against the first. A folder of results: the newest"
          + " against the one before, and the history. The folder of an A/B run: its sides."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:written", "2:the command line is wrong", "3:a file is not JMH's JSON"},
    footer = {"Example:", "  ${COMMAND-FULL-NAME} base.json new.json --output report.html"})
public final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "JMH's JSON, oldest first, or one folder")
  private List<Path> paths;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE",
      description = "the page to write")
  private Path output;

  @Option(
      names = "--link",
      paramLabel = "TEMPLATE",
      description = "address of a commit, such as https://host/project/commit/{commit}")
  private String link;

  static CommandLine commandLine() {
    return Program.line(new ReportCommand());
  }

  @Override
  public Integer call() {
    if (link != null && !link.matches("https?://.*\\{commit\\}.*")) {
      throw new ParameterException(
          spec.commandLine(),
          "--link must be an address of http or https with {commit} in it, not '" + link + "'");
    }
    ResultRoles roles = new ResultRoles().writes("--output", output);
    paths.forEach(path -> roles.reads("FILE", path));
    Program.refuse(spec.commandLine(), roles.conflict());
    ReportInput input = ReportInput.of(paths);
    byte[] bytes = page(input, Optional.ofNullable(link)).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(output, stream -> stream.write(bytes));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Written: " + output);
    out.flush();
    return 0;
  }

  /** The whole page: the verdict, what moved, the rest folded, the environment last. */
  static String page(ReportInput input, Optional<String> link) {
    Optional<SuiteComparison> comparison = input.comparison();
    HtmlPage page = new HtmlPage("Benchmarks: " + title(input));
    comparison.ifPresent(c -> ComparisonSection.add(c, page));
    HistorySection.add(input.histories(), Criteria.DEFAULT.minEffect(), link, page);
    List<Measurement> latest = input.latest().measurements();
    ServiceLoader.load(ReportSection.class).forEach(section -> section.add(latest, page));
    ScoreSection.add(latest, page);
    page.section("Environment");
    input.skipped().forEach(reason -> page.warning("skipped: " + reason));
    List<List<ResultFile>> sides =
        comparison
            .map(c -> List.of(c.base().files(), c.fresh().files()))
            .orElseGet(() -> List.of(List.of(input.latest())));
    page.raw(EnvironmentTable.of(sides, link));
    return page.toString();
  }

  private static String title(ReportInput input) {
    return input
        .comparison()
        .map(c -> c.base().name() + " → " + c.fresh().name())
        .orElseGet(() -> input.latest().path().getFileName().toString());
  }
}
