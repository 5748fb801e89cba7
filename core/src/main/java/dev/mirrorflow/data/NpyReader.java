package dev.mirrorflow.data;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads NumPy's .npy files of real numbers: floats, integers and truth values, either byte order, C
 * and Fortran order, packed with gzip if the name ends in .gz. The file streams through a small
 * buffer; its size is checked against its header before anything is allocated. NaN and infinity are
 * passed on, for the caller to judge.
 */
public final class NpyReader {

  /** Doubles of a block of columns that are turned into rows together. */
  private static final int BLOCK = 1 << 17;

  private NpyReader() {}

  /**
   * A file of shape (n, d) as a design matrix.
   *
   * @throws BadDataException naming the file and the remedy, if it is not such a file, it is
   *     truncated or too long, or X does not fit in the heap
   */
  public static DesignMatrix readMatrix(Path path) {
    return read(path, NpyReader::matrix);
  }

  /**
   * A file of shape (n,), (n, 1) or (1, n) as a vector of length n.
   *
   * @throws BadDataException naming the file and the remedy, if it is not such a file, it is
   *     truncated or too long, or y does not fit in the heap
   */
  public static double[] readVector(Path path) {
    return readVector(path, Optional.empty());
  }

  /**
   * The same, or a column of a file of shape (n, k).
   *
   * @param column its position from 0, if one is wanted
   * @throws BadDataException as {@link #readVector(Path)}, or if there is no such column
   */
  static double[] readVector(Path path, Optional<String> column) {
    return read(path, file -> vector(file, column));
  }

  private static <T> T read(Path path, NpyFile.Reader<T> reader) {
    try (InputBytes in = InputBytes.of(path)) {
      return inFile(path, in, reader);
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  private static <T> T inFile(Path path, InputBytes in, NpyFile.Reader<T> reader)
      throws IOException {
    try (NpyFile file = NpyFile.of(in)) {
      return reader.read(file);
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
  }

  /** As {@link #readMatrix}, with complaints without a path. */
  static DesignMatrix matrix(NpyFile file) throws IOException {
    file.requireMatrix();
    int n = file.dimension(0);
    int d = file.dimension(1);
    HeapLimit.check(n, d);
    DesignMatrix x = DesignMatrix.zeros(n, d);
    if (file.header().fortranOrder()) {
      readColumns(file, x);
    } else {
      readRows(file, x);
    }
    file.requireEnd();
    return x;
  }

  /** As {@link #readVector(Path)}, with complaints without a path. */
  static double[] vector(NpyFile file) throws IOException {
    return vector(file, Optional.empty());
  }

  /** As {@link #readVector(Path, Optional)}, with complaints without a path. */
  static double[] vector(NpyFile file, Optional<String> column) throws IOException {
    int dimensions = file.header().shape().size();
    if (dimensions == 1 || dimensions == 2 && (file.dimension(0) == 1 || file.dimension(1) == 1)) {
      column.ifPresent(asked -> ColumnNames.counted(1).find("target", asked));
      int n = file.dimension(0) == 1 ? file.dimension(dimensions - 1) : file.dimension(0);
      HeapLimit.check(n, 1);
      double[] y = new double[n];
      file.read(y, 0, n);
      file.requireEnd();
      return y;
    }
    if (dimensions == 2 && column.isPresent()) {
      DesignMatrix targets = matrix(file);
      int j = ColumnNames.counted(targets.columns()).find("target", column.get());
      double[] y = new double[targets.rows()];
      for (int i = 0; i < y.length; i++) {
        y[i] = targets.get(i, j);
      }
      return y;
    }
    throw new BadDataException(
        "has shape "
            + file.header().shapeText()
            + " but a vector is needed, one value for each sample; "
            + (dimensions == 2
                ? "choose a column with --target, from 0"
                : "save one column of it"));
  }

  private static void readRows(NpyFile file, DesignMatrix x) throws IOException {
    double[] row = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      file.read(row, 0, row.length);
      x.setRow(i, row);
    }
  }

  /** Several columns at once, so that a row of X receives neighbouring entries. */
  private static void readColumns(NpyFile file, DesignMatrix x) throws IOException {
    int n = x.rows();
    int together = Math.clamp(BLOCK / n, 1, x.columns());
    double[] block = new double[together * n];
    for (int first = 0; first < x.columns(); first += together) {
      int columns = Math.min(together, x.columns() - first);
      file.read(block, 0, columns * n);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < columns; j++) {
          x.set(i, first + j, block[j * n + i]);
        }
      }
    }
  }
}
