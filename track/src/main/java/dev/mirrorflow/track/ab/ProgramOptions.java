package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.git.Revision;
import dev.mirrorflow.track.machine.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Where the programs of both sides come from. */
final class ProgramOptions {

  private static final int HASH_DIGITS = 12;

  @Option(
      names = "--base",
      paramLabel = "WHICH",
      defaultValue = "auto",
      description =
          "compare B with A itself (exact), or with the last commit that both have in common"
              + " (merge-base), so that B is not blamed for what A gained since; auto is merge-base"
              + " if A is a branch, otherwise exact; default: ${DEFAULT-VALUE}",
      converter = BaseName.class)
  private BaseChoice choice = BaseChoice.AUTO;

  @Option(
      names = "--jars",
      description =
          "A and B are jars, or class paths such as 'classes:lib/*', and no revisions: nothing is"
              + " built, and git is not needed")
  private boolean jars;

  @Option(
      names = "--build",
      paramLabel = "COMMAND",
      description =
          "builds a revision, run by sh in its folder; default: package of Maven, jmhJar of Gradle")
  private Optional<String> build = Optional.empty();

  @Option(
      names = {"--jar", "--classpath"},
      paramLabel = "PATH",
      description =
          "what the build makes, below its folder: a jar, or a class path such as"
              + " 'target/test-classes:target/classes:lib/*'; default: the jar that holds a list of"
              + " benchmarks")
  private Optional<String> artifact = Optional.empty();

  @Option(
      names = "--jdk",
      paramLabel = "DIR",
      description =
          "the JDK that builds and runs the benchmarks; default: JAVA_HOME, then that of the java"
              + " on the path")
  private Optional<Path> jdk = Optional.empty();

  @Option(names = "--jdk-a", paramLabel = "DIR", description = "the JDK of A")
  private Optional<Path> jdkA = Optional.empty();

  @Option(names = "--jdk-b", paramLabel = "DIR", description = "the JDK of B")
  private Optional<Path> jdkB = Optional.empty();

  /** What is wrong with the options together; empty if nothing is. */
  Optional<String> problem() {
    if (jars && (build.isPresent() || artifact.isPresent())) {
      return Optional.of("--jars builds nothing: leave --build, --jar and --classpath out");
    }
    if (jars && choice != BaseChoice.AUTO) {
      return Optional.of("--jars knows no commits: leave --base out");
    }
    return Optional.empty();
  }

  /** Whether both sides may run on different JVMs, because that is what was asked for. */
  boolean isAcrossJdks() {
    return jdkA.isPresent() || jdkB.isPresent();
  }

  /**
   * The sources of both sides.
   *
   * @param say told what A stands for, if that is not A itself
   * @throws BadDataException if a revision, a file or a JDK is not there
   */
  Map<Side, ProgramSource> sources(
      String a, String b, Map<String, String> environment, Consumer<String> say) {
    ProgramCache cache = new ProgramCache(ProgramCache.standard(environment));
    Jdk common = null;
    if (jdkA.isEmpty() || jdkB.isEmpty()) {
      common = jdk.map(Jdk::in).orElseGet(() -> Jdk.standard(environment));
    }
    Jdk ofA = jdkA.isPresent() ? Jdk.in(jdkA.get()) : common;
    Jdk ofB = jdkB.isPresent() ? Jdk.in(jdkB.get()) : common;
    if (jars) {
      return Map.of(Side.A, new FileSource(cache, a, ofA), Side.B, new FileSource(cache, b, ofB));
    }
    GitRepository repository =
        GitRepository.around(Path.of(""))
            .orElseThrow(() ->
                new BadDataException(
                    "this is no git repository; change to the project's, or compare jars with"
                        + " --jars"));
    Revision named = repository.resolve(a);
    Revision judged = repository.resolve(b);
    Revision base = choice.of(repository, named, judged);
    if (!base.equals(named)) {
      say.accept(
          "A is "
              + base.commit().substring(0, HASH_DIGITS)
              + ", where "
              + b
              + " left "
              + a
              + "; --base exact compares with "
              + a
              + " itself");
    }
    String below = repository.below(Path.of(""));
    return Map.of(
        Side.A,
        new RevisionSource(cache, repository, base, new BuildRecipe(build, artifact, below, ofA)),
        Side.B,
        new RevisionSource(
            cache, repository, judged, new BuildRecipe(build, artifact, below, ofB)));
  }

  /** The files that are read as they are, which no result may be written over. */
  static List<Path> inputs(Map<Side, ProgramSource> sources) {
    return sources.values().stream()
        .filter(FileSource.class::isInstance)
        .flatMap(source -> ((FileSource) source).inputs().stream())
        .toList();
  }
}
