package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.Samples.SIZES;
import static dev.mirrorflow.kernel.Samples.absolute;
import static dev.mirrorflow.kernel.Samples.assertClose;
import static dev.mirrorflow.kernel.Samples.gaussian;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.kernel.Samples.Kind;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels on blocks of columns against plain loops; single precision against double. */
class BlockKernelsTest {

  private static final double WEIGHT = 0.3;

  static Stream<KernelProvider> providers() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  /** Two blocks next to each other at some offset, NaN wherever no kernel may look. */
  private static final class Blocks {
    final int n;
    final int width;
    final int lanes;
    final int at;
    final int stream;
    final double[] x;

    Blocks(Random random, Kind kind, int n, BlockProvider<?> shape) {
      this.n = n;
      this.width = shape.width();
      this.lanes = shape.lanes();
      this.at = random.nextInt(8);
      this.stream = 2 * n * lanes + random.nextInt(3);
      double[] entries = kind.array(random, 2 * n * width, 2, 0);
      int streams = width / lanes;
      this.x = new double[at + (streams - 1) * stream + 2 * n * lanes];
      Arrays.fill(x, Double.NaN);
      int length = 2 * n * lanes;
      for (int s = 0; s < streams; s++) {
        System.arraycopy(entries, s * length, x, at + s * stream, length);
      }
    }

    int next() {
      return at + n * lanes;
    }

    private double entry(int block, int i, int k) {
      return x[block + k / lanes * stream + i * lanes + k % lanes];
    }

