package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.AtomicFile;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes NumPy's .npy files (format 1.0), whole or not at all, as {@link AtomicFile} does. NaN and
 * infinity are refused unless the {@link NpyFormat} allows them.
 */
public final class NpyWriter {

  /** The data starts at a multiple of this, as NumPy has it. */
  private static final int ALIGNMENT = 64;

  private NpyWriter() {}

  /**
   * Writes a matrix, shape (n, d), float64 in C order.
   *
   * @throws BadDataException if the file cannot be written or a value is not finite
   */
  public static void write(Path path, DesignMatrix matrix) {
    write(path, matrix, NpyFormat.DEFAULT);
  }

  /**
   * Writes a matrix, shape (n, d).
   *
   * @throws BadDataException if the file cannot be written, or a value is not finite or beyond
   *     float32 where the format does not allow it
   */
  public static void write(Path path, DesignMatrix matrix, NpyFormat format) {
    AtomicFile.write(
        path,
        stream -> {
          Elements elements = new Elements(path, stream, format);
          elements.header("(" + matrix.rows() + ", " + matrix.columns() + ")");
          if (format.fortranOrder()) {
            putColumns(elements, matrix);
          } else {
            putRows(elements, matrix);
          }
          elements.flush();
        });
  }

  /**
   * Writes rows of one length, shape (n, d), float64 in C order.
   *
   * @throws BadDataException if the file cannot be written, there is no row, the lengths differ or
   *     a value is not finite
   */
  public static void write(Path path, double[][] rows) {
    write(path, rows, NpyFormat.DEFAULT);
  }

  /**
   * Writes rows of one length, shape (n, d).
   *
   * @throws BadDataException if the file cannot be written, there is no row, the lengths differ, or
   *     a value is not finite or beyond float32 where the format does not allow it
   */
  public static void write(Path path, double[][] rows, NpyFormat format) {
    write(path, DesignMatrix.of(rows), format);
  }

  /**
   * Writes a vector, shape (n,), float64.
   *
   * @throws BadDataException if the file cannot be written, the vector is empty or a value is not
   *     finite
   */
  public static void write(Path path, double[] vector) {
    if (vector.length == 0) {
      throw FileError.at(path, "a vector of length 0 is not written; give at least one value");
    }
    AtomicFile.write(
        path,
        stream -> {
          Elements elements = new Elements(path, stream, NpyFormat.DEFAULT);
          elements.header("(" + vector.length + ",)");
          for (int i = 0; i < vector.length; i++) {
            elements.put(vector[i], i, 0);
          }
          elements.flush();
        });
  }

  /** The first bytes of a file, up to its data. */
  static byte[] header(NpyFormat format, String shape) {
    return header(format.float32() ? "<f4" : "<f8", format.fortranOrder(), shape);
  }

  /** The same for elements of any type, as NumPy names it. */
  static byte[] header(String type, boolean fortranOrder, String shape) {
    String dictionary =
        String.format(
            Locale.ROOT,
            "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }",
            type,
            fortranOrder ? "True" : "False",
            shape);
    int before = 10;
    int padding = ALIGNMENT - 1 - (before + dictionary.length()) % ALIGNMENT;
    byte[] text = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(before + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
        .putShort((short) text.length)
        .put(text)
        .array();
  }

  private static void putRows(Elements elements, DesignMatrix matrix) throws IOException {
    double[] row = new double[matrix.columns()];
    for (int i = 0; i < matrix.rows(); i++) {
      matrix.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        elements.put(row[j], i, j);
      }
    }
  }

  private static void putColumns(Elements elements, DesignMatrix matrix) throws IOException {
    for (int j = 0; j < matrix.columns(); j++) {
      for (int i = 0; i < matrix.rows(); i++) {
        elements.put(matrix.get(i, j), i, j);
      }
    }
  }

  /** The bytes of a file on their way out. */
  private static final class Elements {

    private final Path path;
    private final OutputStream out;
    private final NpyFormat format;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 13).order(ByteOrder.LITTLE_ENDIAN);

    Elements(Path path, OutputStream out, NpyFormat format) {
      this.path = path;
      this.out = out;
      this.format = format;
    }

    void header(String shape) {
      buffer.put(NpyWriter.header(format, shape));
    }

    void put(double value, int i, int j) throws IOException {
      boolean finite = Double.isFinite(format.float32() ? (float) value : value);
      if (!finite && (Double.isFinite(value) || !format.nonFinite())) {
        throw FileError.at(
            path,
            "is not written: the value at row "
                + i
                + ", column "
                + j
                + " (counted from 0) is "
                + value
                + (Double.isFinite(value) ? ", beyond float32; write float64" : ""));
      }
      if (buffer.remaining() < Double.BYTES) {
        flush();
      }
      if (format.float32()) {
        buffer.putFloat((float) value);
      } else {
        buffer.putDouble(value);
      }
    }

    void flush() throws IOException {
      out.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
  }
}
