package dev.mirrorflow.descent;

/** One descent among those side by side: all that is not an array of d numbers. */
final class Lane {

  final int number;
  final Start.Network start;

  /** Steps made. */
  long k;

  /** The last step size, NaN before the first step. */
  double eta = Double.NaN;

  /** The loss above which it has blown up. */
  double limit;

  /** While the power iteration for λ is under way: the step waits for it. */
  boolean renewing;

  Lane(int number, Start.Network start) {
    this.number = number;
    this.start = start;
  }
}
