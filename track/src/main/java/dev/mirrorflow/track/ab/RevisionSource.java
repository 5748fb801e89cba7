package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.git.Revision;
import dev.mirrorflow.track.machine.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A revision of a repository: built in a temporary working tree of git's, outside the user's. */
final class RevisionSource implements ProgramSource {

  /** From this version on, javac runs only the annotation processors that are named. */
  private static final int SILENT_JAVAC = 23;

  private final ProgramCache cache;
  private final GitRepository repository;
  private final Revision revision;
  private final BuildRecipe recipe;

  RevisionSource(
      ProgramCache cache, GitRepository repository, Revision revision, BuildRecipe recipe) {
    this.cache = cache;
    this.repository = repository;
    this.revision = revision;
    this.recipe = recipe;
  }

  @Override
  public Revision revision() {
    return revision;
  }

  @Override
  public String recipe() {
    return recipe.key();
  }

  @Override
  public Jdk jdk() {
    return recipe.jdk();
  }

  @Override
  public boolean isThere() {
    return cache.has(key());
  }

  private String key() {
    String made = recipe.key() + recipe.jdk().home();
    return revision.commit() + "-" + HexFormat.of().toHexDigits(made.hashCode());
  }

  @Override
  public Path folder() {
    return cache.of(key(), this::build);
  }

  private void build(Path folder, Path log) throws IOException {
    Path tree = cache.worktree(key());
    Files.createDirectories(tree.getParent());
    repository.addWorktree(revision, tree);
    try {
      ClassPath.copy(
          recipe.command().isPresent() ? byCommand(tree, log) : found(tree, log), folder);
    } finally {
      repository.removeWorktree(tree);
    }
  }

  private List<Path> byCommand(Path tree, Path log) throws IOException {
    run(new ProjectBuild(tree, recipe.command().orElseThrow()), log);
    return artifact(tree)
        .orElseThrow(() ->
            new BadDataException(
                "the build of "
                    + revision.name()
                    + " made no jar that holds benchmarks; name it with --jar"));
  }

  private List<Path> found(Path tree, Path log) throws IOException {
    ProjectBuild build = ProjectBuild.of(tree, recipe.below());
    run(build, log);
    Optional<List<Path>> made = artifact(tree).filter(RevisionSource::holdsBenchmarks);
    Optional<ProjectBuild> again = build.withAllProcessors();
    if (made.isEmpty() && again.isPresent() && recipe.jdk().feature() >= SILENT_JAVAC) {
      run(again.get(), log);
      made = artifact(tree);
    }
    return made.orElseThrow(() ->
        new BadDataException(
            "the build of "
                + revision.name()
                + " ("
                + build.command()
                + ") made no jar that holds benchmarks: name it with --jar, or another build with"
                + " --build. If it is there, "
                + BenchmarkList.remedy()));
  }

  static boolean holdsBenchmarks(List<Path> entries) {
    return entries.stream().anyMatch(BenchmarkList::isIn);
  }

  /** What the recipe names, or what is found. */
  private Optional<List<Path>> artifact(Path tree) throws IOException {
    if (recipe.artifact().isEmpty()) {
      return FoundJar.in(tree).map(jar -> ClassPath.entries(jar.toString(), tree));
    }
    String text = recipe.artifact().get();
    try {
      return Optional.of(ClassPath.entries(text, tree));
    } catch (BadDataException e) {
      throw new BadDataException(
          "the build of "
              + revision.name()
              + " made no "
              + text
              + "; name what it makes with --jar or --classpath",
          e);
    }
  }

  private void run(ProjectBuild build, Path log) {
    int code =
        new LoggedProcess(List.of("sh", "-c", build.command()), build.folder(), log)
            .run(recipe.jdk(), Duration.ofDays(1))
            .orElse(1);
    if (code != 0) {
      throw new ComputationException(
          "the build of "
              + revision.name()
              + " failed ("
              + build.command()
              + "): "
              + LoggedProcess.lastLine(log)
              + "; see "
              + log);
    }
  }
}
