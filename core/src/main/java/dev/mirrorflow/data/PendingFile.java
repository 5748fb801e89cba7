package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.file.TemporaryFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * A large file that is written in pieces, at any place and by any number of threads, under a
 * temporary name beside its target. It takes the target's name when it is complete; if it never is,
 * nothing stays behind.
 */
final class PendingFile implements AutoCloseable {

  private final Path target;
  private final TemporaryFile temporary;
  private final FileChannel channel;

  /**
   * Begins a file of so many bytes.
   *
   * @throws BadDataException if the target cannot be written, or its disk has less room than that
   */
  PendingFile(Path target, double bytes) {
    this.target = target;
    try {
      temporary = TemporaryFile.beside(target);
      try {
        requireRoom(bytes);
        channel =
            FileChannel.open(temporary.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
      } catch (IOException | BadDataException e) {
        temporary.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileError.writing(target, e);
    }
  }

  private void requireRoom(double bytes) throws IOException {
    long room = Files.getFileStore(temporary.path()).getUsableSpace();
    if (room < bytes) {
      throw FileError.at(
          target,
          String.format(
              Locale.ROOT,
              "takes %.2f GB on the disk, where %.2f GB are free; choose another folder",
              bytes / 1e9,
              room / 1e9));
    }
  }

  /**
   * Writes the bytes at a place.
   *
   * @throws BadDataException if the disk does not take them
   * @throws dev.mirrorflow.error.ComputationException if the thread is interrupted
   */
  void write(ByteBuffer bytes, long position) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw FileError.writing(target, e);
    }
  }

  /** Reads bytes that were written; to the end of the buffer. */
  void read(ByteBuffer bytes, long position) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        int count = channel.read(bytes, at);
        if (count < 0) {
          throw new IOException("it became shorter");
        }
        at += count;
      }
    } catch (IOException e) {
      throw FileError.reading(target, e);
    }
  }

  /** Gives the file its name. */
  void finish() {
    try {
      channel.close();
      temporary.replaceTarget();
    } catch (IOException e) {
      throw FileError.writing(target, e);
    }
  }

  /** Removes what has not got its name. */
  @Override
  public void close() {
    try (temporary) {
      channel.close();
    } catch (IOException e) {
      throw FileError.writing(target, e);
    }
  }
}
