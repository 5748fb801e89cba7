package dev.mirrorflow.track.ab;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/** Programs of benchmarks by what they were made of: each is made once, whole or not at all. */
final class ProgramCache {

  /** Makes a program. */
  @FunctionalInterface
  interface Maker {
    /**
     * Puts the entries into a folder that is not there yet.
     *
     * @param log for the output of a build
     */
    void make(Path folder, Path log) throws IOException;
  }

  private final Path folder;

  ProgramCache(Path folder) {
    this.folder = folder;
  }

  /** Where caches belong: {@code $XDG_CACHE_HOME/mirrorflow}, or {@code ~/.cache/mirrorflow}. */
  static Path standard(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return base.resolve("mirrorflow");
  }

  /** Whether a program is there already. */
  boolean has(String key) {
    return Files.isDirectory(program(key));
  }

  private Path program(String key) {
    return folder.resolve("builds").resolve(key).resolve("program");
  }

  /** A folder for the working tree of a build, which is not made. */
  Path worktree(String key) {
    return folder.resolve("worktrees").resolve(key);
  }

  /**
   * The folder of a program, which is made if need be.
   *
   * @throws BadDataException if the cache cannot be written
   */
  Path of(String key, Maker maker) {
    Path program = program(key);
    try {
      Files.createDirectories(program.getParent());
      Path lockFile = program.resolveSibling("lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !has(key)) {
          Path part = program.resolveSibling("program.part");
          delete(part);
          maker.make(part, program.resolveSibling("build.log"));
          Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return program;
    } catch (IOException e) {
      throw new BadDataException(folder + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Removes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.<Path>naturalOrder().reversed()).toList()) {
        Files.delete(path);
      }
    }
  }
}
