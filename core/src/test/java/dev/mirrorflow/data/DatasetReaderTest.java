package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetReaderTest {

  private static final NpyFormat ANY = NpyFormat.DEFAULT.withNonFinite();

  @TempDir Path folder;
  private Path x;
  private Path y;

  @BeforeEach
  void writeGoodFiles() {
    x = folder.resolve("x.npy");
    y = folder.resolve("y.npy");
    NpyWriter.write(x, new double[][] {{1, 2}, {3, 4}, {5, 6}});
    NpyWriter.write(y, new double[] {7, 8, 9});
  }

  @Test
  void readsEitherFormat() throws IOException {
    Path xCsv = Files.writeString(folder.resolve("x.CSV"), "a,b\n1,2\n3,4\n5,6\n");
    Path yCsv = Files.writeString(folder.resolve("y.csv"), "label\n7\n8\n9\n");
    for (Path xFile : List.of(x, xCsv)) {
      for (Path yFile : List.of(y, yCsv)) {
        Dataset data = DatasetReader.read(xFile, yFile);
        assertEquals(3, data.x().rows());
        assertEquals(6, data.x().get(2, 1));
        assertArrayEquals(new double[] {7, 8, 9}, data.y());
        assertEquals(xFile.equals(x) ? List.of() : List.of("a", "b"), data.features());
      }
    }
  }

  @Test
  void readsOneCsvWithATarget() throws IOException {
    Path csv = Files.writeString(folder.resolve("all.csv"), "a,y,b\n1,7,2\n3,8,4\n");
    Dataset data = DatasetReader.readCsv(csv, "y");
    assertArrayEquals(new double[] {7, 8}, data.y());
    assertEquals(4, data.x().get(1, 1));
    assertRefused(
        "all.csv: unknown target column 'foo'; the file has: a, y, b",
        () -> DatasetReader.readCsv(csv, "foo"));
  }

  @Test
  void shapesMustAgree() {
    NpyWriter.write(y, new double[] {7, 8});
    assertRefused(
        "y.npy: X has 3 rows but y has 2 entries; give one target", () -> DatasetReader.read(x, y));
  }

  @Test
  void valuesMustBeFinite() {
    NpyWriter.write(x, new double[][] {{1, 2}, {3, 4}, {5, Double.NaN}}, ANY);
    assertRefused(
        "x.npy: X holds NaN at row 2, column 1 (counted from 0); remove or impute it",
        () -> DatasetReader.read(x, y));
    writeGoodFiles();
    NpyWriter.write(y, new double[][] {{7}, {Double.NEGATIVE_INFINITY}, {9}}, ANY);
    assertRefused(
        "y.npy: y holds -Infinity at entry 1 (counted from 0); remove or impute it",
        () -> DatasetReader.read(x, y));
  }

  @Test
  void xMustNotBeZero() throws IOException {
    NpyWriter.write(x, new double[3][2]);
    assertRefused("x.npy: X is all zeros", () -> DatasetReader.read(x, y));
    Path csv = Files.writeString(folder.resolve("all.csv"), "a,y\n0,7\n0,8\n");
    assertRefused("all.csv: X is all zeros", () -> DatasetReader.readCsv(csv, "y"));
  }

  @Test
  void thereMustBeSamples() throws IOException {
    Files.write(
        x, NumpyFixture.v1("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 2), }", ""));
    assertRefused("at least one sample", () -> DatasetReader.read(x, y));
  }

  @Test
  void unknownExtensionsAreRefusedBeforeAnythingIsRead() {
    Path text = folder.resolve("x.doc");
    assertRefused(
        "x.doc: has no known extension; give a .npy, .npz or .csv file",
        () -> DatasetReader.read(text, y));
    assertRefused("x.doc: has no known extension", () -> DatasetReader.read(x, text));
  }

  @Test
  void theGolubDataAreTheSameInBothFormats() {
    Path golub = Path.of("../../shared/data");
    assumeTrue(Files.exists(golub.resolve("golub_train.csv")), "no ../shared/data here");
    Dataset fromCsv = DatasetReader.readCsv(golub.resolve("golub_train.csv"), "label");
    Dataset fromNpy =
        DatasetReader.read(golub.resolve("golub_train_X.npy"), golub.resolve("golub_train_y.npy"));
    assertEquals(38, fromNpy.x().rows());
    assertEquals(7129, fromNpy.x().columns());
    assertArrayEquals(fromNpy.y(), fromCsv.y());
    for (int i = 0; i < 38; i++) {
      double[] npyRow = new double[7129];
      double[] csvRow = new double[7129];
      fromNpy.x().copyRow(i, npyRow);
      fromCsv.x().copyRow(i, csvRow);
      assertArrayEquals(npyRow, csvRow);
    }
  }
}
