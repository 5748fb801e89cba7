package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;

/**
 * The Cholesky factor of a Newton matrix X diag(w) Xᵀ. Where the weights span more than a double
 * can hold, the least multiple of the identity that makes it positive definite is added.
 */
final class RidgedCholesky {

  private static final double FIRST = 1e-15;
  private static final double LAST = 1e-7;

  private RidgedCholesky() {}

  /**
   * Factors the n x n matrix, whose lower triangle is at i + k n, i &gt;= k; what is added to its
   * diagonal stays.
   *
   * @throws ComputationException if even a large multiple does not make it positive definite
   */
  static Cholesky of(double[] gram, int n) {
    double added = 0;
    while (true) {
      try {
        return Cholesky.of(gram, n);
      } catch (ComputationException e) {
        if (added > LAST * largestDiagonal(gram, n)) {
          throw e;
        }
        double ridge = added == 0 ? FIRST * largestDiagonal(gram, n) : 9 * added;
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
