package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.track.git.GitRepository;
import dev.mirrorflow.track.git.Revision;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Benchmark jars by commit: built once in a temporary working tree of git's, which is removed
 * afterwards, and kept outside the user's.
 */
final class JarCache {

  private final Path folder;
  private final GitRepository repository;
  private final BuildRecipe recipe;

  JarCache(Path folder, GitRepository repository, BuildRecipe recipe) {
    this.folder = folder;
    this.repository = repository;
    this.recipe = recipe;
  }

  /** Where caches belong: {@code $XDG_CACHE_HOME/mirrorflow}, or {@code ~/.cache/mirrorflow}. */
  static Path standard(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return base.resolve("mirrorflow");
  }

  /** Whether a revision's jar is there already. */
  boolean has(Revision revision) {
    return Files.exists(jar(revision));
  }

  private Path jar(Revision revision) {
    return folder.resolve("builds").resolve(key(revision)).resolve("benchmarks.jar");
  }

  private String key(Revision revision) {
    String hash = HexFormat.of().toHexDigits((recipe.command() + recipe.jar()).hashCode());
    return revision.commit() + "-" + hash;
  }

  /**
   * The jar of a revision, which is built if need be.
   *
   * @throws ComputationException if the build fails, with its log
   * @throws BadDataException if the cache cannot be written or git fails
   */
  Path of(Revision revision) {
    Path jar = jar(revision);
    try {
      Files.createDirectories(jar.getParent());
      Path lockFile = jar.resolveSibling("lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(jar)) {
          build(revision, jar);
        }
      }
      return jar;
    } catch (IOException e) {
      throw new BadDataException(folder + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void build(Revision revision, Path jar) throws IOException {
    Path tree = folder.resolve("worktrees").resolve(key(revision));
    Files.createDirectories(tree.getParent());
    Path log = jar.resolveSibling("build.log");
    repository.addWorktree(revision, tree);
    try {
      int code =
          new LoggedProcess(List.of("sh", "-c", recipe.command()), tree, log).run(recipe.jdk());
      if (code != 0) {
        throw new ComputationException(
            "the build of "
                + revision.name()
                + " failed ("
                + recipe.command()
                + "): "
                + LoggedProcess.lastLine(log)
                + "; see "
                + log);
      }
      Path built = tree.resolve(recipe.jar());
      if (!Files.isRegularFile(built)) {
        throw new BadDataException(
            "the build of "
                + revision.name()
                + " made no "
                + recipe.jar()
                + "; name it with --jar");
      }
      Path part = jar.resolveSibling("benchmarks.part");
      Files.copy(built, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      repository.removeWorktree(tree);
    }
  }
}
