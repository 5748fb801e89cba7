package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.ColumnSink;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
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

  /** Says that all is there. */
  public void finish() {
    Path success = Path.of(folder, "_SUCCESS");
    try {
      Files.createFile(success);
    } catch (IOException e) {
      throw FileError.writing(success, e);
    }
  }

  private record Vector(NpyParts parts, int k) implements ColumnSink {

    /** Opens the file for each piece: no process knows which piece is its last. */
    @Override
    public void take(int first, int count, double[] values) {
      int part = first / parts.width;
      int from = part * parts.width;
      int wide = Math.min(parts.width, parts.d - from);
      if (first + count > from + wide) {
        throw new IllegalArgumentException(
            first + " to " + (first + count) + " is in two parts of " + parts.width);
      }
      byte[] header = NpyWriter.header(NpyFormat.DEFAULT, "(" + parts.count + ", " + wide + ")");
      Path file = Path.of(parts.folder, String.format(Locale.ROOT, "part-%05d.npy", part));
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
