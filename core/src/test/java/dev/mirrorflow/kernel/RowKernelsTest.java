package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.Samples.SIZES;
import static dev.mirrorflow.kernel.Samples.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mirrorflow.kernel.Samples.Kind;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernels on rows of X, each provider against loops written out here, so that a mistake in the
 * row-block drivers the providers share is seen too.
 */
class RowKernelsTest {

  private static final int MAX_ROWS = 13;

  /** Rows that go to the kernels of short rows at any width, and one beyond. */
  private static final int SHORT = 25;

  static Stream<Arguments> providersAndKinds() {
    return Stream.of(new ScalarKernels(), new VectorKernels())
        .flatMap(k ->
            Stream.of(Kind.GAUSSIAN, Kind.TINY, Kind.HUGE, Kind.OVERFLOWING)
                .map(kind -> Arguments.of(k, kind)));
  }

  /** Calls the test for every row length with strides and offsets that do and do not align. */
  private interface Layout {
    void test(int d, int stride, int offset, int rows);
  }

  private static void everyLayout(Layout layout) {
    for (int d : SIZES) {
      // Long rows only with no block, one of four, of eight and of both before a single row.
      int step = d > 1000 ? 4 : 1;
      int[][] strideAndOffset = {{d, 0}, {d + 1, 6}, {d + 13, 3}};
      for (int[] s : strideAndOffset) {
        for (int rows = 1; rows <= MAX_ROWS; rows += step) {
          layout.test(d, s[0], s[1], rows);
        }
        if (d <= SHORT) {
          layout.test(d, s[0], s[1], FusedRows.BLOCK);
          layout.test(d, s[0], s[1], 2 * FusedRows.BLOCK + 7);
        }
      }
    }
  }

  /** Rows where the layout puts them, NaN everywhere else: no kernel may look there. */
  private static double[] panel(
      Random random, Kind kind, int degree, int d, int stride, int offset, int rows) {
    double[] x = new double[offset + rows * stride + 5];
    Arrays.fill(x, Double.NaN);
    for (int i = 0; i < rows; i++) {
      double[] row = kind.array(random, d, degree, 1);
      System.arraycopy(row, 0, x, offset + i * stride, d);
    }
    return x;
  }

  /** An inner product and the sum of its absolute values. */
  private record Sum(double value, double magnitude) {

    static Sum of(double[] x, int offset, double[] theta) {
      double value = 0;
      double magnitude = 0;
      for (int j = 0; j < theta.length; j++) {
        double term = x[offset + j] * theta[j];
        value += term;
        magnitude += Math.abs(term);
      }
      return new Sum(value, magnitude);
    }
  }

  @ParameterizedTest(name = "{0} on {1} numbers")
  @MethodSource("providersAndKinds")
  void multiply(KernelProvider k, Kind kind) {
    Random random = new Random(1);
    everyLayout((d, stride, offset, rows) -> {
      double[] x = panel(random, kind, 2, d, stride, offset, rows);
      double[] theta = kind.array(random, d, 2, 1);
      double[] out = kind.array(random, rows + 4, 2, 1);
      double[] before = out.clone();
      FusedRows.multiply(k.rows(), x, offset, stride, rows, theta, out, 3);
      for (int i = 0; i < rows; i++) {
        Sum sum = Sum.of(x, offset + i * stride, theta);
        assertClose(sum.value, out[3 + i], d, sum.magnitude, () -> "length " + d);
      }
      for (int i : new int[] {0, 1, 2, 3 + rows}) {
        assertEquals(before[i], out[i], "untouched");
      }
    });
  }

  @ParameterizedTest(name = "{0} on {1} numbers")
  @MethodSource("providersAndKinds")
  void combine(KernelProvider k, Kind kind) {
    Random random = new Random(2);
    everyLayout((d, stride, offset, rows) -> {
      double[] x = panel(random, kind, 2, d, stride, offset, rows);
      double[] c = kind.array(random, rows + 2, 2, 1);
      double[] out = kind.array(random, d, 2, 1);
      double[] expected = out.clone();
      double[] magnitude = Samples.absolute(out);
      for (int i = 0; i < rows; i++) {
        addRow(0.7 * c[2 + i], x, offset + i * stride, expected);
        addMagnitude(0.7 * c[2 + i], x, offset + i * stride, magnitude);
      }
      FusedRows.combine(k.rows(), 0.7, c, 2, x, offset, stride, rows, out);
      assertClose(expected, out, rows, magnitude, rows + " rows of length " + d);
    });
  }

