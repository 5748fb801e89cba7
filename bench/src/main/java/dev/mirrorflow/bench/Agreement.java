package dev.mirrorflow.bench;

/** What is timed must first be right: implementations agree up to rounding. */
public final class Agreement {

  private static final double TOLERANCE = 1e-12;

  private Agreement() {}

  /**
   * Requires max|a - b| ≤ 1e-12 max|a|.
   *
   * @throws IllegalStateException naming the implementation and the difference
   */
  static void require(String implementation, double[] expected, double[] actual) {
    requireWithin(TOLERANCE, implementation, expected, actual);
  }

  /**
   * Requires max|a - b| ≤ tolerance max|a|.
   *
   * @throws IllegalStateException naming the implementation and the difference
   */
  static void requireWithin(
      double tolerance, String implementation, double[] expected, double[] actual) {
    double difference = difference(expected, actual);
    if (!(difference <= tolerance)) {
      throw new IllegalStateException(
          implementation + " differs by " + difference + ", relative to the largest entry");
    }
  }

  /** max|a - b|/max|a|; NaN if that is not a number. */
  public static double difference(double[] expected, double[] actual) {
    double scale = 0;
    double difference = 0;
    for (int j = 0; j < expected.length; j++) {
      scale = Math.max(scale, Math.abs(expected[j]));
      difference = Math.max(difference, Math.abs(expected[j] - actual[j]));
    }
    return difference / scale;
  }

  /**
   * Requires the kernels in force to be those that the benchmark method is named after.
   *
   * @throws IllegalStateException if they are not
   */
  static void requireProvider(String benchmark, String provider) {
    String method = benchmark.substring(benchmark.lastIndexOf('.') + 1);
    if ((method.equals("scalar") || method.equals("vector")) && !method.equals(provider)) {
      throw new IllegalStateException(benchmark + " would run the " + provider + " kernels");
    }
  }
}
