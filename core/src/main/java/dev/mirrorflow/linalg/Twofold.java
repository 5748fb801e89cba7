package dev.mirrorflow.linalg;

/**
 * A sum of products in twice the precision of a double (Ogita, Rump, Oishi 2005): each product is
 * split into its rounded value and what rounding took, and so is each sum. The same bits on every
 * machine, whatever the kernels. Some ten flops a product, and no vectors: for what proves a
 * result, not for what finds it.
 */
public final class Twofold {

  private double high;
  private double low;

  /** Σ |low| over all its values, which bounds the rounding in it. */
  private double drift;

  /** Sets the sum to 0. */
  public void clear() {
    high = 0;
    low = 0;
    drift = 0;
  }

  /** Adds a. */
  public void add(double a) {
    double sum = high + a;
    double part = sum - high;
    addLow((high - (sum - part)) + (a - part));
    high = sum;
  }

  private void addLow(double a) {
    low += a;
    drift += Math.abs(a) + Math.abs(low);
  }

  /** Adds ab. */
  public void addProduct(double a, double b) {
    double product = a * b;
    add(product);
    addLow(Math.fma(a, b, -product));
  }

  /** Adds a (b + c), where c is small against b. */
  public void addProduct(double a, double b, double c) {
    addProduct(a, b);
    addLow(a * c);
  }

  /** The sum, rounded. */
  public double value() {
    return high + low;
  }

  /** What {@link #value} lacks of the sum. */
  public double rest() {
    return low - (value() - high);
  }

  /** A bound on the error of value() + rest(). */
  public double error() {
    return Math.ulp(1.0) * drift;
  }

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
