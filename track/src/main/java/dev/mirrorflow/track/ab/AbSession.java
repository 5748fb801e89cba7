package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.git.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Builds both revisions and measures them side by side. */
public final class AbSession {

  private final GitRepository repository;
  private final Path cache;
  private final Consumer<String> progress;
  private final ForkCount count;

  /**
   * A session.
   *
   * @param environment of the process, which may name the folder of caches
   * @param progress told in one line what happens now
   * @param count told of the forks that are on the disk
   */
  AbSession(
      GitRepository repository,
      Map<String, String> environment,
      Consumer<String> progress,
      ForkCount count) {
    this.repository = repository;
    this.cache = JarCache.standard(environment);
    this.progress = progress;
    this.count = count;
  }

  /** A finished run, and the folder that holds its forks. */
  public record Outcome(Path folder, RunDescription description, AbResult result) {}

  /**
   * Measures what is missing and puts the forks together.
   *
   * @throws BadDataException if a revision is unknown or a folder cannot be written
   * @throws dev.mirrorflow.track.terminal.InterruptionException if the user stops it
   * @throws dev.mirrorflow.error.ComputationException if a build or a benchmark's process fails
   */
  public Outcome run(AbRequest request) throws IOException {
    Revision base = repository.resolve(request.base());
    Revision fresh = repository.resolve(request.fresh());
    RunDescription wanted = describe(request, base, fresh);
    Path folder = request.output().orElseGet(() -> runFolder(wanted));
    if (request.startOver()) {
      clear(folder);
    }
    JarCache jars = new JarCache(cache, repository, request.recipe());
    Map<Side, BenchmarkJar> built = new EnumMap<>(Side.class);
    built.put(Side.A, jar(jars, base, request));
    built.put(Side.B, jar(jars, fresh, request));
    try (RunFolder run = RunFolder.open(folder, wanted)) {
      JmhRunner runner =
          new JmhRunner(built, request.include(), request.options(), run.path().toAbsolutePath());
      AbResult result =
          new AbRun(run, runner, new Ruler()::read, new AbProgress(progress), count)
              .run(request.rounds());
      return new Outcome(folder, run.description(), result);
    }
  }

  private BenchmarkJar jar(JarCache jars, Revision revision, AbRequest request) {
    if (!jars.has(revision)) {
      progress.accept("building " + revision.name() + " (" + revision.shortCommit() + ")");
    }
    return new BenchmarkJar(jars.of(revision), request.recipe().jdk());
  }

  private static RunDescription describe(AbRequest request, Revision base, Revision fresh) {
    return new RunDescription(
        RunDescription.SCHEMA,
        request.start(),
        base.name(),
        base.commit(),
        fresh.name(),
        fresh.commit(),
        request.include(),
        request.options(),
        request.recipe().command() + " -> " + request.recipe().jar(),
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

  /** Removes the forks of a run; refuses a folder that is none. */
  private static void clear(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    RunFolder.read(folder);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.<Path>naturalOrder().reversed()).toList()) {
        Files.delete(path);
      }
    }
  }
}
