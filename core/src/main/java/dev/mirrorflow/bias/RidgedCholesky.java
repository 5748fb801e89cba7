package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;

/**
 * The Cholesky factor of a Gram matrix whose weights may span more than a double can hold: the
 * least multiple of the identity that makes it positive definite is added.
 */
final class RidgedCholesky {

  private static final double FIRST_RIDGE = 1e-15;
  private static final double LAST_RIDGE = 1e-7;

  private RidgedCholesky() {}

  /**
   * Factors it.
   *
   * @param gram n² entries, (i, k) with i &gt;= k at i + k n; its diagonal receives the ridge
   * @throws ComputationException if even a large ridge does not help
   */
  static Cholesky of(double[] gram, int n) {
    double added = 0;
    while (true) {
      try {
        return Cholesky.of(gram, n);
      } catch (ComputationException e) {
        double largest = largestDiagonal(gram, n);
        if (added > LAST_RIDGE * largest) {
          throw e;
        }
        double ridge = added == 0 ? FIRST_RIDGE * largest : 9 * added;
        for (int i = 0; i < n; i++) {
          gram[i + i * n] += ridge;
        }
        added += ridge;
      }
    }
  }

  private static double largestDiagonal(double[] gram, int n) {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, gram[i + i * n]);
    }
    return largest;
  }
}
