package dev.mirrorflow.linalg;

/**
 * Vectors with twice the digits of a double, as {@link LongSum} has them: pairs of arrays, high +
 * low. Plain loops, the same bits whatever the kernels.
 */
public final class LongVectors {

  private LongVectors() {}

  /**
   * (high + low) += (a + aLow) x, entry by entry.
   *
   * @param aLow small against a
   * @param x as long as high and low
   */
  public static void add(double a, double aLow, double[] x, double[] high, double[] low) {
    for (int j = 0; j < x.length; j++) {
      double product = a * x[j];
      double sum = high[j] + product;
      double part = sum - high[j];
      low[j] +=
          (high[j] - (sum - part)) + (product - part) + Math.fma(a, x[j], -product) + aLow * x[j];
      high[j] = sum;
    }
  }

  /** Brings each pair to a rounded sum and its rest. */
  public static void normalise(double[] high, double[] low) {
    for (int j = 0; j < high.length; j++) {
      double sum = high[j] + low[j];
      low[j] -= sum - high[j];
      high[j] = sum;
    }
  }
}
