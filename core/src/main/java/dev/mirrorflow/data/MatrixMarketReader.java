package dev.mirrorflow.data;

import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.file.FileError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Reads matrices of the Matrix Market exchange formats: coordinates or array, of real numbers,
 * integers or a pattern (whose entries are 1), general, symmetric or skew-symmetric. Coordinates in
 * the same place are added up, as SciPy does. A file whose name ends in .gz is unpacked. The text
 * is read once, in a buffer; while the matrix is built, 28 bytes an entry are in memory.
 */
public final class MatrixMarketReader {

  private static final int MOST = Integer.MAX_VALUE - 16;

  private enum Layout {
    COORDINATE,
    ARRAY
  }

  private enum Field {
    REAL,
    INTEGER,
    PATTERN
  }

  private enum Symmetry {
    GENERAL(0),
    SYMMETRIC(1),
    SKEW_SYMMETRIC(-1);

    /** What an entry is multiplied by on the other side of the diagonal. */
    private final int mirrored;

    Symmetry(int mirrored) {
      this.mirrored = mirrored;
    }
  }

  private final Path path;
  private final TextScanner text;
  private final EntryList entries;
  private final Layout layout;
  private final Field field;
  private final Symmetry symmetry;
  private final int n;
  private final int d;

  private MatrixMarketReader(Path path, TextScanner text) throws IOException {
    this.path = path;
    this.text = text;
    this.entries = new EntryList(path);
    if (!text.word(' ').equals("%%matrixmarket") || text.atLineEnd()) {
      throw text.error("does not begin with %%MatrixMarket, so this is no Matrix Market file");
    }
    if (!text.word(' ').equals("matrix")) {
      throw text.error("holds another object than a matrix, which is not read");
    }
    layout = named("format", Layout.values());
    field = named("field", Field.values());
    symmetry = named("symmetry", Symmetry.values());
    if (layout == Layout.ARRAY && field == Field.PATTERN) {
      throw text.error("an array has no pattern; check how it was saved");
    }
    toNextLine();
    n = size("number of rows");
    d = size("number of columns");
    if (symmetry != Symmetry.GENERAL && n != d) {
      throw text.error("a matrix of %d x %d is not symmetric; call it general".formatted(n, d));
    }
  }

  /**
   * The whole file.
   *
   * @return X, n x d; of an array the entries that are not 0
   * @throws BadDataException naming the file and mostly the line, if the header is none or of a
   *     kind that is not read, an entry is outside or no finite number, there are more or fewer
   *     entries than the header says, or X does not fit in the heap
   */
  public static SparseMatrix read(Path path) {
    try (TextScanner text = TextScanner.open(path)) {
      MatrixMarketReader reader = new MatrixMarketReader(path, text);
      if (reader.layout == Layout.COORDINATE) {
        reader.coordinates();
      } else {
        reader.array();
      }
      if (reader.isNextLine()) {
        throw text.error("an entry beyond those that the header promises; copy the file again");
      }
      return reader.matrix();
    } catch (IOException e) {
      throw FileError.reading(path, e);
    }
  }

  private <E extends Enum<E>> E named(String what, E[] known) throws IOException {
    text.atLineEnd();
    String word = text.word(' ');
    for (E value : known) {
      if (value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word)) {
        return value;
      }
    }
    throw text.error(
        "the %s %s is not read, only %s"
            .formatted(
                what,
                FileError.quoted(word),
                String.join(
                    ", ",
                    List.of(known).stream()
                        .map(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .toList())));
  }

  private int size(String what) throws IOException {
    text.atLineEnd();
    return text.whole(what, ' ', MOST);
  }

  /** Goes on to the next line that is not empty or a comment, past the end of this one. */
  private boolean isNextLine() throws IOException {
    if (!text.atLineEnd()) {
      throw text.error("has more numbers than belong there; check how it was saved");
    }
    do {
      text.nextLine();
    } while (!text.atEnd() && (text.atLineEnd() || text.accept('%')));
    return !text.atEnd();
  }

  private void toNextLine() throws IOException {
    if (!isNextLine()) {
      throw text.error("ends before all that its header promises; copy the file again");
    }
  }

  private void coordinates() throws IOException {
    text.atLineEnd();
    int count = text.whole("number of entries", ' ', MOST);
    for (int e = 0; e < count; e++) {
      toNextLine();
      int i = index("row", n);
      int j = index("column", d);
      add(i, j, field == Field.PATTERN ? 1 : value());
    }
  }

  private int index(String what, int most) throws IOException {
    int index = size(what);
    if (index < 1 || index > most) {
      throw text.error("%s %d is outside, they count from 1 to %d".formatted(what, index, most));
    }
    return index - 1;
  }

  private double value() throws IOException {
    text.atLineEnd();
    return text.number("value", ' ');
  }

  /** Column by column, of a symmetric matrix from the diagonal on. */
  private void array() throws IOException {
    for (int j = 0; j < d; j++) {
      int first = symmetry == Symmetry.GENERAL ? 0 : symmetry == Symmetry.SYMMETRIC ? j : j + 1;
      for (int i = first; i < n; i++) {
        toNextLine();
        double value = value();
        if (value != 0) {
          add(i, j, value);
        }
      }
    }
  }

  private void add(int i, int j, double value) {
    entries.add(i, j, value);
    if (symmetry == Symmetry.SKEW_SYMMETRIC && i == j && value != 0) {
      throw text.error("an entry on the diagonal of a skew-symmetric matrix is 0");
    }
    if (symmetry != Symmetry.GENERAL && i != j) {
      entries.add(j, i, symmetry.mirrored * value);
    }
  }

  private SparseMatrix matrix() {
    HeapLimit.checkEntries(path, entries.size(), d);
    try {
      return SparseMatrix.ofEntries(n, d, entries);
    } catch (BadDataException e) {
      throw FileError.at(path, e);
    }
  }
}