    double[] product(int block, double[] theta, int from) {
      double[] out = new double[n];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < width; k++) {
          out[i] += entry(block, i, k) * theta[from + k];
        }
      }
      return out;
    }

    double[] gradient(int block, double[] residual) {
      double[] out = new double[width];
      for (int k = 0; k < width; k++) {
        for (int i = 0; i < n; i++) {
          out[k] += entry(block, i, k) * residual[i];
        }
        out[k] *= WEIGHT;
      }
      return out;
    }

    Blocks absolutes() {
      return new Blocks(this);
    }

    private Blocks(Blocks other) {
      this.n = other.n;
      this.width = other.width;
      this.lanes = other.lanes;
      this.at = other.at;
      this.stream = other.stream;
      this.x = absolute(other.x);
    }
  }

  private interface Case {
    void test(Random random, Kind kind, Blocks blocks);
  }

  private static void everyShape(KernelProvider k, Case test) {
    Random random = new Random(5);
    for (Kind kind : Kind.values()) {
      for (int n : SIZES) {
        test.test(random, kind, new Blocks(random, kind, n, k.blocks()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void gradientsAreThoseOfPlainLoops(KernelProvider k) {
    everyShape(
        k,
        (random, kind, p) -> {
          double[] residual = kind.array(random, p.n, 2, 1);
          double[] g = new double[p.width + 3];
          k.blocks().gradient(p.x, p.at, p.stream, p.n, residual, WEIGHT, g, 2);
          assertClose(
              p.gradient(p.at, residual),
              Arrays.copyOfRange(g, 2, 2 + p.width),
              p.n,
              p.absolutes().gradient(p.at, absolute(residual)),
              kind + " " + p.n);
        });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void productsAreThoseOfPlainLoops(KernelProvider k) {
    everyShape(
        k,
        (random, kind, p) -> {
          double[] theta = kind.array(random, p.width + 2, 2, 1);
          double[] sums = new double[p.n * k.blocks().lanes()];
          k.blocks().addProduct(p.x, p.at, p.stream, p.n, theta, 1, sums);
          double[] out = new double[p.n];
          k.blocks().fold(sums, p.n, out);
          double[] size = p.absolutes().product(p.at, absolute(theta), 1);
          assertClose(p.product(p.at, theta, 1), out, p.width, size, kind + " " + p.n);
        });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void whatIsDoneTogetherHasTheBitsOfEachAlone(KernelProvider k) {
    everyShape(
        k,
        (random, kind, p) -> {
          BlockProvider<double[]> blocks = k.blocks();
          double[] theta = kind.array(random, p.width, 2, 1);
          double[] other = kind.array(random, p.width, 2, 1);
          double[] residual = kind.array(random, p.n, 2, 1);
          double[] before = gaussian(random, p.n * blocks.lanes());
          double[] sums = before.clone();
          double[] otherSums = before.clone();
          double[] g = new double[p.width];
          blocks.addProduct(p.x, p.at, p.stream, p.n, theta, 0, sums);
          blocks.addProduct(p.x, p.at, p.stream, p.n, other, 0, otherSums);
          blocks.gradient(p.x, p.next(), p.stream, p.n, residual, WEIGHT, g, 0);
          double[] fusedSums = before.clone();
          double[] fusedG = new double[p.width];
          blocks.addProductAndGradient(
              p.x, p.at, p.stream, p.next(), p.n, theta, 0, fusedSums, residual, WEIGHT, fusedG, 0);
          assertArrayEquals(sums, fusedSums);
          assertArrayEquals(g, fusedG);
          double[] first = before.clone();
          double[] second = before.clone();
          blocks.addProducts(p.x, p.at, p.stream, p.n, theta, other, first, second);
          assertArrayEquals(sums, first);
          assertArrayEquals(otherSums, second);
        });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void singlePrecisionHasTheBitsOfDouble(KernelProvider k) {
    Random random = new Random(6);
    for (int n : SIZES) {
      BlockProvider<float[]> singles = k.singleBlocks();
      BlockProvider<double[]> doubles = k.blocks();
      int width = doubles.width();
      int stream = 2 * n * doubles.lanes();
      int next = n * doubles.lanes();
      float[] x = new float[2 * n * width];
      double[] widened = new double[x.length];
      for (int t = 0; t < x.length; t++) {
        x[t] = (float) random.nextGaussian();
        widened[t] = x[t];
      }
      double[] theta = gaussian(random, width);
      double[] other = gaussian(random, width);
      double[] residual = gaussian(random, n);
      double[] expected = new double[n * doubles.lanes()];
      double[] actual = expected.clone();
      double[] expectedG = new double[width];
      double[] actualG = new double[width];
      doubles.addProductAndGradient(
          widened, 0, stream, next, n, theta, 0, expected, residual, WEIGHT, expectedG, 0);
      singles.addProductAndGradient(
          x, 0, stream, next, n, theta, 0, actual, residual, WEIGHT, actualG, 0);
      assertArrayEquals(expected, actual);
      assertArrayEquals(expectedG, actualG);
      double[] otherExpected = new double[expected.length];
      double[] otherActual = new double[expected.length];
      doubles.addProducts(widened, 0, stream, n, theta, other, expected, otherExpected);
      singles.addProducts(x, 0, stream, n, theta, other, actual, otherActual);
      assertArrayEquals(expected, actual);
      assertArrayEquals(otherExpected, otherActual);
      doubles.addProduct(widened, 0, stream, n, other, 0, expected);
      singles.addProduct(x, 0, stream, n, other, 0, actual);
      assertArrayEquals(expected, actual);
      doubles.gradient(widened, 0, stream, n, residual, WEIGHT, expectedG, 0);
      singles.gradient(x, 0, stream, n, residual, WEIGHT, actualG, 0);
      assertArrayEquals(expectedG, actualG);
    }
  }

  @Test
  void theBitsOfAStepDoNotDependOnTheGroup() {
    BlockKernels<double[]> k = BlockKernels.doubles();
    Random random = new Random(8);
    int n = 5;
    int blocks = 7;
    int d = 1 + blocks * k.width(); // the first block's columns begin at 1
    int stream = blocks * n * k.lanes();
    double[] x = gaussian(random, n * blocks * k.width());
    double[] residual = gaussian(random, n);
    double[] start = gaussian(random, d);
    double[] expected = null;
    double[] expectedSums = null;
    for (int group : new int[] {1, 2, 3, 6, 7, 8, 64}) {
      double[] point = start.clone();
      double[] g = new double[d];
      double[] sums = new double[k.sumsLength(n)];
      int[] reached = {1};
      BlockKernels.Update update =
          (from, to) -> {
            assertEquals(reached[0], from, "each coordinate once, in order");
            reached[0] = to;
            for (int j = from; j < to; j++) {
              point[j] -= 0.1 * g[j];
            }
          };
      k.step(x, 0, stream, blocks, group, residual, 0.5, g, update, point, 1, sums);
      assertEquals(d, reached[0]);
      if (expected == null) {
        expected = point;
        expectedSums = sums;
      }
      assertArrayEquals(expected, point);
      assertArrayEquals(expectedSums, sums);
    }
    assertTrue(expected[0] == start[0] && expected[1] != start[1]);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    BlockKernels<double[]> k = BlockKernels.doubles();
    int n = 3;
    double[] x = new double[n * k.width()];
    double[] theta = new double[k.width()];
    double[] residual = new double[n];
    double[] sums = new double[k.sumsLength(n)];
    int stream = n * k.lanes();
    k.gradient(x, 0, stream, residual, 1, theta, 0);
    refused(() -> k.gradient(x, 1, stream, residual, 1, theta, 0));
    refused(() -> k.gradient(x, 0, stream + 1, residual, 1, theta, 0));
    refused(() -> k.gradient(x, -1, stream, residual, 1, theta, 0));
    refused(() -> k.gradient(x, x.length / 2, -1, residual, 1, theta, 0));
    refused(() -> k.gradient(x, 0, stream, residual, 1, theta, 1));
    refused(() -> k.addProduct(x, 0, stream, n, theta, 1, sums));
    refused(() ->
        k.addProduct(x, 0, stream, n, theta, 0, residual.length == sums.length ? theta : residual));
    refused(() -> k.addProducts(x, 0, stream, n, theta, new double[1], sums, sums.clone()));
    refused(() -> k.addProducts(x, 0, stream, n, theta, theta, sums, new double[1]));
    BlockKernels.Update none = (_, _) -> {};
    double[] g = new double[2 * k.width()];
    k.step(x, 0, stream, 1, 1, residual, 1, g, none, theta, 0, sums);
    refused(() -> k.step(x, 0, stream, 2, 1, residual, 1, g, none, g.clone(), 0, sums));
    refused(() -> k.step(x, -1, stream, 1, 1, residual, 1, g, none, g.clone(), 0, sums));
    refused(() -> k.step(x, 0, stream, 1, 1, residual, 1, new double[1], none, theta, 0, sums));
    refused(() -> k.step(x, 0, stream, 1, 1, residual, 1, g, none, new double[1], 0, sums));
    refused(() -> k.step(x, 0, stream, 1, 1, residual, 1, g, none, theta, 0, new double[1]));
    refused(() -> k.step(x, 0, stream, 1, 0, residual, 1, g, none, theta, 0, sums));
    refused(() -> k.fold(sums, new double[n + 1]));
  }

  private static void refused(Runnable call) {
    assertThrows(IllegalArgumentException.class, call::run);
  }
}
