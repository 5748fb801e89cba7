package dev.mirrorflow.lab.report;

/** Norms of a vector. */
public final class Norms {

  private Norms() {}

  /** ‖a‖₁. */
  public static double l1(double[] a) {
    double sum = 0;
    for (double value : a) {
      sum += Math.abs(value);
    }
    return sum;
  }

  /** ‖a‖₂. */
  public static double l2(double[] a) {
    double sum = 0;
    for (double value : a) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
