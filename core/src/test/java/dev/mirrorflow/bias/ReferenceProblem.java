package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;

/** The problems of bench/peers/basis_pursuit_reference.py, bit for bit. */
final class ReferenceProblem {

  private long state;

  private ReferenceProblem(long seed) {
    this.state = seed;
  }

  /**
   * X of about Gaussian entries, then y: of θ = (1, -2, 3, ...) on the first k features and noise,
   * or about Gaussian itself where k is 0.
   */
  static LeastSquares of(int seed, int n, int d, int k, double noise) {
    ReferenceProblem numbers = new ReferenceProblem(seed);
    DesignMatrix x = DesignMatrix.zeros(n, d);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x.set(i, j, numbers.next());
      }
    }
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = k == 0 ? numbers.next() : sparse(x, i, k) + (noise > 0 ? noise * numbers.next() : 0);
    }
    return new LeastSquares(x, y);
  }

  private static double sparse(DesignMatrix x, int i, int k) {
    double total = 0;
    for (int j = 0; j < k; j++) {
      total += j % 2 == 0 ? (1 + j) * x.get(i, j) : -(1 + j) * x.get(i, j);
    }
    return total;
  }

  private double next() {
    double total = 0;
    for (int q = 0; q < 4; q++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      total += (state >>> 11) * 0x1p-53;
    }
    return total - 2;
  }
}
