package dev.mirrorflow.asymptotics;

/** The normal distribution. */
final class Gaussian {

  private static final double ROOT = Math.sqrt(2 * Math.PI);

  /** From here on the continued fraction is exact to rounding with so many terms. */
  static final double FRACTION_FROM = 2;

  private static final int FRACTION_TERMS = 160;

  private Gaussian() {}

  /** φ(z). */
  static double density(double z) {
    return Math.exp(-0.5 * z * z) / ROOT;
  }

  /** P(Z > z), to a few units in its last place. */
  static double tail(double z) {
    if (z < 0) {
      return 1 - tail(-z);
    }
    return z < FRACTION_FROM ? 0.5 - density(z) * innerRatio(z) : density(z) / (z + fraction(z));
  }

  /** P(0 < Z < z)/φ(z), z >= 0, by its power series, whose terms are positive. */
  static double innerRatio(double z) {
    double sum = 0;
    double term = z;
    for (int k = 3; term > 1e-17 * sum; k += 2) {
      sum += term;
      term *= z * z / k;
    }
    return sum;
  }

  /** Laplace's c = 1/(z + 2/(z + 3/(z + …))), with which P(Z > z)/φ(z) = 1/(z + c). */
  static double fraction(double z) {
    double c = 0;
    for (int k = FRACTION_TERMS; k >= 1; k--) {
      c = k / (z + c);
    }
    return c;
  }
}
