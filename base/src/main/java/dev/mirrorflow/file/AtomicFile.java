package dev.mirrorflow.file;

import dev.mirrorflow.error.BadDataException;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes whole files or nothing: the content goes to a temporary file in the same folder, which
 * then replaces the target in one move, once it is on the disk. A reader never sees half a file,
 * not even after the machine lost its power, and a failed write leaves the old file as it was.
 *
 * <p>A thread that has been interrupted, as after Ctrl-C, writes what it has: a channel would close
 * under it, so that streams are used.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** What to write. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the content to the target, which may exist. A symbolic link is followed.
   *
   * @throws BadDataException if the folder is missing or not writable, the target is not a regular
   *     file, or writing fails; no temporary file stays behind
   */
  public static void write(Path target, Content content) {
    try {
      Path file = checkedTarget(target);
      Path temporary = temporaryBeside(file);
      try {
        Files.createFile(temporary);
        try (OutputStream out =
            new BufferedOutputStream(new FileOutputStream(temporary.toFile()), 1 << 16)) {
          content.writeTo(out);
        }
        // Opened again: the content may have closed the stream.
        try (FileOutputStream out = new FileOutputStream(temporary.toFile(), true)) {
          out.getFD().sync();
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw FileError.writing(target, e);
    }
  }

  /**
   * The file that the target names, a symbolic link followed.
   *
   * @throws BadDataException if it is a folder or a device, or its folder cannot hold it
   */
  public static Path checkedTarget(Path target) throws IOException {
    Path file = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
    checkTarget(target, file);
    return file;
  }

  /** A name for a temporary file in the same folder. */
  public static Path temporaryBeside(Path file) {
    return file.resolveSibling(".mirrorflow-" + UUID.randomUUID() + ".tmp");
  }

  private static void checkTarget(Path target, Path file) {
    Path folder = file.getParent();
    if (Files.isDirectory(file) || folder == null) {
      throw FileError.at(target, "is a folder; name a file in it");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw FileError.at(target, "is a pipe or device; name a regular file");
    }
    if (!Files.exists(folder)) {
      throw FileError.at(target, "its folder does not exist; create it first");
    }
    if (!Files.isDirectory(folder)) {
      throw FileError.at(target, "its folder is a file; choose another folder");
    }
  }
}
