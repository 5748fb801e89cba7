package dev.mirrorflow.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.ColumnProjection;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSource;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Precision;
import dev.mirrorflow.model.LeastSquares;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** X in a file of columns: how it gets there, and the limit from there. */
class NpyColumnsTest {

  @TempDir private Path folder;

  private Path file(DesignMatrix x, NpyFormat format) {
    Path path = folder.resolve("X" + format.float32() + format.fortranOrder() + ".npy");
    NpyWriter.write(path, x, format);
    return path;
  }

  private static double[] column(NpyColumns x, int j) {
    double[] out = new double[x.rows()];
    try (ColumnSource.Block block = x.block(3)) {
      block.load(Math.max(0, j - 1), Math.min(3, x.columns() - Math.max(0, j - 1)));
      block.copy(Math.min(1, j), 1, out);
    }
    return out;
  }

  private static void assertHolds(DesignMatrix expected, Path path) {
    try (NpyColumns x = NpyColumns.open(path)) {
      assertEquals(expected.rows(), x.rows());
      assertEquals(expected.columns(), x.columns());
      double[] column = new double[x.rows()];
      for (int j = 0; j < x.columns(); j++) {
        expected.copyColumn(j, column);
        assertArrayEquals(column, column(x, j));
      }
    }
  }

  /** Panels of one column, of some, and of all. */
  @ParameterizedTest
  @CsvSource({"false, 1", "false, 700", "false, 100000", "true, 700"})
  void convertTurnsEitherOrder(boolean float32, int panelLength) {
    DesignMatrix x = TestProblems.gaussianDesign(7, 301, 72);
    DesignMatrix rounded = float32 ? x.in(Precision.SINGLE) : x;
    for (NpyFormat format :
        new NpyFormat[] {NpyFormat.DEFAULT, NpyFormat.DEFAULT.withFortranOrder()}) {
      Path target = folder.resolve("columns.npy");
      assertArrayEquals(
          new int[] {7, 301}, ColumnFile.convert(file(x, format), target, float32, panelLength));
      assertHolds(rounded, target);
      assertHolds(rounded, target);
    }
  }

  @Test
  void aProblemThatNeedNotFitIsThatOfMemory() {
    SyntheticProblem problem = new SyntheticProblem(9, 410, 3, 0.5, 0.1, 3);
    Path target = folder.resolve("X.npy");
    double[][] y = new double[1][];
    ColumnFile.write(target, false, 0, taker -> y[0] = problem.trainingRows(taker));
    assertHolds(problem.training().x(), target);
    assertArrayEquals(problem.training().y(), y[0]);
  }

  @Test
  void rowsOfCsv() throws IOException {
    Path csv = folder.resolve("x.csv");
    Files.writeString(csv, "a,b\n1,2\n3,4.5\n", StandardCharsets.UTF_8);
    Path target = folder.resolve("X.npy");
    ColumnFile.write(target, true, 0, taker -> CsvReader.readRows(csv, taker));
    assertHolds(DesignMatrix.of(new double[][] {{1, 2}, {3, 4.5}}), target);
  }

  /** Both precisions, either byte order, and a θ that is written in pieces. */
  @ParameterizedTest
  @ValueSource(strings = {"<f8", "<f4", ">f8", ">f4"})
  void theLimitEqualsThatInMemory(String type) throws IOException {
    boolean float32 = type.endsWith("4");
    DesignMatrix x = TestProblems.gaussianDesign(20, 3000, 73);
    double[] y = TestProblems.gaussian(20, 74);
    NpyFormat format = new NpyFormat(float32, true, false);
    Path path = file(x, format);
    if (type.startsWith(">")) {
      swapBytes(path, float32 ? 4 : 8);
    }
    LeastSquares problem = new LeastSquares(float32 ? x.in(Precision.SINGLE) : x, y);
    double[] alphas = {1e-4, 1};
    Path theta = folder.resolve("theta.npy");
    try (NpyColumns columns = NpyColumns.open(path);
        ColumnPass pass = new ColumnPass(columns, 2);
        NpyVectors vectors = new NpyVectors(theta, 2, 3000)) {
      for (ColumnLimit limit :
          new ColumnProjection(pass, y).path(alphas, vectors::vector, _ -> {})) {
        assertTrue(limit.certificate().holds(1e-9));
      }
      vectors.finish();
    }
    DesignMatrix actual = NpyReader.readMatrix(theta);
    double[] row = new double[3000];
    for (int k = 0; k < 2; k++) {
      actual.copyRow(k, row);
      double[] expected = new BregmanProjection(problem).ofAlpha(alphas[k]).theta();
      assertTrue(TestProblems.relativeDistance(row, expected) <= 1e-12);
    }
  }

