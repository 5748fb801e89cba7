package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.Samples.gaussian;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same input gives the same bits interpreted and compiled. A reduction whose order is left to
 * the compiler fails here. Each test has a JVM of its own: in that of the other tests the kernels
 * are compiled already when the first result is taken.
 */
class KernelDeterminismTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void bitsDoNotDependOnCompilation(String provider) throws Exception {
    String bits = Integer.toString(VectorKernels.vectorBits());
    ChildJvm.Outcome outcome =
        ChildJvm.run(
            folder,
            List.of(
                ChildJvm.ADD_MODULE,
                "-Dmirrorflow.kernels=" + provider,
                "-Dmirrorflow.vector.bits=" + bits),
            Probe.class);
    assertEquals(
        "dot 0, dots4 0, residualGradient 0, hadamardGradientSquaredNorm 0, blocks 0",
        outcome.out(),
        outcome.err());
  }

  /** Prints how many of the calls, by kernel, gave other bits than the first on the same input. */
  static final class Probe {

    private static final int INPUTS = 16;

    /** HotSpot compiles with C2 after some 10,000 calls, or loop turns, of a method. */
    private static final int ROUNDS = 20_000 / INPUTS;

    private static final int D = 131;
    private static final int ROWS = 14;

    private static final double[][] X = inputs(ROWS * D);
    private static final double[][] THETA = inputs(D);
    private static final double[][] Y = inputs(ROWS);

    private Probe() {}

    private static double[][] inputs(int length) {
      Random random = new Random(length);
      double[][] inputs = new double[INPUTS][];
      Arrays.setAll(inputs, i -> gaussian(random, length));
      return inputs;
    }

    public static void main(String[] args) {
      KernelProvider k = KernelSelection.make().provider();
      String[] kernels = {
        "dot", "dots4", "residualGradient", "hadamardGradientSquaredNorm", "blocks"
      };
      // All first results before any warm-up: the kernels share what is compiled.
      long[][] first = new long[kernels.length][];
      Arrays.setAll(first, kernel -> bits(k, kernel));
      StringBuilder report = new StringBuilder();
      for (int kernel = 0; kernel < kernels.length; kernel++) {
        int differences = 0;
        for (int round = 1; round < ROUNDS; round++) {
          if (!Arrays.equals(first[kernel], bits(k, kernel))) {
            differences++;
          }
        }
        report.append(kernel == 0 ? "" : ", ").append(kernels[kernel]).append(' ');
        report.append(differences);
      }
      System.out.println(report);
    }

    private static long[] bits(KernelProvider k, int kernel) {
      long[] bits = new long[INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        bits[i] = Double.doubleToRawLongBits(value(k, kernel, X[i], THETA[i], Y[i]));
      }
      return bits;
    }

    private static final int[] STARTS = {0, D, 2 * D, 3 * D};

    private static double value(
        KernelProvider k, int kernel, double[] x, double[] theta, double[] y) {
      double[] out = new double[ROWS];
      double[] gradient = new double[D];
      return switch (kernel) {
        case 0 -> k.dot(x, 3, theta, 0, D);
        case 1 -> {
          k.rows().dots4(x, STARTS, 0, theta, out, 0);
          yield Arrays.hashCode(out);
        }
        case 2 -> {
          double sum =
              FusedRows.residualGradient(k.rows(), x, 0, D, ROWS, theta, y, out, 0, 1, gradient);
          yield Double.hashCode(sum) + 31.0 * Arrays.hashCode(gradient);
        }
        case 3 -> k.hadamardGradientSquaredNorm(x, theta, theta, 0, D);
        default -> {
          BlockProvider<double[]> blocks = k.blocks();
          double[] sums = new double[ROWS * blocks.lanes()];
          int stream = ROWS * blocks.lanes();
          int next = D * ROWS - ROWS * blocks.width();
          blocks.addProductAndGradient(
              x, 0, stream, next, ROWS, theta, 1, sums, y, 0.3, gradient, 0);
          blocks.fold(sums, ROWS, out);
          yield Arrays.hashCode(out) + 31.0 * Arrays.hashCode(gradient);
        }
      };
    }
  }
}
