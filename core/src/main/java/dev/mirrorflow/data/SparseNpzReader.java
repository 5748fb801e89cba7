package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Reads the sparse matrices that {@code scipy.sparse.save_npz} writes: csr, csc and coo, with
 * indices of 32 or 64 bits and values of any real type. Entries in the same place are added up, as
 * SciPy does. While the matrix is built, up to 28 bytes an entry are in memory.
 */
public final class SparseNpzReader {

  /** Arrays that all formats have. */
  private static final List<String> COMMON = List.of("format", "shape", "data");

  private static final Set<String> FORMATS = Set.of("csr", "csc", "coo");

  private static final String REMEDY = "save it with scipy.sparse.save_npz(FILE, X.tocsc())";

  private static final int PIECE = 1 << 12;

  private final Path path;
  private final NpzFile npz;
  private final String format;
  private final int n;
  private final int d;
  private final double[] values;

  private SparseNpzReader(Path path, NpzFile npz) throws IOException {
    this.path = path;
    this.npz = npz;
    this.format = npz.text("format");
    if (!FORMATS.contains(format)) {
      throw error("holds a sparse matrix of format " + FileError.quoted(format) + "; " + REMEDY);
    }
    int[] shape = ints("shape");
    if (shape.length != 2) {
      throw error(
          "array 'shape' holds " + shape.length + " numbers; X needs two, samples and features");
    }
    this.n = shape[0];
    this.d = shape[1];
    this.values = npz.read("data", NpyReader::vector);
    HeapLimit.checkEntries(path, values.length, d);
  }

  /**
   * Whether an archive holds a sparse matrix.
   *
   * @throws BadDataException naming the file, if it is no archive
   */
  static boolean isSparse(Path path) {
    try (NpzFile npz = NpzFile.open(path)) {
      return npz.names().containsAll(COMMON);
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  /**
   * The matrix in the file.
   *
   * @throws BadDataException naming the file and mostly the array, if it is no such archive or of
   *     another format, its arrays do not fit each other, an entry is outside or not finite, or X
   *     does not fit in the heap
   */
  public static SparseMatrix read(Path path) {
    try (NpzFile npz = NpzFile.open(path)) {
      if (!npz.names().containsAll(COMMON)) {
        throw FileError.at(path, "holds no sparse matrix; " + REMEDY);
      }
      return new SparseNpzReader(path, npz).matrix();
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  private SparseMatrix matrix() throws IOException {
    SparseMatrix.Entries entries =
        switch (format) {
          case "csr" -> rows();
          case "csc" -> columns();
          default -> coordinates();
        };
    try {
      return SparseMatrix.ofEntries(n, d, entries);
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
  }

  private SparseMatrix.Entries rows() throws IOException {
    int[] starts = starts(n);
    int[] columns = indices("indices");
    return visitor -> forEach(starts, (i, e) -> visitor.visit(i, columns[e], values[e]));
  }

  private SparseMatrix.Entries columns() throws IOException {
    int[] starts = starts(d);
    int[] rows = indices("indices");
    return visitor -> forEach(starts, (j, e) -> visitor.visit(rows[e], j, values[e]));
  }

  private SparseMatrix.Entries coordinates() throws IOException {
    int[] rows = indices("row");
    int[] columns = indices("col");
    return visitor -> {
      for (int e = 0; e < values.length; e++) {
        visitor.visit(rows[e], columns[e], values[e]);
      }
    };
  }

  /** Takes an entry of a row or column. */
  private interface Place {
    void take(int line, int entry);
  }

  private static void forEach(int[] starts, Place place) {
    for (int line = 0; line < starts.length - 1; line++) {
      for (int e = starts[line]; e < starts[line + 1]; e++) {
        place.take(line, e);
      }
    }
  }

  /** Where the entries of each row or column start; of all of them. */
  private int[] starts(int lines) throws IOException {
    int[] starts = ints("indptr");
    boolean fit =
        starts.length == (long) lines + 1 && starts[0] == 0 && starts[lines] == values.length;
    for (int k = 0; fit && k < lines; k++) {
      fit = starts[k] <= starts[k + 1];
    }
    if (!fit) {
      throw error(
          "array 'indptr' does not fit a matrix of %d x %d with %d entries"
              .formatted(n, d, values.length));
    }
    return starts;
  }

  private int[] indices(String name) throws IOException {
    int[] indices = ints(name);
    if (indices.length != values.length) {
      throw error(
          "array '%s' has %d entries but 'data' has %d"
              .formatted(name, indices.length, values.length));
    }
    return indices;
  }

  private int[] ints(String name) throws IOException {
    return npz.read(name, SparseNpzReader::ints);
  }

  private BadDataException error(String message) {
    return FileError.at(path, message);
  }

  private static int[] ints(NpyFile file) throws IOException {
    if (file.header().shape().size() != 1) {
      throw new BadDataException(
          "has shape " + file.header().shapeText() + " but one dimension is needed");
    }
    int[] out = new int[file.dimension(0)];
    double[] piece = new double[Math.min(PIECE, out.length)];
    for (int done = 0; done < out.length; done += piece.length) {
      int count = Math.min(piece.length, out.length - done);
      file.read(piece, 0, count);
      for (int k = 0; k < count; k++) {
        out[done + k] = (int) piece[k];
        if (out[done + k] != piece[k] || out[done + k] < 0) {
          throw new BadDataException(
              "holds %s at entry %d, which is no index below 2^31".formatted(piece[k], done + k));
        }
      }
    }
    file.requireEnd();
    return out;
  }
}
