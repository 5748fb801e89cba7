package dev.mirrorflow.data;

import dev.mirrorflow.file.FileError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** A .npy file of a matrix in Fortran order, written column after column; whole or not at all. */
final class ColumnWriter implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 20;

  private final Path target;
  private final int n;
  private final boolean float32;
  private final PendingFile draft;
  private final ByteBuffer buffer;
  private long written;
  private int column;

  /**
   * Begins the file.
   *
   * @throws dev.mirrorflow.error.BadDataException if it cannot be written, or the disk has no room
   *     for it
   */
  ColumnWriter(Path target, int n, int d, boolean float32) {
    NpyFormat format = new NpyFormat(float32, true, false);
    byte[] header = NpyWriter.header(format, "(" + n + ", " + d + ")");
    int bytes = float32 ? Float.BYTES : Double.BYTES;
    this.target = target;
    this.n = n;
    this.float32 = float32;
    this.draft = new PendingFile(target, header.length + (double) n * d * bytes);
    this.buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(header);
  }

  /**
   * Writes the next columns.
   *
   * @param columns entry i of the k-th at k n + i
   * @throws dev.mirrorflow.error.BadDataException naming row and column of an entry that is not
   *     finite or beyond float32, or if the disk does not take them
   */
  void put(int count, double[] columns) {
    for (int k = 0; k < count; k++, column++) {
      for (int i = 0; i < n; i++) {
        put(columns[k * n + i], i);
      }
    }
  }

  private void put(double value, int row) {
    if (!Double.isFinite(float32 ? (float) value : value)) {
      throw FileError.at(
          target,
          "is not written: X holds "
              + value
              + " at row "
              + row
              + ", column "
              + column
              + " (counted from 0)"
              + (Double.isFinite(value)
                  ? ", beyond float32; write float64"
                  : "; remove or impute it"));
    }
    if (buffer.remaining() < Double.BYTES) {
      flush();
    }
    if (float32) {
      buffer.putFloat((float) value);
    } else {
      buffer.putDouble(value);
    }
  }

  private void flush() {
    buffer.flip();
    int bytes = buffer.remaining();
    draft.write(buffer, written);
    written += bytes;
    buffer.clear();
  }

  /** Writes what is left and gives the file its name. */
  void finish() {
    flush();
    draft.finish();
  }

  /** Removes the file unless it is finished. */
  @Override
  public void close() {
    draft.close();
  }
}
