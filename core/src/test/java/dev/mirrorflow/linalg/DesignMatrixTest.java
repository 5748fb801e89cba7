package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DesignMatrixTest {

  private static final double ROUNDING = 0x1p-53;

  /** Rows, columns and doubles a panel: one panel, several, several with a short last one. */
  static Stream<int[]> shapes() {
    return Stream.of(
        new int[] {1, 1, 1 << 20},
        new int[] {7, 3, 1 << 20},
        new int[] {23, 17, 1 << 20},
        new int[] {5, 9, 1},
        new int[] {12, 8, 8 * 4},
        new int[] {23, 17, 24 * 5},
        new int[] {30, 100, 104 * 7},
        new int[] {9, 1, 8 * 2});
  }

  private static double[] gaussian(Random random, int length) {
    return random.doubles(length).map(uniform -> random.nextGaussian()).toArray();
  }

  private static double[][] rows(Random random, int n, int d) {
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      rows[i] = gaussian(random, d);
    }
    return rows;
  }

  private static DesignMatrix filled(double[][] rows, int panelLength) {
    DesignMatrix x = DesignMatrix.zeros(rows.length, rows[0].length, panelLength);
    for (int i = 0; i < rows.length; i++) {
      x.setRow(i, rows[i]);
    }
    return x;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static double norm(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  /** The largest error of an inner product of length n of vectors with these norms. */
  private static double tolerance(int n, double normA, double normB) {
    return 4 * (n + 4) * ROUNDING * normA * normB;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void entriesAndRowsComeBack(int[] shape) {
    double[][] rows = rows(new Random(1), shape[0], shape[1]);
    DesignMatrix x = filled(rows, shape[2]);
    assertEquals(shape[0], x.rows());
    assertEquals(shape[1], x.columns());
    double[] row = new double[shape[1] + 2];
    for (int i = 0; i < shape[0]; i++) {
      x.copyRow(i, row);
      assertArrayEquals(rows[i], Arrays.copyOf(row, shape[1]));
      assertEquals(0, row[shape[1]], "beyond the row");
      for (int j = 0; j < shape[1]; j++) {
        assertEquals(rows[i][j], x.get(i, j));
        x.set(i, j, 100.0 * i + j);
      }
    }
    for (int i = 0; i < shape[0]; i++) {
      for (int j = 0; j < shape[1]; j++) {
        assertEquals(100.0 * i + j, x.get(i, j), "no entry overwrites another");
      }
    }
  }

  @Test
  void rowsGivenAreCopied() {
    double[] first = {1, 2, 3};
    DesignMatrix x = DesignMatrix.of(first, new double[] {4, 5, 6});
    first[0] = 9;
    assertEquals(1, x.get(0, 0));
    assertEquals(6, x.get(1, 2));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void productsAgreeWithLoops(int[] shape) {
    Random random = new Random(2);
    int n = shape[0];
    int d = shape[1];
    double[][] rows = rows(random, n, d);
    DesignMatrix x = filled(rows, shape[2]);
    double[] theta = gaussian(random, d);
    double[] c = gaussian(random, n);
    double[] product = gaussian(random, n);
    double[] transposed = gaussian(random, d);
    x.multiply(theta, product);
    x.multiplyTransposed(-0.7, c, transposed);
    for (int i = 0; i < n; i++) {
      double size = tolerance(d, norm(rows[i]), norm(theta));
      assertEquals(dot(rows[i], theta), product[i], size, "row " + i);
      assertEquals(
          dot(rows[i], rows[i]), x.rowSquaredNorm(i), 4 * d * ROUNDING * dot(rows[i], rows[i]));
      int k = random.nextInt(n);
      assertEquals(
          dot(rows[i], rows[k]), x.rowDot(i, k), tolerance(d, norm(rows[i]), norm(rows[k])));
    }
    for (int j = 0; j < d; j++) {
      double[] column = column(rows, j);
      assertEquals(
          -0.7 * dot(column, c), transposed[j], tolerance(n, norm(column), norm(c)), "column " + j);
    }
  }

  private static double[] column(double[][] rows, int j) {
    double[] column = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      column[i] = rows[i][j];
    }
    return column;
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void residualAndGradientAgreeWithLoops(int[] shape) {
    Random random = new Random(3);
    int n = shape[0];
    int d = shape[1];
    double[][] rows = rows(random, n, d);
    DesignMatrix x = filled(rows, shape[2]);
    double[] theta = gaussian(random, d);
    double[] y = gaussian(random, n);
    double[] residual = gaussian(random, n);
    double[] gradient = gaussian(random, d);
    double squares = x.residualGradient(theta, y, residual, gradient);
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    check(rows, all, theta, y, residual, gradient, squares);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void batchesAcrossPanelsAgreeWithLoops(int[] shape) {
    Random random = new Random(4);
    int n = shape[0];
    int d = shape[1];
    double[][] rows = rows(random, n, d);
    DesignMatrix x = filled(rows, shape[2]);
    double[] theta = gaussian(random, d);
    double[] y = gaussian(random, n);
    for (int size = 1; size <= 13; size++) {
      int[] batch = new int[size + 4];
      Arrays.fill(batch, -1);
      for (int k = 3; k < 3 + size; k++) {
        // Repeated rows and runs in one panel both occur.
        batch[k] = k % 3 == 2 ? batch[k - 1] : random.nextInt(n);
      }
      double[] residual = new double[size + 4];
      double[] gradient = gaussian(random, d);
      double squares = x.batchResidualGradient(batch, 3, 3 + size, theta, y, residual, gradient);
      int[] chosen = Arrays.copyOfRange(batch, 3, 3 + size);
      check(rows, chosen, theta, y, Arrays.copyOfRange(residual, 3, 3 + size), gradient, squares);
      assertEquals(0, residual[0] + residual[1] + residual[2] + residual[size + 3], "untouched");
    }
  }

  private static void check(
      double[][] rows,
      int[] batch,
      double[] theta,
      double[] y,
      double[] residual,
      double[] gradient,
      double squares) {
    int d = theta.length;
    double[] sum = new double[d];
    double[] size = new double[d];
    double expectedSquares = 0;
    double magnitude = 0;
    for (int k = 0; k < batch.length; k++) {
      double[] row = rows[batch[k]];
      double e = dot(row, theta) - y[batch[k]];
      double scale = norm(row) * norm(theta) + Math.abs(y[batch[k]]);
      assertEquals(e, residual[k], tolerance(d, scale, 1), "residual " + k);
      for (int j = 0; j < d; j++) {
        sum[j] += e * row[j] / batch.length;
        size[j] += scale * Math.abs(row[j]) / batch.length;
      }
      expectedSquares += e * e;
      magnitude += scale * scale;
    }
    assertEquals(expectedSquares, squares, 2 * tolerance(d + batch.length, magnitude, 1));
    for (int j = 0; j < d; j++) {
      assertEquals(sum[j], gradient[j], tolerance(d + batch.length, size[j], 1), "gradient " + j);
    }
  }

  @Test
  void anEmptyBatchHasGradientZero() {
    DesignMatrix x = DesignMatrix.of(new double[] {1, 2});
    double[] gradient = {7, 7};
    double[] y = {3};
    assertEquals(0, x.batchResidualGradient(new int[0], 0, 0, gradient.clone(), y, y, gradient));
    assertArrayEquals(new double[] {0, 0}, gradient);
  }

  @Test
  void severalPanelsGiveTheNumbersOfOne() {
    Random random = new Random(5);
    double[][] rows = rows(random, 24, 40);
    DesignMatrix one = filled(rows, 1 << 20);
    // 8 rows a panel: blocks of four rows fall as in one panel, so only sums over panels differ.
    DesignMatrix several = filled(rows, 40 * 8);
    double[] theta = gaussian(random, 40);
    double[] y = gaussian(random, 24);
    double[][] residual = new double[2][24];
    double[][] gradient = new double[2][40];
    double a = one.residualGradient(theta, y, residual[0], gradient[0]);
    double b = several.residualGradient(theta, y, residual[1], gradient[1]);
    assertArrayEquals(residual[0], residual[1]);
    assertArrayEquals(gradient[0], gradient[1]);
    assertEquals(a, b, 64 * ROUNDING * a);
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0, 0", "Infinity, 6, 2", "-Infinity, 3, 1"})
  void aNumberThatIsNotFiniteIsNamedByRowAndColumn(double value, int row, int column) {
    for (int panelLength : new int[] {8, 24, 1 << 20}) {
      DesignMatrix x = filled(rows(new Random(6), 7, 3), panelLength);
      x.requireFinite();
      x.set(row, column, value);
      if (row < 6) {
        x.set(6, 2, Double.NaN);
      }
      assertEquals(
          "X holds "
              + value
              + " at row "
              + row
              + ", column "
              + column
              + " (counted from 0); remove or impute it",
          assertThrows(BadDataException.class, x::requireFinite).getMessage());
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "-1e-300", "4.9e-324", "NaN"})
  void zeroIsZeroOnlyIfEveryEntryIs(double value) {
    for (int panelLength : new int[] {8, 24, 1 << 20}) {
      DesignMatrix x = DesignMatrix.zeros(7, 3, panelLength);
      assertTrue(x.isZero());
      x.set(2, 1, -0.0);
      assertTrue(x.isZero());
      x.set(6, 2, value);
      assertFalse(x.isZero());
    }
  }

  @Test
  void shapesThatCannotBeAreRefused() {
    assertEquals(
        "X has shape 0 x 3; at least one sample and one feature are needed", message(0, 3));
    assertEquals(
        "X has shape 2 x 0; at least one sample and one feature are needed", message(2, 0));
    assertEquals(
        "d = 2147483647 features do not fit in a Java array", message(1, Integer.MAX_VALUE));
    assertEquals(
        "X has shape 0 x 0; at least one sample and one feature are needed",
        assertThrows(BadDataException.class, DesignMatrix::of).getMessage());
    assertEquals(
        "row 1 of X has 2 features, the first row has 3",
        assertThrows(BadDataException.class, () -> DesignMatrix.of(new double[3], new double[2]))
            .getMessage());
  }

  private static String message(int n, int d) {
    return assertThrows(BadDataException.class, () -> DesignMatrix.zeros(n, d)).getMessage();
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "4, 0", "0, -1", "0, 3", "2147483647, 0", "1, 8"})
  void entriesOutsideAreRefused(int i, int j) {
    for (int panelLength : new int[] {8, 16, 1 << 20}) {
      DesignMatrix x = DesignMatrix.zeros(4, 3, panelLength);
      assertThrows(IndexOutOfBoundsException.class, () -> x.get(i, j));
      assertThrows(IndexOutOfBoundsException.class, () -> x.set(i, j, 1));
      assertTrue(x.isZero(), "nothing was written");
    }
  }

  static Stream<Executable> wrongLengths() {
    DesignMatrix x = DesignMatrix.zeros(2, 3);
    double[] two = new double[2];
    double[] three = new double[3];
    int[] batch = {0, 1};
    return Stream.of(
        () -> x.multiply(two, three),
        () -> x.multiply(three, three),
        () -> x.multiplyTransposed(1, three, three),
        () -> x.multiplyTransposed(1, two, two),
        () -> x.residualGradient(two, two, two, three),
        () -> x.residualGradient(three, three, two, three),
        () -> x.residualGradient(three, two, three, three),
        () -> x.residualGradient(three, two, two, two),
        () -> x.batchResidualGradient(batch, 0, 0, three, two, two, two),
        () -> x.batchResidualGradient(batch, 0, 2, two, two, two, three),
        () -> x.batchResidualGradient(batch, 0, 2, three, three, two, three));
  }

  @ParameterizedTest
  @MethodSource("wrongLengths")
  void wrongLengthsAreRefusedWithTheShape(Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.startsWith("X is 2 x 3, but the vectors have "), message);
  }

  @Test
  void batchesThatCannotBeAreRefusedBeforeAnythingIsWritten() {
    DesignMatrix x = filled(rows(new Random(7), 6, 3), 16);
    double[] three = new double[3];
    double[] y = new double[6];
    double[] gradient = {1, 2, 3};
    for (int bad : new int[] {-1, -7, 6, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      int[] batch = {0, bad};
      Executable call = () -> x.batchResidualGradient(batch, 0, 2, three, y, y.clone(), gradient);
      assertEquals(
          "batch[1] = " + bad + " is not a row of X, which has 6",
          assertThrows(IllegalArgumentException.class, call).getMessage());
    }
    int[] batch = {0, 1, 2};
    int[][] ranges = {{-1, 1}, {2, 1}, {0, 4}};
    for (int[] r : ranges) {
      Executable call =
          () -> x.batchResidualGradient(batch, r[0], r[1], three, y, y.clone(), gradient);
      assertEquals(
          "[" + r[0] + ", " + r[1] + ") leaves a batch of 3 or a residual of 6",
          assertThrows(IllegalArgumentException.class, call).getMessage());
    }
    Executable shortResidual =
        () -> x.batchResidualGradient(batch, 0, 3, three, y, new double[2], gradient);
    assertEquals(
        "[0, 3) leaves a batch of 3 or a residual of 2",
        assertThrows(IllegalArgumentException.class, shortResidual).getMessage());
    assertArrayEquals(new double[] {1, 2, 3}, gradient);
  }
}
