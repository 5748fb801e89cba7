package dev.mirrorflow.asymptotics;

/** The normal distribution. */
final class Gaussian {

  private static final double ROOT = Math.sqrt(2 * Math.PI);

  /** From here on the continued fraction is exact to rounding with so many terms. */
  private static final double FRACTION_FROM = 2;

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
    if (z < FRACTION_FROM) {
      // φ(z) (z + z³/3 + z⁵/(3·5) + …) is P(0 < Z < z).
      double sum = 0;
      double term = z;
      for (int k = 3; term > 1e-17 * sum; k += 2) {
        sum += term;
        term *= z * z / k;
      }
      return 0.5 - density(z) * sum;
    }
    // Laplace's continued fraction.
    double c = 0;
    for (int k = FRACTION_TERMS; k >= 1; k--) {
      c = k / (z + c);
    }
    return density(z) / (z + c);
  }
}
