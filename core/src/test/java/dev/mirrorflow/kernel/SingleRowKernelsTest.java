package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.Samples.SIZES;
import static dev.mirrorflow.kernel.Samples.gaussian;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kernels on rows in single precision: widening is exact and the operations are the same, so
 * that each provider gives the very bits that it gives on the same numbers in double precision,
 * which {@link RowKernelsTest} compares with plain loops.
 */
class SingleRowKernelsTest {

  private static final int MOST_ROWS = 13;
  private static final int GAP = 3;
  private static final int OFFSET = 5;

  static Stream<KernelProvider> providers() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  /** A panel in both precisions; NaN wherever no kernel may look. */
  private static final class Panel {
    final float[] single;
    final double[] widened;
    final int rows;
    final int d;
    final int stride;

    Panel(Random random, int rows, int d) {
      this.rows = rows;
      this.d = d;
      this.stride = d + GAP;
      this.single = new float[OFFSET + rows * stride + 1];
      Arrays.fill(single, Float.NaN);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < d; j++) {
          single[OFFSET + i * stride + j] = (float) random.nextGaussian();
        }
      }
      this.widened = new double[single.length];
      for (int k = 0; k < single.length; k++) {
        widened[k] = single[k];
      }
    }
  }

  private interface Case {
    void test(Random random, Panel panel);
  }

  private static void everyShape(Case test) {
    Random random = new Random(9);
    for (int d : SIZES) {
      for (int rows = 1; rows <= MOST_ROWS; rows += d > 1000 ? 4 : 1) {
        test.test(random, new Panel(random, rows, d));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void productsHaveTheBitsOfDouble(KernelProvider k) {
    everyShape((random, p) -> {
      double[] theta = gaussian(random, p.d);
      double[] expected = new double[p.rows + 2];
      double[] actual = new double[p.rows + 2];
      FusedRows.multiply(k.rows(), p.widened, OFFSET, p.stride, p.rows, theta, expected, 1);
      FusedRows.multiply(k.singleRows(), p.single, OFFSET, p.stride, p.rows, theta, actual, 1);
      assertArrayEquals(expected, actual, () -> p.rows + " x " + p.d);
      double[] sum = gaussian(random, p.d);
      double[] singleSum = sum.clone();
      FusedRows.combine(k.rows(), 0.7, expected, 1, p.widened, OFFSET, p.stride, p.rows, sum);
      FusedRows.combine(
          k.singleRows(), 0.7, expected, 1, p.single, OFFSET, p.stride, p.rows, singleSum);
      assertArrayEquals(sum, singleSum, () -> p.rows + " x " + p.d);
    });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void gradientsHaveTheBitsOfDouble(KernelProvider k) {
    everyShape((random, p) -> {
      double[] theta = gaussian(random, p.d);
      double[] y = gaussian(random, p.rows);
      double[] residual = new double[p.rows];
      double[] singleResidual = new double[p.rows];
      double[] g = gaussian(random, p.d);
      double[] singleG = g.clone();
      double squares =
          FusedRows.residualGradient(
              k.rows(), p.widened, OFFSET, p.stride, p.rows, theta, y, residual, 0, 0.3, g);
      double singleSquares =
          FusedRows.residualGradient(
              k.singleRows(),
              p.single,
              OFFSET,
              p.stride,
              p.rows,
              theta,
              y,
              singleResidual,
              0,
              0.3,
              singleG);
      assertEquals(squares, singleSquares);
      assertArrayEquals(residual, singleResidual, () -> p.rows + " x " + p.d);
      assertArrayEquals(g, singleG, () -> p.rows + " x " + p.d);
    });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void batchesHaveTheBitsOfDouble(KernelProvider k) {
    everyShape((random, p) -> {
      double[] theta = gaussian(random, p.d);
      double[] y = gaussian(random, p.rows);
      int[] batch = random.ints(1 + random.nextInt(21), 0, p.rows).toArray();
      double[] residual = new double[batch.length];
      double[] singleResidual = new double[batch.length];
      double[] g = new double[p.d];
      double[] singleG = new double[p.d];
      int size = batch.length;
      FusedRows.batchResidualGradient(
          k.rows(), p.widened, OFFSET, p.stride, batch, 0, size, theta, y, residual, 0.3, g);
      FusedRows.batchResidualGradient(
          k.singleRows(),
          p.single,
          OFFSET,
          p.stride,
          batch,
          0,
          size,
          theta,
          y,
          singleResidual,
          0.3,
          singleG);
      assertArrayEquals(residual, singleResidual, () -> size + " rows of " + p.d);
      assertArrayEquals(g, singleG, () -> size + " rows of " + p.d);
    });
  }

  @Test
  void thePublicFaceCallsTheProviderInForce() {
    Panel p = new Panel(new Random(3), 11, 19);
    double[] theta = gaussian(new Random(4), 19);
    double[] y = gaussian(new Random(5), 11);
    int[] batch = {9, 0, 3, 3, 10};
    double[] g = new double[19];
    double[] singleG = new double[19];
    double[] e = new double[11];
    double[] singleE = new double[11];
    assertEquals(
        Kernels.batchResidualGradient(
            p.widened, OFFSET, p.stride, 11, 0, batch, 0, 5, theta, y, e, 0.2, g),
        SingleKernels.batchResidualGradient(
            p.single, OFFSET, p.stride, 11, 0, batch, 0, 5, theta, y, singleE, 0.2, singleG));
    assertEquals(
        Kernels.residualGradient(p.widened, OFFSET, p.stride, 11, theta, y, e, 0, 0.2, g),
        SingleKernels.residualGradient(
            p.single, OFFSET, p.stride, 11, theta, y, singleE, 0, 0.2, singleG));
    Kernels.combineRows(0.5, e, 0, p.widened, OFFSET, p.stride, 11, g);
    SingleKernels.combineRows(0.5, singleE, 0, p.single, OFFSET, p.stride, 11, singleG);
    Kernels.multiplyRows(p.widened, OFFSET, p.stride, 11, theta, e, 0);
    SingleKernels.multiplyRows(p.single, OFFSET, p.stride, 11, theta, singleE, 0);
    assertArrayEquals(e, singleE);
    assertArrayEquals(g, singleG);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    float[] x = new float[40];
    double[] out = new double[4];
    double[] theta = new double[10];
    assertThrows(
        IllegalArgumentException.class,
        () -> SingleKernels.multiplyRows(x, 1, 10, 4, theta, out, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> SingleKernels.multiplyRows(x, 0, 10, 4, theta, out, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> SingleKernels.combineRows(1, out, 0, x, 0, 9, 4, theta));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            SingleKernels.batchResidualGradient(
                x, 0, 10, 4, 0, new int[] {4}, 0, 1, theta, out, out, 1, theta.clone()));
  }
}
