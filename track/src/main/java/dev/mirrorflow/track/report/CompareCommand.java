package dev.mirrorflow.track.report;

import dev.mirrorflow.track.compare.Aspect;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.Design;
import dev.mirrorflow.track.compare.Replicate;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.machine.MachineProbe;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.ResultRoles;
import dev.mirrorflow.track.results.Suite;
import dev.mirrorflow.track.terminal.Program;
import dev.mirrorflow.track.terminal.Version;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mirrorflow compare}: what became faster or slower between two runs of JMH. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Compares two results of JMH, of this or any other project (jmh -rf json), benchmark by"
          + " benchmark. The fork is the unit: measure 10 on each side (-f 10).",
      "Two runs apart from each other cannot tell a change from a drift of the machine.",
      "+5%% is always slower or worse, -5%% faster or better, also where JMH gives a rate."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:compared",
      "1:a benchmark moved in a way that --fail-on names",
      "2:the command line is wrong",
      "3:a file is not JMH's JSON, or nothing could be judged under --fail-on",
      "4:a benchmark failed in NEW, or, under --fail-on, is missing there"
    },
    footer = {"Example:", "  ${COMMAND-FULL-NAME} base.json new.json --fail-on regressed"})
public final class CompareCommand implements Callable<Integer> {

  private static final String LAST = "last";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..2",
      paramLabel = "FILE",
      description =
          "BASE and NEW: JMH's JSON, or folders of it whose forks are pooled; only NEW with"
              + " --against")
  private List<Path> paths = List.of();

  @Option(
      names = "--against",
      paramLabel = "last|COMMIT",
      description =
          "the base is the run of the same profile before NEW in its folder, of this commit if one"
              + " is given; without NEW, the newest run of this machine in results/ is meant")
  private String against;

  @Mixin private VerdictOptions verdicts;

  @Option(
      names = "--across",
      split = ",",
      paramLabel = "ASPECT",
      description = "compare although the machine, jdk or provider differs (several with commas)")
  private Set<Aspect> across = EnumSet.noneOf(Aspect.class);

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description =
          "what counts in a folder of several runs: fork, run, or by default the run where the runs"
              + " differ by more than their forks do, as on runners of two CPUs")
  private Replicate replicate = Replicate.AUTO;

  static CommandLine commandLine() {
    return Program.line(new CompareCommand());
  }

  @Override
  public Integer call() {
    SuiteComparison comparison = compare();
    verdicts.report(comparison, spec.commandLine().getOut());
    return verdicts.exitCode(comparison);
  }

  /** No report may be written over a result that is read. */
  private void checkOutputs() {
    ResultRoles roles = new ResultRoles();
    paths.forEach(path -> roles.reads("FILE", path));
    if (against != null) {
      roles.reads("--against", paths.isEmpty() ? ownResults() : folder(paths.get(0)));
    }
    verdicts.outputs().forEach(roles::writes);
    Program.refuse(spec.commandLine(), roles.conflict());
  }

  /** Where the runs of this machine are. */
  private static Path ownResults() {
    return Path.of("results", new MachineProbe(Path.of("/")).name());
  }

  private static Path folder(Path file) {
    return file.toAbsolutePath().getParent();
  }

  private SuiteComparison compare() {
    checkOutputs();
    Criteria criteria = verdicts.criteria(Design.SEPARATE, across).with(replicate);
    if (against == null) {
      if (paths.size() != 2) {
        throw new ParameterException(
            spec.commandLine(), "name two files, BASE and NEW, or use --against last");
      }
      return SuiteComparison.of(Suite.read(paths.get(0)), Suite.read(paths.get(1)), criteria);
    }
    if (paths.size() == 2) {
      throw new ParameterException(
          spec.commandLine(), "--against names the base: give only NEW, or nothing");
    }
    return compareStored(criteria);
  }

  private SuiteComparison compareStored(Criteria criteria) {
    StoredRuns runs;
    ResultFile fresh;
    if (paths.isEmpty()) {
      runs = new StoredRuns(ownResults());
      fresh = runs.newest();
    } else {
      runs = new StoredRuns(folder(paths.get(0)));
      fresh = ResultFile.read(paths.get(0).toAbsolutePath());
    }
    ResultFile base = runs.before(fresh, against.equals(LAST) ? "" : against);
    return SuiteComparison.of(
        new Suite(base.path().toString(), List.of(base), List.of()),
        new Suite(fresh.path().toString(), List.of(fresh), runs.skipped()),
        criteria);
  }
}
