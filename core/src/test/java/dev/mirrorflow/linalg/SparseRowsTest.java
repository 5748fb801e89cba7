package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.LaneKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sparse matrix by rows does what the dense one of the same entries does. */
class SparseRowsTest {

  private static final double ACCURACY = 1e-13;

  /** The same entries, as sparse and as dense matrix. */
  private record Pair(DesignMatrix sparse, DesignMatrix dense) {

    static Pair of(int n, int d, double density, long panelLength, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      DesignMatrix dense = DesignMatrix.zeros(n, d);
      int[] starts = new int[n + 1];
      List<Integer> columns = new ArrayList<>();
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < d; j++) {
          // Row 1 and column 2 stay empty where there are such.
          if (i != 1 && j != 2 && random.nextDouble() < density) {
            double value = random.nextDouble(-1, 1);
            columns.add(j);
            values.add(value);
            dense.set(i, j, value);
          }
        }
        starts[i + 1] = columns.size();
      }
      int[] ofColumns = columns.stream().mapToInt(Integer::intValue).toArray();
      double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
      return new Pair(DesignMatrix.ofSparseRows(n, d, starts, ofColumns, all, panelLength), dense);
    }

    void assertSame(int length, BiConsumer<DesignMatrix, double[]> work) {
      double[] expected = new double[length];
      double[] actual = new double[length];
      work.accept(dense, expected);
      work.accept(sparse, actual);
      double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
      assertArrayEquals(expected, actual, ACCURACY * (1 + largest));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,5,0.5", "17,40,0.2", "40,17,0.05", "33,300,0.1"})
  void everythingIsThatOfTheDenseMatrix(int n, int d, double density) {
    for (long panelLength : new long[] {1, 3L * d, 1 << 20}) {
      Pair pair = Pair.of(n, d, density, panelLength, n + d);
      SplittableRandom random = new SplittableRandom(n);
      double[] theta = random.doubles(d, -1, 1).toArray();
      double[] weights = random.doubles(d, 0, 1).toArray();
      double[] y = random.doubles(n, -1, 1).toArray();
      pair.assertSame(n, (x, out) -> x.multiply(theta, out));
      pair.assertSame(d, (x, out) -> x.multiplyTransposed(0.7, y, out));
      pair.assertSame(d, (x, out) -> x.copyRow(n - 1, out));
      pair.assertSame(n, (x, out) -> x.copyColumn(d / 2, out));
      pair.assertSame(n, (x, out) -> Arrays.setAll(out, i -> x.rowSizes(i, theta)));
      pair.assertSame(n, (x, out) -> Arrays.setAll(out, x::rowSquaredNorm));
      pair.assertSame(n, (x, out) -> Arrays.setAll(out, i -> x.weightedRowSquaredNorm(i, weights)));
      pair.assertSame(n, (x, out) -> Arrays.setAll(out, i -> x.rowDot(i, n / 2)));
      pair.assertSame(n * n, (x, out) -> new WeightedGram(x).compute(weights, out));
      pair.assertSame(1, (x, out) -> out[0] = x.largestEntry());
      pair.assertSame(
          1, (x, out) -> out[0] = x.residualGradient(theta, y, new double[n], new double[d]));
      pair.assertSame(d, (x, out) -> x.residualGradient(theta, y, new double[n], out));
      pair.assertSame(n, (x, out) -> x.residualGradient(theta, y, out, new double[d]));
      int[] batch = IntStream.range(0, 2 * n).map(k -> (7 * k + 3) % n).toArray();
      double[] labels = y.clone();
      pair.assertSame(
          d,
          (x, out) -> x.batchResidualGradient(batch, 0, n, theta, labels, new double[2 * n], out));
      pair.assertSame(d, (x, out) -> x.scaled(-3).copyRow(0, out));
      pair.assertSame(n, (x, out) -> x.scaled(5).multiply(theta, out));
      pair.assertSame(n, (x, out) -> x.select(new int[] {d - 1}).copyColumn(0, out));
      assertTrue(pair.sparse().isSparse());
      assertFalse(pair.dense().isSparse());
      pair.sparse().requireFinite();
    }
  }

  @ParameterizedTest
  @CsvSource({"3,5,0.5", "17,40,0.2"})
  void manyAlphasSideBySide(int n, int d, double density) {
    Pair pair = Pair.of(n, d, density, 3L * d, 9);
    int width = LaneKernels.width();
    SplittableRandom random = new SplittableRandom(n);
    double[] theta = random.doubles((long) d * width, -1, 1).toArray();
    double[] targets = random.doubles(width, 0.5, 1).toArray();
    double[] y = random.doubles(n, -1, 1).toArray();
    int[] batch = IntStream.range(0, n).map(k -> (2 * k + 1) % n).toArray();
    pair.assertSame(d * width, (x, out) -> new LanePass(x, y, width).gradient(theta, targets, out));
    pair.assertSame(
        d * width,
        (x, out) -> new LanePass(x, y, width).batchGradient(batch, 1, n, theta, targets, out));
    pair.assertSame(
        width,
        (x, out) -> {
          LanePass pass = new LanePass(x, y, width);
          pass.gradient(theta, targets, new double[d * width]);
          pass.gradient(theta, targets, new double[d * width]);
          Arrays.setAll(out, pass::squares);
        });
  }

  @Test
  void whatIsNotFiniteIsNamed() {
    DesignMatrix x =
        DesignMatrix.ofSparseRows(
            2, 4, new int[] {0, 1, 3}, new int[] {1, 0, 3}, new double[] {1, 2, Double.NaN});
    String message = assertThrows(BadDataException.class, x::requireFinite).getMessage();
    assertTrue(message.contains("NaN at row 1, column 3"), message);
    message = assertThrows(BadDataException.class, () -> x.in(Precision.SINGLE)).getMessage();
    assertTrue(message.contains("double precision"), message);
    assertEquals(12 * 3 + 4 * 2, x.bytes());
  }
}
