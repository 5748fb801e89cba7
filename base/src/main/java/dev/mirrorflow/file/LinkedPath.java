package dev.mirrorflow.file;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a path leads to. */
final class LinkedPath {

  /** As in Linux. */
  private static final int MOST_LINKS = 40;

  private LinkedPath() {}

  /**
   * The file that a path names, absolute and with symbolic links followed, also one to a file that
   * does not exist yet.
   *
   * @throws FileSystemLoopException if links lead back to themselves
   */
  static Path follow(Path path) throws IOException {
    if (Files.exists(path)) {
      return path.toRealPath();
    }
    Path file = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      file = file.resolveSibling(Files.readSymbolicLink(file));
    }
    Path folder = file.getParent();
    return folder != null && Files.exists(folder) && file.getFileName() != null
        ? folder.toRealPath().resolve(file.getFileName())
        : file.normalize();
  }
}
