package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyReaderTest {

  private static final double[][] WIDE = {{1.5, -2, 0.1}, {3e100, 0, -0.25}};
  private static final double[][] NARROW = {{1.5, -2, 0.125}, {3, 0, -0.25}};

  @TempDir Path folder;

  @Test
  void readsFloat64InEitherOrder() throws IOException {
    assertEntries(WIDE, NpyReader.readMatrix(file(NumpyFixture.F8)));
    assertEntries(WIDE, NpyReader.readMatrix(file(NumpyFixture.F8_FORTRAN)));
    assertEntries(WIDE, NpyReader.readMatrix(file(NumpyFixture.F8_BIG_ENDIAN)));
  }

  @Test
  void readsFloat32InEitherOrder() throws IOException {
    assertEntries(NARROW, NpyReader.readMatrix(file(NumpyFixture.F4)));
    assertEntries(NARROW, NpyReader.readMatrix(file(NumpyFixture.F4_BIG_ENDIAN_FORTRAN)));
  }

  @Test
  void readsVectorsRowsAndColumnsOfIntegers() throws IOException {
    assertArrayEquals(new double[] {-1, 2}, NpyReader.readVector(file(NumpyFixture.I1_COLUMN)));
    assertArrayEquals(new double[] {255, 0}, NpyReader.readVector(file(NumpyFixture.U1)));
    assertArrayEquals(new double[] {-5, 7}, NpyReader.readVector(file(NumpyFixture.I4_ROW)));
  }

  /** The bytes and the values are NumPy's. */
  @ParameterizedTest
  @CsvSource({
    "<f2, 003e00b4ff7b0100, 1.5, -0.25, 65504, 5.960464477539063e-08",
    ">f2, 3e00b4007bff0001, 1.5, -0.25, 65504, 5.960464477539063e-08",
    "|b1, 01000001, 1, 0, 0, 1",
    "<u2, ffff070001000000, 65535, 7, 1, 0",
    ">u2, ffff000700010000, 65535, 7, 1, 0",
    "<u4, ffffffff070000000100000000000000, 4294967295, 7, 1, 0",
    "<u8, ffffffffffffffff010400000000008000040000000000800700000000000000,"
        + " 1.8446744073709552e+19, 9.223372036854778e+18, 9.223372036854776e+18, 7"
  })
  void readsEveryRealType(String descr, String hex, double a, double b, double c, double d)
      throws IOException {
    String dictionary = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (4,), }";
    assertArrayEquals(
        new double[] {a, b, c, d}, NpyReader.readVector(file(NumpyFixture.v1(dictionary, hex))));
  }

  @Test
  void readsFormats2And3() throws IOException {
    assertArrayEquals(new double[] {-3, 0x1p40}, NpyReader.readVector(file(NumpyFixture.I8_V2)));
    assertArrayEquals(new double[] {2.5}, NpyReader.readVector(file(NumpyFixture.F8_V3)));
  }

  @ParameterizedTest
  @CsvSource({"1, 9000", "9000, 1", "700, 400", "1, 1", "3, 140000", "140000, 3"})
  void readsMoreThanABufferInBothOrders(int n, int d) {
    DesignMatrix x = DesignMatrix.zeros(n, d);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x.set(i, j, i + 1e-6 * j);
      }
    }
    for (NpyFormat format :
        new NpyFormat[] {NpyFormat.DEFAULT, NpyFormat.DEFAULT.withFortranOrder()}) {
      Path path = folder.resolve("x.npy");
      NpyWriter.write(path, x, format);
      DesignMatrix read = NpyReader.readMatrix(path);
      assertEquals(n, read.rows());
      assertEquals(d, read.columns());
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < d; j++) {
          if (x.get(i, j) != read.get(i, j)) {
            assertEquals(x.get(i, j), read.get(i, j), i + ", " + j + " " + format);
          }
        }
      }
    }
  }

  @Test
  void truncatedAndTooLongFilesAreRefusedWithTheirSizes() throws IOException {
    byte[] whole = NumpyFixture.F8;
    assertRefused(
        "x.npy: is truncated: shape (2, 3) of '<f8' takes 48 bytes of data but the file holds 47;"
            + " copy it again",
        () -> NpyReader.readMatrix(file(Arrays.copyOf(whole, whole.length - 1))));
    assertRefused(
        "x.npy: has bytes after its data: shape (2, 3) of '<f8' takes 48 bytes of data but the file"
            + " holds 49",
        () -> NpyReader.readMatrix(file(Arrays.copyOf(whole, whole.length + 1))));
    assertRefused(
        "is cut off in the .npy header, after 100 bytes",
        () -> NpyReader.readMatrix(file(Arrays.copyOf(whole, 100))));
    assertRefused(
        "is cut off in the .npy header, after 3 bytes",
        () -> NpyReader.readMatrix(file(Arrays.copyOf(whole, 3))));
  }

  @Test
  void hugeShapesAreRefusedWithoutAllocating() throws IOException {
    assertRefused(
        "takes 9223372036854775808 bytes of data but the file holds 0",
        () -> NpyReader.readMatrix(shaped("(1073741824, 1073741824)")));
    assertRefused(
        "more than 2^31 - 1 samples or features",
        () -> NpyReader.readVector(shaped("(1152921504606846976,)")));
    assertRefused(
        "more than 2^31 - 1 samples or features",
        () -> NpyReader.readMatrix(shaped("(1, 2147483648)")));
    assertRefused(
        "takes 17179869176 bytes of data but the file holds 0",
        () -> NpyReader.readVector(shaped("(2147483647,)")));
    assertRefused(
        "damaged .npy header",
        () -> NpyReader.readVector(shaped("(1234567890123456789012345678901,)")));
  }

  @Test
  void unsuitableShapesAreRefused() throws IOException {
    assertRefused("has shape (0, 5), which holds no data", () -> matrix("<f8", "(0, 5)"));
    assertRefused("has shape (5, 0), which holds no data", () -> matrix("<f8", "(5, 0)"));
    assertRefused("X needs two dimensions", () -> NpyReader.readMatrix(file(NumpyFixture.U1)));
    assertRefused(
        "has shape (2, 3) but a vector is needed",
        () -> NpyReader.readVector(file(NumpyFixture.F8)));
    assertRefused(
        "has shape () but a vector is needed",
        () ->
            NpyReader.readVector(
                file(
                    NumpyFixture.v1(
                        "{'descr': '|i1', 'fortran_order': False, 'shape': (), }", "07"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<c16", "<U5", "|S3", "<M8[ns]", "<f16", "", "<"})
  void typesThatAreNotRealNumbersAreNamed(String descr) {
    assertRefused(
        "has elements of type '"
            + descr
            + "', which are not read as real numbers; save it with"
            + " .astype('float64')",
        () -> matrix(descr, "(2, 3)"));
  }

  @Test
  void pickledObjectsAndRecordsAreRefused() {
    assertRefused("pickled objects, which are not read", () -> matrix("|O", "(2, 3)"));
    String records =
        "{'descr': [('a', '<f8'), ('b', '<f8')], 'fortran_order': False, 'shape': (1,), }";
    assertRefused(
        "records with named fields",
        () -> NpyReader.readVector(file(NumpyFixture.v1(records, ""))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{'descr': '<f8', 'fortran_order': False}",
        "{'descr': '<f8', 'shape': (2, 3)}",
        "{'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': '<f8', 'fortran_order': maybe, 'shape': (2, 3)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, -3)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': 3}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2 3)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,, 3)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (02, 3)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': [2, 3]}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2.0, 3)}",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 3)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'more': 1}",
        "{'descr': '<f8', 'descr': '>f8', 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': '<f8' 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)} and more",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)",
        "('descr': '<f8', 'fortran_order': False, 'shape': (2, 3))",
        "{'descr': '<f8, 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': '<' 'f8', 'fortran_order': False, 'shape': (2, 3)}",
        "{'note': \"'descr': '>f8'\", 'descr': '<f8', 'fortran_order': False, 'shape': (2, 3)}"
      })
  void damagedHeadersAreRefused(String dictionary) {
    assertRefused(
        "x.npy: has a damaged .npy header",
        () -> NpyReader.readMatrix(file(NumpyFixture.v1(dictionary, ""))));
  }

  /** NumPy 2.4 reads each of these as [1, 2]. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}",
        "{'shape':(2,),'fortran_order':False,'descr':'<f8'}",
        "{ \"descr\" : \"<f8\" , 'fortran_order' : False , 'shape' : ( 2 , ) , }   \n",
        "{'descr': '<f8',\n 'fortran_order': False,\n 'shape': (2,),\n}\n",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2L,), }"
      })
  void headersAreReadAsPythonReadsThem(String dictionary) throws IOException {
    String data = "000000000000f03f" + "0000000000000040";
    assertArrayEquals(
        new double[] {1, 2}, NpyReader.readVector(file(NumpyFixture.v1(dictionary, data))));
  }

  @Test
  void whatIsInAStringIsNoKey() {
    String dictionary =
        "{'descr': \"<f8 'descr': '>f8'\", 'fortran_order': False, 'shape': (1,), }";
    assertRefused(
        "has elements of type '<f8 'descr': '>f8'', which are not read as real numbers",
        () -> NpyReader.readVector(file(NumpyFixture.v1(dictionary, "000000000000f03f"))));
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    assertRefused("x.npy: is not a .npy file", () -> NpyReader.readMatrix(file(new byte[200])));
    byte[] future = NumpyFixture.F8.clone();
    future[6] = 4;
    assertRefused("has .npy format 4.0", () -> NpyReader.readMatrix(file(future)));
    byte[] longHeader = NumpyFixture.I8_V2.clone();
    longHeader[11] = 0x7f;
    assertRefused("has a header of 2130706548 bytes", () -> NpyReader.readMatrix(file(longHeader)));
    assertRefused("x.npy: is empty (0 bytes)", () -> NpyReader.readMatrix(file(new byte[0])));
    assertRefused("is a folder", () -> NpyReader.readMatrix(folder));
    assertRefused(
        "none.npy: no such file; check the path",
        () -> NpyReader.readMatrix(folder.resolve("none.npy")));
  }

  @Test
  void pipesAndDevicesAreRefusedInsteadOfWaitedFor() {
    Path device = Path.of("/dev/zero");
    assumeTrue(Files.exists(device), "there is no /dev/zero here");
    assertRefused("not a regular file but a pipe or device", () -> NpyReader.readVector(device));
  }

  @Test
  void dataBeyondTheHeapAreRefused() {
    assertRefused(
        "data of 1000 x 2000000 needs 14.9 GiB but the Java heap ends at 2.0 GiB; raise -Xmx",
        () -> HeapLimit.check(1000, 2_000_000, 2L << 30));
  }

  private DesignMatrix matrix(String descr, String shape) throws IOException {
    String dictionary =
        "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + ", }";
    return NpyReader.readMatrix(file(NumpyFixture.v1(dictionary, "")));
  }

  private Path shaped(String shape) throws IOException {
    return file(
        NumpyFixture.v1("{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + ", }", ""));
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.npy"), bytes);
  }

  private static void assertEntries(double[][] expected, DesignMatrix actual) {
    assertEquals(expected.length, actual.rows());
    double[] row = new double[actual.columns()];
    for (int i = 0; i < expected.length; i++) {
      actual.copyRow(i, row);
      assertArrayEquals(expected[i], row);
    }
  }
}
