package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.design.SparseMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SparseNpzReaderTest {

  private static final double[][] ROWS = {{0, 1.5, 0}, {0, 0, 0}, {-2, 0, 4}};

  /** scipy.sparse.save_npz(FILE, csr_matrix(ROWS)) of SciPy 1.17. */
  private static final String SCIPY =
      """
      UEsDBC0AAAAIAAAAIQDzoLL+//////////8LABQAaW5kaWNlcy5ucHkBABAAjAAAAAAAAABKAAAAAAAAAJvsF+ob
      EMnIUMZQrZ6SWpxcpG6loG6TaaKuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6mjoKtQoUAC5GBghg
      AmIAUEsDBC0AAAAIAAAAIQAdc5Fa//////////8KABQAaW5kcHRyLm5weQEAEACQAAAAAAAAAEwAAAAAAAAAm+wX
      6hsQychQxlCtnpJanFykbqWgbpNpoq6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaJjqaOgq1ChQALgYg
      YIRiZiAGAFBLAwQtAAAACAAAACEAo8N0l///////////CgAUAGZvcm1hdC5ucHkBABAAgwAAAAAAAABFAAAAAAAA
      AJvsF+obEMnIUMZQrZ6SWpxcpG6loF4TbKyuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5Gpo6CrUKFAGu
      5OIiAFBLAwQtAAAACAAAACEA8dkWov//////////CQAUAHNoYXBlLm5weQEAEACQAAAAAAAAAEkAAAAAAAAAm+wX
      6hsQychQxlCtnpJanFykbqWgbpNpoa6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvkaRjqaOgq1ChQALmYG
      CIDRAFBLAwQtAAAACAAAACEAMPcCt///////////CAAUAGRhdGEubnB5AQAQAJgAAAAAAAAAUAAAAAAAAACb7Bfq
      GxDJyFDGUK2eklqcXKRupaBuk2ahrqOgnpZfVFKUmBefX5SSChJ3S8wpTgWKF2ckFqQC+RrGOpo6CrUKFAAuBjD4
      YQ+hGQ5AKAEHAFBLAQItAy0AAAAIAAAAIQDzoLL+SgAAAIwAAAALAAAAAAAAAAAAAACAAQAAAABpbmRpY2VzLm5w
      eVBLAQItAy0AAAAIAAAAIQAdc5FaTAAAAJAAAAAKAAAAAAAAAAAAAACAAYcAAABpbmRwdHIubnB5UEsBAi0DLQAA
      AAgAAAAhAKPDdJdFAAAAgwAAAAoAAAAAAAAAAAAAAIABDwEAAGZvcm1hdC5ucHlQSwECLQMtAAAACAAAACEA8dkW
      okkAAACQAAAACQAAAAAAAAAAAAAAgAGQAQAAc2hhcGUubnB5UEsBAi0DLQAAAAgAAAAhADD3ArdQAAAAmAAAAAgA
      AAAAAAAAAAAAAIABFAIAAGRhdGEubnB5UEsFBgAAAAAFAAUAFgEAAJ4CAAAAAA==
      """;

  @TempDir private Path folder;
  private Path file;
  private final Map<String, byte[]> members = new LinkedHashMap<>();

  /** ROWS by rows, as SciPy would write them. */
  @BeforeEach
  void membersOfRows() {
    file = folder.resolve("x.npz");
    ints("indices", "<i4", 1, 0, 2);
    ints("indptr", "<i4", 0, 1, 1, 3);
    format("csr");
    ints("shape", "<i8", 3, 3);
    doubles(1.5, -2, 4);
  }

  private void ints(String name, String type, long... values) {
    int size = type.equals("<i8") ? Long.BYTES : Integer.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate(size * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (long value : values) {
      if (size == Long.BYTES) {
        bytes.putLong(value);
      } else {
        bytes.putInt((int) value);
      }
    }
    array(name, type, "(" + values.length + ",)", bytes.array());
  }

  private void doubles(double... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(values);
    array("data", "<f8", "(" + values.length + ",)", bytes.array());
  }

  private void format(String name) {
    array("format", "|S3", "()", name.getBytes(US_ASCII));
  }

  private void array(String name, String type, String shape, byte[] data) {
    members.put(
        name,
        NumpyFixture.v1(
            "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape),
            HexFormat.of().formatHex(data)));
  }

  private Path written() throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey() + ".npy"));
        zip.write(member.getValue());
      }
    }
    return file;
  }

  private void assertRead(double[][] expected) throws IOException {
    SparseMatrix x = SparseNpzReader.read(written());
    double[][] rows = new double[x.rows()][x.columns()];
    x.forEach((i, j, value) -> rows[i][j] = value);
    assertArrayEquals(expected, rows);
  }

  private void assertRefusedAs(String part) {
    assertRefused(part, () -> SparseNpzReader.read(written()));
    assertRefused("x.npz: ", () -> SparseNpzReader.read(file));
  }

  @Test
  void aFileOfSciPy() throws IOException {
    Files.write(file, Base64.getMimeDecoder().decode(SCIPY));
    SparseMatrix x = SparseNpzReader.read(file);
    double[][] rows = new double[3][3];
    x.forEach((i, j, value) -> rows[i][j] = value);
    assertArrayEquals(ROWS, rows);
    assertEquals(3, x.entries());
  }

  @Test
  void byRowsWithLongIndices() throws IOException {
    assertRead(ROWS);
    ints("indices", "<i8", 1, 0, 2);
    ints("indptr", "<i8", 0, 1, 1, 3);
    assertRead(ROWS);
  }

  @Test
  void byColumnsInAnyOrderAndTwice() throws IOException {
    format("csc");
    ints("indices", "<i4", 2, 0, 2, 2);
    ints("indptr", "<i4", 0, 1, 2, 4);
    doubles(-2, 1.5, 1, 3);
    assertRead(ROWS);
    ints("shape", "<i8", 4, 2);
    ints("indptr", "<i4", 0, 1, 4);
    assertRead(new double[][] {{0, 1.5}, {0, 0}, {-2, 4}, {0, 0}});
  }

  @Test
  void byCoordinates() throws IOException {
    format("coo");
    members.remove("indices");
    members.remove("indptr");
    ints("row", "<i4", 2, 0, 2, 2);
    ints("col", "<i4", 2, 1, 0, 2);
    doubles(1, 1.5, -2, 3);
    assertRead(ROWS);
    ints("col", "<i4", 2, 1, 0);
    assertRefusedAs("array 'col' has 3 entries but 'data' has 4");
    ints("col", "<i4", 2, 1, 0, 3);
    assertRefusedAs("row 2, column 3 (counted from 0) is outside an X of 3 x 3");
  }

  @Test
  void arraysThatDoNotFitEachOther() {
    ints("indptr", "<i4", 0, 2, 1, 3);
    assertRefusedAs("array 'indptr' does not fit a matrix of 3 x 3 with 3 entries");
    ints("indptr", "<i4", 0, 1, 1, 4);
    assertRefusedAs("array 'indptr' does not fit");
    ints("indptr", "<i4", 0, 1, 3);
    assertRefusedAs("array 'indptr' does not fit");
    ints("indptr", "<i4", 0, -1, 1, 3);
    assertRefusedAs("array 'indptr' holds -1.0 at entry 1");
    ints("indptr", "<i8", 0, 1L << 60, 1, 3);
    assertRefusedAs("array 'indptr' holds 1.15");
    ints("shape", "<i8", 3, 3, 1);
    assertRefusedAs("array 'shape' holds 3 numbers");
  }

  @Test
  void otherArchives() throws IOException {
    format("bsr");
    assertRefusedAs("of format 'bsr'; save it with scipy.sparse.save_npz(FILE, X.tocsc())");
    format("csr");
    doubles(1, 2, Double.NaN);
    assertRefusedAs("X holds NaN at row 2, column 2");
    doubles(1.5, -2, 4);
    members.remove("indices");
    assertRefusedAs("array 'indices' is not there");
    assertTrue(SparseNpzReader.isSparse(written()));
    members.remove("format");
    assertRefusedAs("holds no sparse matrix");
    assertFalse(SparseNpzReader.isSparse(written()));
  }

  /** The header alone would take 4 GB, for an archive of a kilobyte. */
  @Test
  void anArrayThatCannotBeInItsArchive() {
    array("indices", "<i4", "(1000000000,)", new byte[12]);
    assertRefusedAs("takes 4000000000 bytes of data but the file holds at most");
    assertRefused(
        "a sparse X of 1000000000 entries and 5 features needs 26.1 GiB but the Java heap ends at",
        () -> HeapLimit.checkEntries(1_000_000_000, 5, 4L << 30));
  }
}
