package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes X as {@code scipy.sparse.load_npz} reads it: format csc, int32 indices, float64 values.
 */
public final class SparseNpzWriter {

  /** The same bytes for the same X, whenever it is written. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  private SparseNpzWriter(OutputStream out) {
    zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.BEST_SPEED);
  }

  /**
   * Writes the file, whole or not at all.
   *
   * @throws dev.mirrorflow.error.BadDataException if it cannot be written
   */
  public static void write(Path path, SparseMatrix x) {
    AtomicFile.write(
        path,
        stream -> {
          try {
            SparseNpzWriter writer = new SparseNpzWriter(stream);
            writer.put(x);
            writer.zip.close();
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
  }

  private void put(SparseMatrix x) throws IOException {
    String entries = "(" + x.entries() + ",)";
    array("indices", "<i4", entries, out -> x.forEach((i, _, _) -> out.space().putInt(i)));
    int[] starts = new int[x.columns() + 1];
    x.forEach((_, j, _) -> starts[j + 1]++);
    array("indptr", "<i4", "(" + starts.length + ",)", out -> out.putSums(starts));
    array("format", "|S3", "()", out -> out.space().put("csc".getBytes(StandardCharsets.US_ASCII)));
    array("shape", "<i8", "(2,)", out -> out.space().putLong(x.rows()).putLong(x.columns()));
    array("data", "<f8", entries, out -> x.forEach((_, _, v) -> out.space().putDouble(v)));
  }

  private void array(String name, String type, String shape, Consumer<SparseNpzWriter> content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name + ".npy");
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(NpyWriter.header(type, false, shape));
    content.accept(this);
    flush();
    zip.closeEntry();
  }

  private void putSums(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
      space().putInt(sum);
    }
  }

  /** The buffer with room for two numbers. */
  private ByteBuffer space() {
    if (buffer.remaining() < 2 * Long.BYTES) {
      flush();
    }
    return buffer;
  }

  private void flush() {
    try {
      zip.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