  @ParameterizedTest(name = "{0} on {1} numbers")
  @MethodSource("providersAndKinds")
  void residualGradient(KernelProvider k, Kind kind) {
    Random random = new Random(3);
    everyLayout((d, stride, offset, rows) -> {
      Problem p = new Problem(random, kind, d, stride, offset, rows, 0);
      int[] order = new int[rows];
      for (int i = 0; i < rows; i++) {
        order[i] = i;
      }
      double[] residual = new double[rows + 3];
      double[] gradient = p.gradient.clone();
      double[] y = new double[rows + 2];
      System.arraycopy(p.y, 0, y, 2, rows);
      double squares =
          FusedRows.residualGradient(
              k.rows(), p.x, offset, stride, rows, p.theta, y, residual, 2, p.weight, gradient);
      double[] found = Arrays.copyOfRange(residual, 2, 2 + rows);
      p.check(order, found, gradient, squares);
      assertEquals(0, residual[0] + residual[1] + residual[rows + 2], "untouched");
    });
  }

  @ParameterizedTest(name = "{0} on {1} numbers")
  @MethodSource("providersAndKinds")
  void batchesRepeatRowsOfAPanelThatDoesNotStartAtTheFirstSample(KernelProvider k, Kind kind) {
    Random random = new Random(4);
    everyLayout((d, stride, offset, rows) -> {
      int firstRow = 1 + random.nextInt(1000);
      Problem p = new Problem(random, kind, d, stride, offset, rows, firstRow);
      int size = 1 + random.nextInt(rows <= MAX_ROWS ? 11 : 3 * FusedRows.BLOCK);
      int[] batch = new int[size + 3];
      Arrays.fill(batch, -1);
      for (int b = 2; b < 2 + size; b++) {
        batch[b] = firstRow + random.nextInt(rows);
      }
      double[] residual = new double[size + 3];
      double[] gradient = p.gradient.clone();
      double squares =
          FusedRows.batchResidualGradient(
              k.rows(),
              p.x,
              offset - (long) firstRow * stride,
              stride,
              batch,
              2,
              2 + size,
              p.theta,
              p.y,
              residual,
              p.weight,
              gradient);
      p.check(
          Arrays.copyOfRange(batch, 2, 2 + size),
          Arrays.copyOfRange(residual, 2, 2 + size),
          gradient,
          squares);
      assertEquals(0, residual[0] + residual[1] + residual[size + 2], "untouched");
    });
  }

  private static void addRow(double a, double[] x, int offset, double[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] += a * x[offset + j];
    }
  }

  private static void addMagnitude(double a, double[] x, int offset, double[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] += Math.abs(a * x[offset + j]);
    }
  }

  /** A least-squares problem on one panel, with the residual and gradient by plain loops. */
  private static final class Problem {
    final double[] x;
    final double[] theta;
    final double[] y;
    final double[] gradient;
    final double weight = 0.25;
    private final int offset;
    private final int stride;
    private final int firstRow;

    Problem(Random random, Kind kind, int d, int stride, int offset, int rows, int firstRow) {
      this.x = panel(random, kind, 6, d, stride, offset, rows);
      this.theta = kind.array(random, d, 6, 1);
      this.y = kind.array(random, firstRow + rows, 6, 1);
      if (kind == Kind.OVERFLOWING) {
        for (int i = 0; i < y.length; i++) {
          y[i] = -y[i];
        }
      }
      this.gradient = kind.array(random, d, 6, 1);
      this.offset = offset;
      this.stride = stride;
      this.firstRow = firstRow;
    }

    void check(int[] rows, double[] residual, double[] actualGradient, double actualSquares) {
      double[] expected = gradient.clone();
      double[] magnitude = Samples.absolute(gradient);
      double squares = 0;
      double squaresMagnitude = 0;
      int d = theta.length;
      for (int k = 0; k < rows.length; k++) {
        int at = offset + (rows[k] - firstRow) * stride;
        Sum sum = Sum.of(x, at, theta);
        double e = sum.value - y[rows[k]];
        double size = sum.magnitude + Math.abs(y[rows[k]]);
        assertClose(e, residual[k], d, size, () -> "residual, d = " + d);
        addRow(weight * e, x, at, expected);
        addMagnitude(weight * size, x, at, magnitude);
        squares += e * e;
        squaresMagnitude += size * size;
      }
      String what = rows.length + " rows, d = " + d;
      assertClose(squares, actualSquares, 2 * (d + rows.length), squaresMagnitude, () -> what);
      assertClose(expected, actualGradient, 2 * (d + rows.length), magnitude, what);
    }
  }
}
