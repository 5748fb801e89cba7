package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.Samples.assertClose;
import static dev.mirrorflow.kernel.Samples.gaussian;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The lane kernels of each provider, at both widths, against loops over one lane written here. */
class LaneKernelsTest {

  /** Around the tiles of 4 and 8 rows and the blocks of 48. */
  private static final int[] ROWS = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 31, 47, 49, 63, 100
  };

  private static final int[] COLUMNS = {1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 33, 63, 65, 100};

  /** Around the chunk of 1024 columns. */
  private static final int[] LONG_ROWS = {1023, 1024, 1025, 2050};

  static Stream<Arguments> providersAndWidths() {
    return Stream.of(new ScalarLanes(), new VectorLanes())
        .flatMap(k -> Stream.of(Arguments.of(k, k.width()), Arguments.of(k, k.width() / 2)));
  }

  static Stream<LaneProvider> providers() {
    return Stream.of(new ScalarLanes(), new VectorLanes());
  }

  /** A batch of rows of a panel, some twice, that does not start at the first sample. */
  private static final class Panel {
    final int d;
    final int stride;
    final int offset;
    final int firstRow;
    final double[] x;
    final double[] y;
    final int[] batch;

    Panel(Random random, int rows, int d, int size) {
      this.d = d;
      this.stride = d + random.nextInt(9);
      this.offset = random.nextInt(7);
      this.firstRow = random.nextInt(20);
      this.x = new double[offset + rows * stride + 3];
      Arrays.fill(x, Double.NaN);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(gaussian(random, d), 0, x, offset + i * stride, d);
      }
      this.y = gaussian(random, firstRow + rows);
      this.batch = new int[size + 2];
      Arrays.fill(batch, -1);
      for (int b = 1; b <= size; b++) {
        batch[b] = firstRow + (size == rows ? b - 1 : random.nextInt(rows));
      }
    }

    void run(LaneProvider k, LaneSpace space, double[] theta, double[] targets, double[] gradient) {
      LaneRows.residualGradient(
          k,
          x,
          offset - (long) firstRow * stride,
          stride,
          batch,
          1,
          batch.length - 1,
          space,
          theta,
          y,
          targets,
          0.25,
          gradient);
    }

    void check(LaneSpace space, double[] theta, double[] targets, double[] before, double[] after) {
      int width = space.width();
      for (int l = 0; l < width; l++) {
        double[] expected = lane(before, width, l);
        double[] magnitude = Samples.absolute(expected);
        double squares = 0;
        double squaresMagnitude = 0;
        for (int b = 1; b < batch.length - 1; b++) {
          int row = offset + (batch[b] - firstRow) * stride;
          double e = -y[batch[b]] * targets[l];
          double size = Math.abs(e);
          for (int j = 0; j < d; j++) {
            double term = x[row + j] * theta[j * width + l];
            e += term;
            size += Math.abs(term);
          }
          squares += e * e;
          squaresMagnitude += size * size;
          for (int j = 0; j < d; j++) {
            expected[j] += 0.25 * e * x[row + j];
            magnitude[j] += 0.25 * size * Math.abs(x[row + j]);
          }
        }
        int terms = 2 * (d + batch.length);
        assertClose(squares, space.squares(l), terms, squaresMagnitude, () -> "squares, d = " + d);
        assertClose(expected, lane(after, width, l), terms, magnitude, "gradient, d = " + d);
      }
    }
  }

  private static double[] lane(double[] a, int width, int lane) {
    double[] column = new double[a.length / width];
    for (int j = 0; j < column.length; j++) {
      column[j] = a[j * width + lane];
    }
    return column;
  }

  private static double[] weights(int width) {
    double[] targets = new double[width];
    for (int l = 0; l < width; l++) {
      targets[l] = l % 3 == 1 ? 0 : 1;
    }
    return targets;
  }

  @ParameterizedTest
  @MethodSource("providersAndWidths")
  void residualsAndGradientsOfAllShapes(LaneProvider k, int width) {
    Random random = new Random(1);
    for (int rows : ROWS) {
      for (int d : rows % 8 == 1 ? LONG_ROWS : COLUMNS) {
        int size = random.nextBoolean() ? rows : 1 + random.nextInt(rows + 3);
        Panel panel = new Panel(random, rows, d, size);
        double[] theta = gaussian(random, d * width);
        double[] before = gaussian(random, d * width);
        double[] after = before.clone();
        LaneSpace space = new LaneSpace(k, width);
        // What an earlier call left in the space must not matter.
        new Panel(random, 11, 3, 11)
            .run(k, space, gaussian(random, 3 * width), weights(width), new double[3 * width]);
        space.reset();
        panel.run(k, space, theta, weights(width), after);
        panel.check(space, theta, weights(width), before, after);
      }
    }
  }

  /** More rows than a block has, and short ones. */
  @ParameterizedTest
  @MethodSource("providersAndWidths")
  void blocksOfRowsFollowOneAnother(LaneProvider k, int width) {
    Random random = new Random(2);
    for (int rows : new int[] {511, 512, 513, 1100}) {
      Panel panel = new Panel(random, rows, 5, rows);
      double[] theta = gaussian(random, 5 * width);
      double[] gradient = new double[5 * width];
      LaneSpace space = new LaneSpace(k, width);
      panel.run(k, space, theta, weights(width), gradient);
      panel.check(space, theta, weights(width), new double[5 * width], gradient);
    }
  }

  /** Bits of a lane: not of its place, of its neighbours, be they NaN, or of the width. */
  @ParameterizedTest
  @MethodSource("providers")
  void aLaneDependsOnNothingButItself(LaneProvider k) {
    Random random = new Random(3);
    for (int d : new int[] {1, 9, 100, 300}) {
      Panel panel = new Panel(random, 59, d, 59);
      double[] own = gaussian(random, d);
      double[] expected = null;
      for (int width : new int[] {k.width(), k.width() / 2}) {
        for (int l = 0; l < width; l++) {
          double[] theta = gaussian(random, d * width);
          Arrays.fill(theta, 0, width, Double.NaN);
          for (int j = 0; j < d; j++) {
            theta[j * width + l] = own[j];
          }
          double[] gradient = new double[d * width];
          LaneSpace space = new LaneSpace(k, width);
          double[] targets = new double[width];
          targets[l] = 1;
          panel.run(k, space, theta, targets, gradient);
          double[] actual = Arrays.copyOf(lane(gradient, width, l), d + 1);
          actual[d] = space.squares(l);
          expected = expected == null ? actual : expected;
          assertArrayEquals(expected, actual);
          assertTrue(Double.isFinite(actual[0]));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providersAndWidths")
  void updatesEqualThoseOfOneLaneAndHeldLanesStay(LaneProvider k, int width) {
    KernelProvider single = k instanceof ScalarLanes ? new ScalarKernels() : new VectorKernels();
    Random random = new Random(4);
    for (int d : Samples.SIZES) {
      for (int method = 0; method < 3; method++) {
        double[][] state = new double[6][];
        Arrays.setAll(state, i -> gaussian(random, d * width));
        double[] eta = gaussian(random, width);
        eta[width - 1] = 0;
        if (width > 2) {
          eta[1] = 0;
        }
        double[][] after = Stream.of(state).map(double[]::clone).toArray(double[][]::new);
        switch (method) {
          case 0 -> k.hadamardStep(after[0], after[1], after[4], eta, width, after[5]);
          case 1 ->
              k.hadamardHeavyBall(
                  after[0], after[1], after[2], after[3], after[4], eta, 0.9, width, after[5]);
          default ->
              k.hadamardNesterov(
                  after[0], after[1], after[2], after[3], after[4], eta, 0.9, width, after[5]);
        }
        for (int l = 0; l < width; l++) {
          int own = l;
          double[][] s = Stream.of(state).map(a -> lane(a, width, own)).toArray(double[][]::new);
          if (eta[l] != 0) {
            switch (method) {
              case 0 -> single.hadamardStep(s[0], s[1], s[4], eta[l], s[5], 0, d);
              case 1 ->
                  single.hadamardHeavyBall(s[0], s[1], s[2], s[3], s[4], eta[l], 0.9, s[5], 0, d);
              default ->
                  single.hadamardNesterov(s[0], s[1], s[2], s[3], s[4], eta[l], 0.9, s[5], 0, d);
            }
          }
          for (int a = 0; a < s.length; a++) {
            assertArrayEquals(s[a], lane(after[a], width, l), "array " + a + ", lane " + l);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providersAndWidths")
  void sumsOverTheCoordinates(LaneProvider k, int width) {
    Random random = new Random(5);
    for (int d : Samples.SIZES) {
      double[] u = gaussian(random, d * width);
      double[] v = gaussian(random, d * width);
      double[] g = gaussian(random, d * width);
      double[] reference = Samples.absolute(gaussian(random, d * width));
      double[] bounds = Samples.absolute(gaussian(random, d));
      double[] largest = new double[width];
      double[] norms = new double[width];
      double[] growth = new double[width];
      k.largest(g, width, largest);
      k.gradientSquaredNorms(u, v, g, width, norms);
      k.weightGrowth(u, v, reference, bounds, width, growth);
      for (int l = 0; l < width; l++) {
        double max = 0;
        double norm = 0;
        double grown = 0;
        double magnitude = 0;
        for (int t = l; t < d * width; t += width) {
          max = Math.max(max, Math.abs(g[t]));
          double weight = u[t] * u[t] + v[t] * v[t];
          norm += weight * g[t] * g[t];
          grown += Math.max(0, weight - reference[t]) * bounds[t / width];
          magnitude += (weight + reference[t]) * bounds[t / width];
        }
        assertEquals(max, largest[l]);
        assertClose(norm, norms[l], 2 * d, norm, () -> "norm, d = " + d);
        assertClose(grown, growth[l], 2 * d, magnitude, () -> "growth, d = " + d);
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    int width = LaneKernels.width();
    double[] a = new double[3 * width];
    double[] eta = new double[width];
    double[] short1 = new double[2 * width];
    assertThrows(IllegalArgumentException.class, () -> new LaneSpace(width + 1));
    assertThrows(
        IllegalArgumentException.class, () -> LaneKernels.hadamardStep(a, a, a, new double[3], a));
    assertThrows(
        IllegalArgumentException.class, () -> LaneKernels.hadamardStep(a, short1, a, eta, a));
    assertThrows(
        IllegalArgumentException.class, () -> LaneKernels.largest(new double[width + 1], eta));
    assertThrows(
        IllegalArgumentException.class,
        () -> LaneKernels.weightGrowth(a, a, a, new double[4], eta));
    LaneSpace space = new LaneSpace(width);
    double[] x = new double[6];
    double[] y = new double[2];
    assertThrows(
        IllegalArgumentException.class,
        () ->
            LaneKernels.residualGradient(
                x, 0, 3, 2, 0, new int[] {0, 2}, 0, 2, space, a, y, eta, 1, a));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            LaneKernels.residualGradient(
                x, 0, 2, 2, 0, new int[] {0, 1}, 0, 2, space, a, y, eta, 1, a));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            LaneKernels.residualGradient(
                x, 0, 3, 2, 0, new int[] {0, 1}, 0, 3, space, a, y, eta, 1, a));
  }
}
