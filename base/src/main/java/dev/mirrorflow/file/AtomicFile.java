package dev.mirrorflow.file;

import dev.mirrorflow.error.BadDataException;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Writes whole files or nothing: the content goes to a temporary file in the same folder, which
 * then replaces the target in one move, once it is on the disk. A reader never sees half a file,
 * not even after the machine lost its power, and a failed write leaves the old file as it was. A
 * file that is replaced hands on its permissions, and its owner and group where this user may give
 * them.
 *
 * <p>A thread that was interrupted before, as after Ctrl-C, writes what it has. One that is
 * interrupted in the middle gives up.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /** What to write. */
  @FunctionalInterface
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes the content to the target, which may exist. A symbolic link is followed, also one to a
   * file that does not exist yet.
   *
   * @throws BadDataException if the folder is missing or not writable, the target is not a regular
   *     file or may not be written, or writing fails; no temporary file stays behind
   * @throws dev.mirrorflow.error.ComputationException if the thread is interrupted in the middle
   */
  public static void write(Path target, Content content) {
    try (TemporaryFile temporary = TemporaryFile.beside(target)) {
      try (OutputStream out =
          new BufferedOutputStream(
              new Interruptible(new FileOutputStream(temporary.path().toFile())), 1 << 16)) {
        content.writeTo(out);
      }
      // Opened again: the content may have closed the stream.
      try (FileOutputStream out = new FileOutputStream(temporary.path().toFile(), true)) {
        out.getFD().sync();
      }
      temporary.replaceTarget();
    } catch (IOException e) {
      throw FileError.writing(target, e);
    }
  }

  /**
   * Checks that the target could be written, by making a file beside it and removing it.
   *
   * @throws BadDataException with the reason and the remedy, if not
   */
  public static void requireWritable(Path target) {
    try {
      TemporaryFile.beside(target).close();
    } catch (IOException e) {
      throw FileError.at(
          target, "no file can be written there; change the permissions or choose another folder");
    }
  }

  /** Bytes on their way out, until the thread is interrupted. */
  private static final class Interruptible extends FilterOutputStream {

    private final boolean before = Thread.currentThread().isInterrupted();

    Interruptible(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (!before && Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException();
      }
      out.write(bytes, from, count);
    }
  }
}
