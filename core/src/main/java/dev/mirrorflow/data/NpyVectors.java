package dev.mirrorflow.data;

import dev.mirrorflow.linalg.ColumnSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A .npy file of some vectors of length d, shape (count, d), float64, written in pieces, so that no
 * vector need be in memory. The file appears when all is written, or never.
 */
public final class NpyVectors implements AutoCloseable {

  private final PendingFile draft;
  private final int d;
  private final int dataOffset;

  /**
   * Begins the file.
   *
   * @throws dev.mirrorflow.error.BadDataException if it cannot be written or the disk has no room
   *     for it
   */
  public NpyVectors(Path path, int count, int d) {
    byte[] header = NpyWriter.header(NpyFormat.DEFAULT, "(" + count + ", " + d + ")");
    this.d = d;
    this.dataOffset = header.length;
    this.draft = new PendingFile(path, header.length + (double) count * d * Double.BYTES);
    draft.write(ByteBuffer.wrap(header), 0);
  }

  /** Where the pieces of the k-th vector go, from 0. */
  public ColumnSink vector(int k) {
    return (first, count, values) -> {
      ByteBuffer bytes = ByteBuffer.allocate(count * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asDoubleBuffer().put(values, 0, count);
      draft.write(bytes, dataOffset + ((long) k * d + first) * Double.BYTES);
    };
  }

  /** Gives the file its name; all pieces must have been written. */
  public void finish() {
    draft.finish();
  }

  /** Removes the file unless it is finished. */
  @Override
  public void close() {
    draft.close();
  }
}
