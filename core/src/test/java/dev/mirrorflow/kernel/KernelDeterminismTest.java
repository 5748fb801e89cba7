package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.Samples.gaussian;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same input gives the same bits interpreted, compiled by C1 and compiled by C2. A reduction
 * whose order is left to the compiler fails here.
 */
class KernelDeterminismTest {

  /** HotSpot compiles with C2 after some 10,000 calls, or loop turns, of a method. */
  private static final int CALLS = 20_000;

  private static final int D = 131;

  private final Random random = new Random(11);
  private final double[] theta = gaussian(random, D);
  private final double[] u = gaussian(random, D);
  private final double[] g = gaussian(random, D);
  private final double[] x = gaussian(random, 6 * D);
  private final double[] y = gaussian(random, 6);

  static Stream<KernelProvider> providers() {
    return Stream.of(new ScalarKernels(), new VectorKernels());
  }

  private static void alwaysTheSame(LongSupplier bits) {
    long first = bits.getAsLong();
    for (int call = 1; call < CALLS; call++) {
      long again = bits.getAsLong();
      if (again != first) {
        fail("call " + call + " gives other bits than the first");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void dot(KernelProvider k) {
    alwaysTheSame(() -> Double.doubleToRawLongBits(k.dot(theta, 0, g, 0, D)));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void hadamardGradientSquaredNorm(KernelProvider k) {
    alwaysTheSame(
        () -> Double.doubleToRawLongBits(k.hadamardGradientSquaredNorm(u, theta, g, 0, D)));
  }

  @ParameterizedTest
  @MethodSource("providers")
  void dots4(KernelProvider k) {
    double[] out = new double[4];
    alwaysTheSame(() -> {
      k.dots4(x, 0, D, 2 * D, 3 * D, theta, D, out, 0);
      return Arrays.hashCode(out);
    });
  }

  @ParameterizedTest
  @MethodSource("providers")
  void residualGradient(KernelProvider k) {
    double[] residual = new double[6];
    double[] gradient = new double[D];
    alwaysTheSame(() -> {
      Arrays.fill(gradient, 0);
      double sum = FusedRows.residualGradient(k, x, 0, D, 6, theta, y, residual, 0, 0.5, gradient);
      return Double.hashCode(sum) + 31L * Arrays.hashCode(gradient);
    });
  }
}
