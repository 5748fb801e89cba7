package dev.mirrorflow.track.ab;

import dev.mirrorflow.track.compare.StoppingRule;
import dev.mirrorflow.track.git.Revision;
import dev.mirrorflow.track.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes the programs of both sides and measures them side by side. */
final class AbSession {

  private final Path cache;
  private final Progress progress;
  private final ForkCount count;

  /**
   * A session.
   *
   * @param cache folder for runs that are given none
   * @param count told of the forks that are on the disk
   */
  AbSession(Path cache, Progress progress, ForkCount count) {
    this.cache = cache;
    this.progress = progress;
    this.count = count;
  }

  /** A finished run, and the folder that holds its forks. */
  record Outcome(Path folder, RunDescription description, AbResult result) {}

  /**
   * Measures what is missing and puts the forks together. The folder of the run is opened before
   * anything is built.
   *
   * @throws dev.mirrorflow.error.BadDataException if a folder cannot be written, or a side holds no
   *     benchmarks
   * @throws dev.mirrorflow.track.terminal.InterruptionException if the user stops it
   * @throws dev.mirrorflow.error.ComputationException if a build or a benchmark's process fails
   */
  Outcome run(AbRequest request) throws IOException {
    RunDescription wanted = describe(request);
    Path folder = request.output().orElseGet(() -> runFolder(wanted));
    if (request.startOver() && Files.isDirectory(folder)) {
      RunFolder.read(folder);
      ProgramCache.delete(folder);
    }
    try (RunFolder run = RunFolder.open(folder, wanted)) {
      Map<Side, BenchmarkProgram> programs = new EnumMap<>(Side.class);
      for (Side side : Side.values()) {
        programs.put(side, program(request.sources().get(side)));
      }
      return new Outcome(folder, run.description(), measure(request, run, programs));
    }
  }

  private BenchmarkProgram program(ProgramSource source) {
    if (!source.isThere()) {
      Revision r = source.revision();
      progress.say(
          "building " + r.name() + " (" + r.shortCommit() + ") with " + source.jdk() + " ...");
    }
    return BenchmarkProgram.of(source);
  }

  private AbResult measure(AbRequest request, RunFolder run, Map<Side, BenchmarkProgram> programs)
      throws IOException {
    Effort effort = request.effort();
    Path logs = run.path().toAbsolutePath();
    Map<Side, Set<String>> methods = new EnumMap<>(Side.class);
    programs.forEach((side, program) ->
        methods.put(
            side, program.methods(request.include(), logs.resolve("list-" + side + ".log"))));
    IterationPlan plan = run.plan().orElseGet(() -> plan(request, programs));
    run.keep(plan);
    Set<String> all = new TreeSet<>(methods.get(Side.A));
    all.addAll(methods.get(Side.B));
    progress.say(plan.words(all.size(), effort.rounds(), effort.budget()));
    EarlyStop ending =
        new EarlyStop(
            effort.budget(),
            effort.isFull() ? List.of() : StoppingRule.looks(effort.rounds()),
            new RunLook(run, request.criteria()),
            System::nanoTime);
    return new AbRun(
            run,
            new JmhRunner(programs, plan.options(), effort.forkLimit()),
            new ReferenceLoads()::read,
            new AbProgress(progress),
            count)
        .run(effort.rounds(), methods, ending);
  }

  /** By what the newer program announces. */
  private static IterationPlan plan(AbRequest request, Map<Side, BenchmarkProgram> programs) {
    Effort effort = request.effort();
    return IterationPlan.of(
        options -> announced(programs, request.include(), options),
        request.options(),
        effort.rounds(),
        effort.budget(),
        effort.asWritten());
  }

  private static Optional<Duration> announced(
      Map<Side, BenchmarkProgram> programs, String include, List<String> options) {
    return programs
        .get(Side.B)
        .announced(include, options)
        .or(() -> programs.get(Side.A).announced(include, options));
  }

  private static RunDescription describe(AbRequest request) {
    ProgramSource a = request.sources().get(Side.A);
    ProgramSource b = request.sources().get(Side.B);
    return new RunDescription(
        RunDescription.SCHEMA,
        request.start(),
        a.revision().name(),
        a.revision().commit(),
        b.revision().name(),
        b.revision().commit(),
        request.include(),
        request.options(),
        a.recipe().equals(b.recipe()) ? a.recipe() : a.recipe() + "; " + b.recipe(),
        request.machine());
  }

  private Path runFolder(RunDescription run) {
    String hash = HexFormat.of().toHexDigits(run.key().hashCode());
    String name =
        new Revision(run.base(), run.baseCommit()).shortCommit()
            + "-"
            + new Revision(run.fresh(), run.freshCommit()).shortCommit()
            + "-"
            + hash;
    return cache.resolve("ab").resolve(name);
  }
}
