package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.ColumnSink;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/**
 * Some vectors of length d as a folder of .npy files, each of all vectors on some columns: {@code
 * part-00000.npy} has shape (count, width), the last may be narrower, and next to each other they
 * are the (count, d) matrix. Written by any number of processes that see the folder; a piece that
 * is written twice does no harm. {@code _SUCCESS} is there when all is.
 *
 * @param folder the folder, which exists
 * @param count how many vectors
 * @param d their length
 * @param width columns of a file
 */
public record NpyParts(String folder, int count, int d, int width) implements Serializable {

  /**
   * Makes the folder.
   *
   * @throws BadDataException if it exists and is not empty, or cannot be made
   */
  public static NpyParts create(Path folder, int count, int d, int width) {
    try {
      Files.createDirectories(folder);
      try (var there = Files.list(folder)) {
        if (there.findAny().isPresent()) {
          throw FileError.at(folder, "is a folder with something in it; delete it or name another");
        }
      }
    } catch (IOException e) {
      throw FileError.writing(folder, e);
    }
    return new NpyParts(folder.toAbsolutePath().toString(), count, d, width);
  }

  /** Where the pieces of the k-th vector go; a piece must not reach into two files. */
  public ColumnSink vector(int k) {
    return new Vector(this, k);
  }

  /**
   * Says that all is there.
   *
   * @throws BadDataException if a file is not, as when another machine wrote it to a disk of its
   *     own
   */
  public void finish() {
    for (int part = 0; (long) part * width < d; part++) {
      Path file = file(part);
      if (length(file) != header(part).length + (long) count * wide(part) * Double.BYTES) {
        throw FileError.at(
            file, "is not whole on this machine; name a folder that all machines share");
      }
    }
    Path success = Path.of(folder, "_SUCCESS");
    try {
      Files.createFile(success);
    } catch (IOException e) {
      throw FileError.writing(success, e);
    }
  }

  /** Opened, as a file of another machine is looked at anew only then; 0 where there is none. */
  private static long length(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.size();
    } catch (NoSuchFileException _) {
      return 0;
    } catch (IOException e) {
      throw FileError.reading(file, e);
    }
  }

  private Path file(int part) {
    return Path.of(folder, String.format(Locale.ROOT, "part-%05d.npy", part));
  }

  private int wide(int part) {
    return Math.min(width, d - part * width);
  }

  private byte[] header(int part) {
    return NpyWriter.header(NpyFormat.DEFAULT, "(" + count + ", " + wide(part) + ")");
  }

  private record Vector(NpyParts parts, int k) implements ColumnSink {

    /** Opens the file for each piece: no process knows which piece is its last. */
    @Override
    public void take(int first, int count, double[] values) {
      int part = first / parts.width;
      int from = part * parts.width;
      int wide = parts.wide(part);
      if (first + count > from + wide) {
        throw new IllegalArgumentException(
            first + " to " + (first + count) + " is in two parts of " + parts.width);
      }
      byte[] header = parts.header(part);
      Path file = parts.file(part);
      ByteBuffer bytes = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asDoubleBuffer().put(values, 0, count);
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        if (first == from) {
          write(channel, ByteBuffer.wrap(header), 0);
        }
        write(channel, bytes, header.length + ((long) k * wide + first - from) * Double.BYTES);
      } catch (IOException e) {
        throw FileError.writing(file, e);
      }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long position)
        throws IOException {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    }
  }
}
