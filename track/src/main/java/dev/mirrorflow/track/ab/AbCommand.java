package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.file.FileRoles;
import dev.mirrorflow.track.compare.Aspect;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.Design;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.report.VerdictOptions;
import dev.mirrorflow.track.results.ResultFolder;
import dev.mirrorflow.track.results.Suite;
import dev.mirrorflow.track.terminal.InterruptNotice;
import dev.mirrorflow.track.terminal.InterruptionException;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.Progress;
import dev.mirrorflow.track.terminal.Version;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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
          + " became faster or slower. It ends early when every verdict is decided.",
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
      "  ${COMMAND-FULL-NAME} HEAD~1 WORK --budget 20m",
      "  ${COMMAND-FULL-NAME} v1.0 main --build './gradlew :lib:jmhJar' --jar"
          + " lib/build/libs/lib-jmh.jar --forks 15",
      "  ${COMMAND-FULL-NAME} main main --base exact --jdk-a /usr/lib/jvm/21 --jdk-b"
          + " /usr/lib/jvm/25",
      "  ${COMMAND-FULL-NAME} --jars old.jar new.jar"
    })
public final class AbCommand implements Callable<Integer> {

  /** At most so many lines about disturbed or failed forks. */
  private static final int LINES = 8;

  /** Exit code if a fork failed, whatever the others say. */
  private static final int FAILED = 4;

  private final Map<String, String> environment;

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

  @Mixin private ProgramOptions programs;

  @Mixin private EffortOptions effort;

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
  private Optional<Path> output = Optional.empty();

  @Option(names = "--fresh", description = "throw away the forks that were measured before")
  private boolean startOver;

  /** The command in the environment of this process. */
  public AbCommand() {
    this(System.getenv());
  }

  private AbCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The command, ready to parse.
   *
   * @param environment which names the JDK and the folder of caches
   */
  static CommandLine commandLine(Map<String, String> environment) {
    return Program.line(new AbCommand(environment));
  }

  @Override
  public Integer call() throws IOException {
    checkOptions();
    Progress progress = new Progress(spec.commandLine().getErr(), "ab: ");
    ForkCount count = new ForkCount();
    try (InterruptNotice word =
        new InterruptNotice(
            spec.commandLine().getErr(),
            () -> {
              progress.clear();
              return "ab: " + count.interrupted();
            })) {
      try {
        return compare(progress, count);
      } catch (InterruptionException e) {
        word.say();
        return InterruptNotice.INTERRUPTED;
      }
    }
  }

  private int compare(Progress progress, ForkCount count) throws IOException {
    MachineProbe probe = new MachineProbe(Path.of("/"));
    Criteria criteria =
        verdicts.criteria(
            Design.INTERLEAVED, programs.isAcrossJdks() ? Set.of(Aspect.JDK) : Set.of());
    Map<Side, ProgramSource> sources = programs.sources(base, fresh, environment, progress::say);
    checkOutput(sources);
    AbSession session = new AbSession(ProgramCache.standard(environment), progress, count);
    AbSession.Outcome run;
    try {
      run =
          session.run(
              new AbRequest(
                  sources,
                  effort.effort(),
                  include,
                  jmhOptions,
                  criteria,
                  output,
                  startOver,
                  probe.name(),
                  ZonedDateTime.now(ZoneOffset.UTC).withNano(0).toString()));
    } finally {
      progress.clear();
    }
    return report(run, probe, criteria);
  }

  private int report(AbSession.Outcome run, MachineProbe probe, Criteria criteria)
      throws IOException {
    AbResult result = run.result();
    if (result.failed().size() == result.forks()) {
      throw new ComputationException("every fork failed: " + result.failed().get(0));
    }
    Map<Side, Suite> suites = AbFiles.write(run, probe);
    SuiteComparison comparison =
        SuiteComparison.of(suites.get(Side.A), suites.get(Side.B), criteria);
    PrintWriter out = spec.commandLine().getOut();
    verdicts.report(comparison, out);
    if (!result.ending().isEmpty()) {
      out.println("Measuring " + result.ending() + ".");
    }
    disturbances(result, out);
    out.println("Forks and results: " + run.folder());
    out.flush();
    print("failed: ", result.failed(), spec.commandLine().getErr());
    int code = verdicts.exitCode(comparison);
    return code == 0 && !result.failed().isEmpty() ? FAILED : code;
  }

  /** Results that would be written over an input are refused before anything is built. */
  private void checkOutput(Map<Side, ProgramSource> sources) throws IOException {
    List<Path> inputs = ProgramOptions.inputs(sources);
    FileRoles roles = new FileRoles();
    for (Path input : inputs) {
      if (output.isPresent() && isWithin(output.get(), input)) {
        throw usage("--output " + output.get() + " holds " + input + "; name another folder");
      }
      roles.reads("a side", input);
    }
    if (output.isPresent() && Files.isDirectory(output.get())) {
      ResultFolder.candidates(output.get()).forEach(file -> roles.reads("--output", file));
    }
    verdicts.outputs().forEach(roles::writes);
    Program.refuse(spec.commandLine(), roles.conflict());
    for (Path file : verdicts.outputs().values()) {
      Path absolute = file.toAbsolutePath().normalize();
      if (Files.isDirectory(absolute) || !Files.isWritable(absolute.getParent())) {
        throw new BadDataException(
            file + " cannot be written: a folder has the name, or there is none to hold it");
      }
    }
  }

  /** Also where links lead into the folder. */
  private static boolean isWithin(Path folder, Path file) throws IOException {
    return Files.exists(folder) && file.toRealPath().startsWith(folder.toRealPath());
  }

  private void checkOptions() {
    try {
      Pattern.compile(include);
    } catch (PatternSyntaxException e) {
      throw usage("--include is no regular expression: " + e.getDescription());
    }
    Optional<String> problem =
        effort.problem().or(programs::problem).or(() -> JmhOptions.problem(jmhOptions));
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