  private static void swapBytes(Path path, int size) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    int header = 128;
    for (int at = header; at < bytes.length; at += size) {
      for (int k = 0; k < size / 2; k++) {
        byte b = bytes[at + k];
        bytes[at + k] = bytes[at + size - 1 - k];
        bytes[at + size - 1 - k] = b;
      }
    }
    byte[] text =
        new String(bytes, 0, header, StandardCharsets.ISO_8859_1)
            .replace("'<", "'>")
            .getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(text, 0, bytes, 0, header);
    assertEquals('\n', bytes[header - 1]);
    Files.write(path, bytes);
  }

  private static String refusal(Path path) {
    return assertThrows(BadDataException.class, () -> NpyColumns.open(path).close()).getMessage();
  }

  @Test
  void whatCannotBeReadByColumnsIsSaid() throws IOException {
    DesignMatrix x = TestProblems.gaussianDesign(3, 40, 75);
    String order = refusal(file(x, NpyFormat.DEFAULT));
    assertTrue(order.contains("C order") && order.contains("mirrorflow convert"), order);
    Path cut = file(x, NpyFormat.DEFAULT.withFortranOrder());
    try (FileChannel channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() - 1);
    }
    assertTrue(refusal(cut).contains("is truncated"), refusal(cut));
    Path vector = folder.resolve("vector.npy");
    NpyWriter.write(vector, new double[] {1, 2});
    assertTrue(refusal(vector).contains("two dimensions"));
    assertTrue(refusal(folder).contains("is a folder"));
  }

  @Test
  void aFileCutShortWhileItIsReadIsSaid() throws IOException {
    Path path =
        file(TestProblems.gaussianDesign(3, 4000, 76), NpyFormat.DEFAULT.withFortranOrder());
    try (NpyColumns x = NpyColumns.open(path);
        ColumnPass pass = new ColumnPass(x, 2)) {
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() / 2);
      }
      String message =
          assertThrows(
                  BadDataException.class, () -> new ColumnProjection(pass, new double[] {1, 2, 3}))
              .getMessage();
      assertTrue(message.contains(path.toString()) && message.contains("it ended"), message);
    }
  }

  @Test
  void nothingIsLeftOfAFileThatFails() throws IOException {
    DesignMatrix x = TestProblems.gaussianDesign(3, 40, 77);
    x.set(2, 30, Double.NaN);
    Path source = file(x, NpyFormat.DEFAULT.withNonFinite());
    Path target = folder.resolve("out").resolve("columns.npy");
    Files.createDirectory(target.getParent());
    String message =
        assertThrows(BadDataException.class, () -> ColumnFile.convert(source, target, false))
            .getMessage();
    assertTrue(message.contains("NaN at row 2, column 30"), message);
    x.set(2, 30, 1e300);
    Path large = file(x, NpyFormat.DEFAULT);
    assertTrue(
        assertThrows(BadDataException.class, () -> ColumnFile.convert(large, target, true))
            .getMessage()
            .contains("beyond float32"));
    new NpyVectors(target, 2, 10).close();
    assertTrue(
        assertThrows(BadDataException.class, () -> new NpyVectors(target, 1 << 30, 1 << 30))
            .getMessage()
            .contains("GB are free"));
    try (Stream<Path> left = Files.list(target.getParent())) {
      assertEquals(0, left.count());
    }
    assertFalse(Arrays.asList(folder.toFile().list()).contains("columns.npy"));
  }
}
