package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.ColumnSource;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * The columns of an X in a .npy file of float64 or float32 in Fortran order, where they follow each
 * other: read block by block, so that X may be larger than memory. A block is memory outside the
 * heap. NaN and infinity are passed on.
 */
public final class NpyColumns implements ColumnSource, AutoCloseable {

  private static final ValueLayout.OfInt LITTLE_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path path;
  private final NpyFile file;
  private final int n;
  private final int d;
  private final ValueLayout.OfDouble doubles;

  private NpyColumns(Path path, NpyFile file) {
    this.path = path;
    this.file = file;
    this.n = file.dimension(0);
    this.d = file.dimension(1);
    this.doubles = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(file.header().order());
  }

  /**
   * Opens a file of shape (n, d).
   *
   * @throws BadDataException naming the file and the remedy, if it is not such a file, its rows
   *     follow each other instead of its columns, its elements are neither float64 nor float32, or
   *     it is truncated or too long
   */
  public static NpyColumns open(Path path) {
    try {
      NpyFile file = NpyFile.open(path);
      try {
        file.requireMatrix(path);
        check(path, file);
        return new NpyColumns(path, file);
      } catch (BadDataException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  private static void check(Path path, NpyFile file) {
    NpyHeader header = file.header();
    boolean oneWay = file.dimension(0) == 1 || file.dimension(1) == 1;
    if (!header.fortranOrder() && !oneWay) {
      throw FileError.at(
          path,
          "is in C order, where the rows follow each other, and cannot be read by columns; lay it"
              + " out by columns with mirrorflow convert");
    }
    if (header.type() != NpyType.F8 && header.type() != NpyType.F4) {
      throw FileError.at(
          path,
          "holds elements of type "
              + FileError.quoted(header.descr())
              + ", and by columns float64 and float32 are read; convert it with mirrorflow"
              + " convert");
    }
    if ((long) file.dimension(0) * header.type().bytes() > Integer.MAX_VALUE) {
      throw FileError.at(
          path,
          "has " + file.dimension(0) + " rows, too many to be read by columns; read it in memory");
    }
  }

  @Override
  public int rows() {
    return n;
  }

  @Override
  public int columns() {
    return d;
  }

  @Override
  public int bytesPerColumn() {
    return n * file.header().type().bytes();
  }

  @Override
  public String name() {
    return FileError.excerpt(path.toString());
  }

  @Override
  public Block block(int columns) {
    return new Part((long) columns * bytesPerColumn());
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  /** Bytes of the file, next to each other. */
  private final class Part implements Block {

    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;

    Part(long size) {
      bytes = arena.allocate(size, Double.BYTES);
    }

    @Override
    public void load(int first, int count) {
      long size = (long) count * bytesPerColumn();
      // A buffer holds at most 2^31 - 1 bytes.
      long most = 1L << 30;
      try {
        for (long at = 0; at < size; at += most) {
          file.readAt(
              bytes.asSlice(at, Math.min(most, size - at)).asByteBuffer(),
              (long) first * bytesPerColumn() + at);
        }
      } catch (IOException e) {
        throw FileError.reading(path, e);
      }
    }

    @Override
    public void copy(int from, int count, double[] out) {
      long start = (long) from * bytesPerColumn();
      if (file.header().type() == NpyType.F8) {
        MemorySegment.copy(bytes, doubles, start, out, 0, count * n);
        return;
      }
      boolean swapped = file.header().order() == ByteOrder.BIG_ENDIAN;
      for (int k = 0; k < count * n; k++) {
        int bits = bytes.get(LITTLE_INT, start + (long) k * Float.BYTES);
        out[k] = Float.intBitsToFloat(swapped ? Integer.reverseBytes(bits) : bits);
      }
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
