package dev.mirrorflow.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.data.SvmlightReader.Features;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.linalg.DesignMatrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written in any of the formats is read back to the last bit. */
final class SparseFormatTest {

  private static final int PROBLEMS = 25;

  @TempDir private Path folder;

  private final RandomGenerator random =
      RandomGeneratorFactory.of("L64X128MixRandom").create(20261127);

  /** Mostly empty rows and columns, entries that are there twice, zeros, and at least one entry. */
  private SparseDataset problem() {
    int n = random.nextInt(1, 9);
    int d = random.nextInt(1, 12);
    int count = random.nextInt(1, 1 + random.nextInt(1, n * d + 2));
    int[] rows = random.ints(count, 0, n).toArray();
    int[] columns = random.ints(count, 0, d).toArray();
    double[] values = new double[count];
    for (int e = 0; e < count; e++) {
      values[e] = value();
    }
    values[0] = 1;
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = value();
    }
    return new SparseDataset(SparseMatrix.ofEntries(n, d, count, rows, columns, values), y);
  }

  private double value() {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(-3, 4);
      case 1 -> 1e300 * random.nextGaussian();
      case 2 -> Double.MIN_VALUE * random.nextInt(5);
      case 3 -> -0.0;
      case 4 -> 1e15 * random.nextInt(9);
      default -> random.nextGaussian();
    };
  }

  private static double[][] rows(SparseMatrix x) {
    double[][] rows = new double[x.rows()][x.columns()];
    x.forEach((i, j, value) -> rows[i][j] = value);
    return rows;
  }

  private static void assertSame(SparseMatrix expected, SparseMatrix actual, int entries) {
    assertArrayEquals(rows(expected), rows(actual));
    assertEquals(entries, actual.entries());
  }

  @Test
  void svmlightHoldsXAndY() {
    for (int k = 0; k < PROBLEMS; k++) {
      SparseDataset data = problem();
      Path file = folder.resolve(k % 2 == 0 ? "a.svm" : "a.svm.gz");
      SvmlightWriter.write(file, data);
      SvmlightReader.Content content = SvmlightReader.read(file, Features.FOUND);
      assertArrayEquals(data.y(), content.data().y());
      assertArrayEquals(rows(data.x()), rows(content.data().x()));
      assertEquals(1, content.features().base().orElseThrow());
    }
  }

  @Test
  void matrixMarket() {
    for (int k = 0; k < PROBLEMS; k++) {
      SparseMatrix x = problem().x();
      Path file = folder.resolve(k % 2 == 0 ? "a.mtx" : "a.mtx.gz");
      MatrixMarketWriter.write(file, x);
      assertSame(x, MatrixMarketReader.read(file), x.entries());
    }
  }

  @Test
  void archivesOfSciPy() throws IOException {
    Path file = folder.resolve("a.npz");
    Path again = folder.resolve("b.npz");
    for (int k = 0; k < PROBLEMS; k++) {
      SparseMatrix x = problem().x();
      SparseNpzWriter.write(file, x);
      assertSame(x, SparseNpzReader.read(file), x.entries());
      SparseNpzWriter.write(again, x);
      assertEquals(-1, Files.mismatch(file, again));
    }
  }

  /** An array does not say which of its zeros were entries. */
  @Test
  void arrays() {
    Path file = folder.resolve("a.npy");
    for (int k = 0; k < PROBLEMS; k++) {
      SparseDataset data = problem();
      SparseMatrix x = data.x();
      ColumnFile.write(file, false, x);
      DesignMatrix array = NpyReader.readMatrix(file);
      SparseMatrix back = SparseMatrix.ofNonZeros(array);
      int[] nonZeros = new int[1];
      x.forEach((_, _, value) -> nonZeros[0] += value != 0 ? 1 : 0);
      assertEquals(nonZeros[0], back.entries());
      assertEquals(nonZeros[0], NpyMatrix.nonZeros(file));
      double[][] rows = rows(x);
      double[] row = new double[x.columns()];
      DesignMatrix dense = data.dense().x();
      for (int i = 0; i < rows.length; i++) {
        array.copyRow(i, row);
        assertArrayEquals(rows[i], row);
        dense.copyRow(i, row);
        assertArrayEquals(rows[i], row);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.svm, SVMLIGHT",
    "a.b.LIBSVM.GZ, SVMLIGHT",
    "a.svmlight, SVMLIGHT",
    "a.mtx.gz, MATRIX_MARKET",
    "a.npz, NPZ",
    "a.npz.gz,",
    "a.npy,",
    "svm,",
  })
  void namesTell(Path file, SparseFormat format) {
    assertEquals(Optional.ofNullable(format), SparseFormat.named(file));
  }
}
