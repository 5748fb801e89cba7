package dev.mirrorflow.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.Supplier;

/** Sizes, numbers and tolerances shared by the kernel tests. */
final class Samples {

  /** Around the multiples of 2, 4, 8, 16 and 32 where main loops end and tails begin. */
  static final int[] SIZES = {
    1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 24, 31, 33, 63, 65, 100, 1023, 4099,
  };

  /** Half the distance from 1 to the next double: the relative error of one rounding. */
  static final double ROUNDING = 0x1p-53;

  private static final double[] TINY = {
    0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, Double.MIN_NORMAL / 2, 1e-160, -1e-160, 1, -1
  };

  /** What the numbers look like; {@code degree} is that of the operation in its arguments. */
  enum Kind {
    GAUSSIAN,
    /** Zeros of both signs, denormal numbers and products that underflow. */
    TINY,
    /** Near the largest double, but nothing overflows. */
    HUGE,
    /** All positive, so that overflow gives infinity and never a difference of infinities. */
    OVERFLOWING,
    /** One infinite entry in the first argument. */
    INFINITE,
    /** One NaN in the first argument. */
    NAN;

    double[] array(Random random, int length, int degree, int argument) {
      double[] a = new double[length];
      double huge = Math.pow(10, 290.0 / degree);
      for (int j = 0; j < length; j++) {
        double normal = random.nextGaussian();
        a[j] =
            switch (this) {
              case GAUSSIAN, INFINITE, NAN -> normal;
              case TINY -> Samples.TINY[random.nextInt(Samples.TINY.length)];
              case HUGE -> normal * huge;
              case OVERFLOWING -> (1 + random.nextDouble()) * (degree == 1 ? 8e307 : 1e200);
            };
      }
      if (argument == 0 && this == INFINITE) {
        a[length / 2] = Double.POSITIVE_INFINITY;
      }
      if (argument == 0 && this == NAN) {
        a[length / 2] = Double.NaN;
      }
      return a;
    }
  }

  private Samples() {}

  static double[] gaussian(Random random, int length) {
    return Kind.GAUSSIAN.array(random, length, 1, 0);
  }

  static double[] absolute(double[] a) {
    double[] b = a.clone();
    for (int j = 0; j < b.length; j++) {
      b[j] = Math.abs(b[j]);
    }
    return b;
  }

  static double[] negative(double[] a) {
    double[] b = absolute(a);
    for (int j = 0; j < b.length; j++) {
      b[j] = -b[j];
    }
    return b;
  }

  /**
   * Asserts the same NaN, the same infinity, or a difference explained by rounding {@code terms}
   * times.
   *
   * @param magnitude the value with every sum replaced by the sum of absolute values
   */
  static void assertClose(
      double expected, double actual, int terms, double magnitude, Supplier<String> what) {
    if (Double.isFinite(expected)) {
      double tolerance = (terms + 16) * (2 * ROUNDING * magnitude + Double.MIN_VALUE);
      assertEquals(expected, actual, Math.min(tolerance, Double.MAX_VALUE), what);
    } else {
      assertEquals(expected, actual, what);
    }
  }

  static void assertClose(
      double[] expected, double[] actual, int terms, double[] magnitude, String what) {
    assertEquals(expected.length, actual.length, what);
    for (int j = 0; j < expected.length; j++) {
      int at = j;
      assertClose(expected[j], actual[j], terms, magnitude[j], () -> what + " at " + at);
    }
  }
}
