package dev.mirrorflow.sweep;

import dev.mirrorflow.descent.DescentResult;

/**
 * The outcome of one α of a sweep.
 *
 * @param alpha the initialisation scale
 * @param result where the descent ended
 * @param seconds wall time of this point, the only part that differs between runs
 */
public record SweepPoint(double alpha, DescentResult result, double seconds) {

  /** ‖θ‖₁. */
  public double l1() {
    double sum = 0;
    for (double t : result.theta()) {
      sum += Math.abs(t);
    }
    return sum;
  }

  /** ‖θ‖₂. */
  public double l2() {
    double sum = 0;
    for (double t : result.theta()) {
      sum += t * t;
    }
    return Math.sqrt(sum);
  }

  /** How many |θ_j| exceed {@code share} of the largest. */
  public int support(double share) {
    double max = 0;
    for (double t : result.theta()) {
      max = Math.max(max, Math.abs(t));
    }
    int count = 0;
    for (double t : result.theta()) {
      if (Math.abs(t) > share * max) {
        count++;
      }
    }
    return count;
  }
}
