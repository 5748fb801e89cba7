package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Lays a matrix X (n x d) out by columns, as a .npy file in Fortran order for {@link NpyColumns}. X
 * need not fit in memory: panels of columns of up to 128 MiB are gathered from the rows and turned
 * there.
 */
public final class ColumnFile {

  /** Doubles of a panel, unless a column is longer. */
  private static final int PANEL = 1 << 24;

  /** Columns that are turned together, unless they are long. */
  private static final int TILE = 64;

  private static final int TILE_LENGTH = 1 << 20;

  private ColumnFile() {}

  /** Reads a piece of a row. */
  private interface Pieces {
    void read(int row, int from, int count, double[] out, int at) throws IOException;
  }

  /**
   * Converts a .npy file of a matrix, of any real type and either order.
   *
   * @param float32 whether entries are rounded to float32
   * @return n and d
   * @throws BadDataException if the source is no such file, the target cannot be written, its disk
   *     has no room, or an entry is not finite or beyond float32
   */
  public static int[] convert(Path source, Path target, boolean float32) {
    return convert(source, target, float32, PANEL);
  }

  static int[] convert(Path source, Path target, boolean float32, int panelLength) {
    try (NpyFile file = NpyFile.open(source)) {
      file.requireMatrix(source);
      int n = file.dimension(0);
      int d = file.dimension(1);
      try (ColumnWriter out = new ColumnWriter(target, n, d, float32)) {
        if (file.header().fortranOrder()) {
          copy(file, n, d, out);
        } else {
          turn(n, d, piecesOf(file, d), out, panelLength);
        }
        out.finish();
      }
      return new int[] {n, d};
    } catch (IOException e) {
      throw FileError.reading(source, e);
    }
  }

  /**
   * Writes rows as they come; between, they are in a temporary file of float64 beside the target.
   *
   * @param bytes what must be free on the disk before the first row, 0 where that is not known
   * @return n and d
   * @throws BadDataException if there is no row, the lengths differ, the target cannot be written,
   *     its disk has no room, or an entry is not finite or beyond float32
   */
  public static int[] write(Path target, boolean float32, double bytes, Rows rows) {
    try (RowDraft draft = new RowDraft(target, bytes)) {
      rows.handTo(draft::take);
      int n = draft.rows();
      int d = draft.columns();
      try (ColumnWriter out = new ColumnWriter(target, n, d, float32)) {
        turn(n, d, draft::read, out, PANEL);
        out.finish();
      }
      return new int[] {n, d};
    } catch (IOException e) {
      throw FileError.writing(target, e);
    }
  }

  /**
   * Writes a sparse matrix with its zeros; a column is in memory.
   *
   * @throws BadDataException if the target cannot be written, its disk has no room, or an entry is
   *     beyond float32
   */
  public static void write(Path target, boolean float32, SparseMatrix x) {
    try (ColumnWriter out = new ColumnWriter(target, x.rows(), x.columns(), float32)) {
      double[] column = new double[x.rows()];
      for (int j = 0; j < x.columns(); j++) {
        x.copyColumn(j, column);
        out.put(1, column);
      }
      out.finish();
    }
  }

  private static void copy(NpyFile file, int n, int d, ColumnWriter out) throws IOException {
    int together = Math.clamp(TILE_LENGTH / n, 1, TILE);
    double[] columns = new double[together * n];
    for (int first = 0; first < d; first += together) {
      int count = Math.min(together, d - first);
      file.read(columns, 0, count * n);
      out.put(count, columns);
    }
  }

  private static Pieces piecesOf(NpyFile file, int d) {
    NpyType type = file.header().type();
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16).order(file.header().order());
    int most = buffer.capacity() / type.bytes();
    return (row, from, count, out, at) -> {
      for (int done = 0; done < count; done += most) {
        int here = Math.min(most, count - done);
        file.readAt(
            buffer.clear().limit(here * type.bytes()),
            ((long) row * d + from + done) * type.bytes());
        buffer.flip();
        for (int k = 0; k < here; k++) {
          out[at + done + k] = type.next(buffer);
        }
      }
    };
  }

  private static void turn(int n, int d, Pieces rows, ColumnWriter out, int panelLength)
      throws IOException {
    int width = Math.clamp(panelLength / n, 1, d);
    int tile = Math.clamp(TILE_LENGTH / n, 1, Math.min(TILE, width));
    double[] panel = new double[n * width];
    double[] columns = new double[n * tile];
    for (int first = 0; first < d; first += width) {
      int wide = Math.min(width, d - first);
      for (int i = 0; i < n; i++) {
        rows.read(i, first, wide, panel, i * wide);
      }
      for (int from = 0; from < wide; from += tile) {
        int count = Math.min(tile, wide - from);
        for (int i = 0; i < n; i++) {
          for (int k = 0; k < count; k++) {
            columns[k * n + i] = panel[i * wide + from + k];
          }
        }
        out.put(count, columns);
      }
    }
  }

  /** Rows on their way to a file of columns. */
  private static final class RowDraft implements AutoCloseable {

    private final PendingFile draft;
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private int n;
    private int d;

    RowDraft(Path target, double bytes) {
      draft = new PendingFile(target, bytes);
    }

    void take(double[] row) {
      if (n == 0) {
        d = row.length;
        buffer = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.nativeOrder());
      } else if (row.length != d) {
        throw new BadDataException(
            "row " + n + " of X has " + row.length + " features, the first row has " + d);
      }
      int most = buffer.capacity() / Double.BYTES;
      for (int from = 0; from < d; from += most) {
        int count = Math.min(most, d - from);
        buffer.clear().asDoubleBuffer().put(row, from, count);
        draft.write(buffer.limit(count * Double.BYTES), position(n, from));
      }
      n++;
    }

    int rows() {
      if (n == 0) {
        throw new BadDataException("there is no row to write; at least one sample is needed");
      }
      return n;
    }

    int columns() {
      return d;
    }

    void read(int row, int from, int count, double[] out, int at) {
      int most = buffer.capacity() / Double.BYTES;
      for (int done = 0; done < count; done += most) {
        int here = Math.min(most, count - done);
        draft.read(buffer.clear().limit(here * Double.BYTES), position(row, from + done));
        buffer.flip();
        buffer.asDoubleBuffer().get(out, at + done, here);
      }
    }

    private long position(int row, int column) {
      return ((long) row * d + column) * Double.BYTES;
    }

    @Override
    public void close() {
      draft.close();
    }
  }
}
