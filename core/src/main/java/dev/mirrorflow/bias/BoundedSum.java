package dev.mirrorflow.bias;

/**
 * A sum of products in twice the digits of a double, with a bound on what rounding did to it: for
 * what is to be proved, where {@code linalg.LongSum} is for what is to be found.
 */
final class BoundedSum {

  private double high;
  private double low;

  /** Σ |low| and |terms of low| over all its values, each of which was rounded. */
  private double drift;

  /** Adds a (b + rest), where the rest is small against b. */
  void addProduct(double a, double b, double rest) {
    double product = a * b;
    double sum = high + product;
    double part = sum - high;
    addLow((high - (sum - part)) + (product - part));
    addLow(Math.fma(a, b, -product));
    addLow(a * rest);
    high = sum;
  }

  private void addLow(double a) {
    low += a;
    drift += Math.abs(a) + Math.abs(low);
  }

  /** The sum, rounded. */
  double value() {
    return high + low;
  }

  /** A number that the sum is not below: less the rounding of this class and of the value. */
  double lowerBound() {
    double value = value();
    return value - Math.ulp(1.0) * (drift + Math.abs(value));
  }
}
