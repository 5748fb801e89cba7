package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.compare.Design;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.report.VerdictOptions;
import dev.mirrorflow.track.results.Suite;
import dev.mirrorflow.track.terminal.InterruptionException;
import dev.mirrorflow.track.terminal.LastWord;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.StatusLine;
import dev.mirrorflow.track.terminal.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorflow ab}: two revisions, measured side by side on this machine. */
@Command(
    name = "ab",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Builds two revisions of the project around the current folder, runs the forks of their JMH"
          + " benchmarks in turns (A B B A) so that the machine's drift cancels, and says what"
          + " became faster or slower.",
      "Nothing of the working tree is touched: builds and forks are kept in"
          + " ~/.cache/mirrorflow. After an interruption, the same command goes on."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:compared",
      "1:a benchmark has a verdict that --fail-on names",
      "2:the command line is wrong",
      "3:a revision is unknown, or a file cannot be read or written",
      "4:a build or a benchmark failed",
      "130:interrupted; the same command goes on"
    },
    footer = {
      "Examples:",
      "  ${COMMAND-FULL-NAME} main WORK --include FusedGradient --fail-on regressed -- -p"
          + " shape=64x512",
      "  ${COMMAND-FULL-NAME} v1.0 main --build 'mvn -q package' --jar target/benchmarks.jar"
          + " --forks 15"
    })
public final class AbCommand implements Callable<Integer> {

  /** At most so many lines about disturbed or failed forks. */
  private static final int LINES = 8;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "REF_A", description = "the revision to compare with")
  private String base;

  @Parameters(
      index = "1",
      paramLabel = "REF_B",
      description = "the revision to judge; WORK is the working tree as it is")
  private String fresh;

  @Parameters(
      index = "2..*",
      paramLabel = "JMH",
      description = "after --: options of JMH for every fork")
  private List<String> jmhOptions = List.of();

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "10",
      description = "of each benchmark on each side; default: ${DEFAULT-VALUE}")
  private int forks;

  @Option(
      names = "--include",
      paramLabel = "REGEX",
      defaultValue = ".*",
      description = "the benchmarks, by class and method; default: all")
  private String include;

  @Mixin private VerdictOptions verdicts;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "folder for the forks and results; default: one in ~/.cache/mirrorflow")
  private Path output;

  @Option(names = "--fresh", description = "throw away the forks that were measured before")
  private boolean startOver;

  @Option(
      names = "--build",
      paramLabel = "COMMAND",
      defaultValue = "./mvnw -q -B -Dmaven.test.skip -pl bench -am package",
      description = "builds a revision, run by sh in its folder; default: ${DEFAULT-VALUE}")
  private String build;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      defaultValue = "bench/target/benchmarks.jar",
      description = "what the build makes, below its folder; default: ${DEFAULT-VALUE}")
  private String jar;

  static CommandLine commandLine() {
    return Program.line(new AbCommand());
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    StatusLine status = StatusLine.onTerminal();
    ForkCount count = new ForkCount();
    try (LastWord word =
        new LastWord(
            spec.commandLine().getErr(),
            () -> {
              status.show("");
              return "ab: " + count.interrupted();
            })) {
      try {
        return compare(status, count);
      } catch (InterruptionException e) {
        word.say();
        return LastWord.INTERRUPTED;
      }
    }
  }

  private int compare(StatusLine status, ForkCount count) throws IOException {
    GitRepository repository =
        GitRepository.around(Path.of(""))
            .orElseThrow(
                () -> new BadDataException("this is no git repository; change to the project's"));
    MachineProbe probe = new MachineProbe(Path.of("/"));
    AbSession.Outcome run;
    try {
      run = new AbSession(repository, System.getenv(), status::show, count).run(request(probe));
    } finally {
      status.show("");
    }
    AbResult result = run.result();
    if (result.failed().size() == result.forks()) {
      throw new ComputationException("every fork failed: " + result.failed().get(0));
    }
    Map<Side, Suite> suites = AbFiles.write(run, probe);
    SuiteComparison comparison =
        SuiteComparison.of(
            suites.get(Side.A),
            suites.get(Side.B),
            verdicts.criteria(Design.INTERLEAVED, Set.of()));
    PrintWriter out = spec.commandLine().getOut();
    verdicts.report(comparison, out);
    disturbances(result, out);
    out.println("Forks and results: " + run.folder());
    out.flush();
    print("failed: ", result.failed(), spec.commandLine().getErr());
    return verdicts.exitCode(comparison);
  }

  private AbRequest request(MachineProbe probe) {
    return new AbRequest(
        base,
        fresh,
        forks,
        include,
        jmhOptions,
        new BuildRecipe(build, jar, Path.of(System.getProperty("java.home"))),
        Optional.ofNullable(output),
        startOver,
        probe.name(),
        ZonedDateTime.now(ZoneOffset.UTC).withNano(0).toString());
  }

  private void checkOptions() {
    if (forks < 1) {
      throw usage("--forks must be at least 1, not " + forks);
    }
    try {
      Pattern.compile(include);
    } catch (PatternSyntaxException e) {
      throw usage("--include is no regular expression: " + e.getDescription());
    }
    Optional<String> problem = JmhOptions.problem(jmhOptions);
    if (problem.isPresent()) {
      throw usage(problem.get());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static void disturbances(AbResult result, PrintWriter out) {
    int disturbed = result.disturbed().size();
    out.printf(
        Locale.ROOT,
        "Rulers between the forks: steady beside %d of %d.%n",
        result.forks() - disturbed,
        result.forks());
    List<String> lines =
        result.disturbed().entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
    print("! disturbed machine, ", lines, out);
  }

  private static void print(String head, List<String> lines, PrintWriter out) {
    lines.stream().limit(LINES).forEach(line -> out.println(head + line));
    if (lines.size() > LINES) {
      out.println(head + "and " + (lines.size() - LINES) + " more");
    }
    out.flush();
  }
}
