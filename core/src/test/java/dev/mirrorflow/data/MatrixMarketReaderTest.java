package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.design.SparseMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The matrices are those that scipy.io.mmread gives. */
final class MatrixMarketReaderTest {

  private static final String COORDINATES = "%%MatrixMarket matrix coordinate ";

  @TempDir private Path folder;

  private SparseMatrix read(String text) throws IOException {
    return MatrixMarketReader.read(Files.writeString(folder.resolve("a.mtx"), text, UTF_8));
  }

  private void assertRead(double[][] expected, String text) throws IOException {
    assertRows(expected, read(text));
  }

  private static void assertRows(double[][] expected, SparseMatrix x) {
    double[][] rows = new double[x.rows()][x.columns()];
    x.forEach((i, j, value) -> rows[i][j] = value);
    assertArrayEquals(expected, rows);
  }

  @Test
  void coordinates() throws IOException {
    assertRead(
        new double[][] {{0, 0, -2.5}, {7, 0, 0}},
        """
        %%MATRIXMARKET Matrix coordinate REAL general\s
        % c
        %

         2 3 2
        2 1 7\r
        % c

        1  3\t-2.5e0\
        """);
    assertRead(
        new double[][] {{0, 4}, {1, 0}}, COORDINATES + "integer general\n2 2 2\n2 1 1\n1 2 4\n");
    assertRead(new double[][] {{0, 1}}, COORDINATES + "pattern general\n1 2 1\n1 2\n");
  }

  @Test
  void whatIsTwiceIsAddedUp() throws IOException {
    SparseMatrix x = read(COORDINATES + "real general\n1 2 3\n1 2 1\n1 1 5\n1 2 4\n");
    assertRows(new double[][] {{5, 5}}, x);
    assertEquals(2, x.entries());
  }

  @Test
  void symmetric() throws IOException {
    assertRead(
        new double[][] {{1, 2}, {2, 0}}, COORDINATES + "real symmetric\n2 2 2\n1 1 1\n2 1 2\n");
    assertRead(
        new double[][] {{0, -2}, {2, 0}}, COORDINATES + "real skew-symmetric\n2 2 1\n2 1 2\n");
    assertRead(
        new double[][] {{1, 2}, {2, 3}},
        "%%MatrixMarket matrix array real symmetric\n2 2\n1\n2\n3\n");
    assertRead(
        new double[][] {{0, -2}, {2, 0}},
        "%%MatrixMarket matrix array real skew-symmetric\n2 2\n2\n");
  }

  @Test
  void arrays() throws IOException {
    SparseMatrix x = read("%%MatrixMarket matrix array real general\n2 3\n1\n2\n0\n4\n5\n0\n");
    assertRows(new double[][] {{1, 0, 5}, {2, 4, 0}}, x);
    assertEquals(4, x.entries());
  }

  @Test
  void packed() throws IOException {
    Path file = folder.resolve("a.mtx.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((COORDINATES + "real general\n1 2 1\n1 2 3\n").getBytes(UTF_8));
    }
    assertRows(new double[][] {{0, 3}}, MatrixMarketReader.read(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 2 3                                          | line 1: does not begin with"
            + " %%MatrixMarket",
        "%%MatrixMarket vector coordinate real general  | line 1: holds another object",
        "%%MatrixMarket matrix sparse real general      | line 1: the format 'sparse' is not read,"
            + " only coordinate, array",
        "%%MatrixMarket matrix coordinate complex general | line 1: the field 'complex' is not"
            + " read",
        "%%MatrixMarket matrix coordinate real hermitian | line 1: the symmetry 'hermitian' is not"
            + " read",
        "%%MatrixMarket matrix array pattern general    | line 1: an array has no pattern",
        "%%MatrixMarket matrix coordinate real general  | ends before",
        "%%MatrixMarket matrix coordinate real symmetric\\n2 3 1\\n1 1 1 | line 2: a matrix of 2 x"
            + " 3 is not",
        "%%MatrixMarket matrix coordinate real general\\n2 2\\n1 1 1 | line 2: the number of"
            + " entries is missing",
        "%%MatrixMarket matrix coordinate real general\\n2 2 1152921504606846976\\n1 1 1 | line 2:"
            + " the number of entries '1152921504606846976' is above",
        "%%MatrixMarket matrix coordinate real general\\n2 2 2000000000\\n1 1 1 | line 3: ends"
            + " before",
        "%%MatrixMarket matrix array real general\\n2000000000 2000000000\\n1 | line 3: ends"
            + " before",
        "%%MatrixMarket matrix coordinate real general\\n2 2 1\\n1 1 1\\n2 2 1 | line 4: an entry"
            + " beyond",
        "%%MatrixMarket matrix coordinate real general\\n2 2 1\\n1 1 1 1 | line 3: has more"
            + " numbers",
        "%%MatrixMarket matrix coordinate real general\\n2 2 1\\n3 1 1 | line 3: row 3 is outside,"
            + " they count from 1 to 2",
        "%%MatrixMarket matrix coordinate real general\\n2 2 1\\n1 0 1 | line 3: column 0 is"
            + " outside",
        "%%MatrixMarket matrix coordinate real general\\n2 2 1\\n1 1 nan | line 3: the value 'nan'"
            + " is not finite",
        "%%MatrixMarket matrix coordinate real skew-symmetric\\n2 2 1\\n1 1 3 | line 3: an entry on"
            + " the diagonal",
        "%%MatrixMarket matrix coordinate real general\\n0 2 0 | 0 x 2",
      })
  void whatIsNone(String text, String part) {
    assertRefused(part, () -> read(text.replace("\\n", "\n")));
  }
}
