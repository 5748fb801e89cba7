package dev.mirrorflow.lab.report;

/** Norms of a vector. */
final class Norms {

  private Norms() {}

  static double l1(double[] a) {
    double sum = 0;
    for (double value : a) {
      sum += Math.abs(value);
    }
    return sum;
  }

  static double l2(double[] a) {
    double sum = 0;
    for (double value : a) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
