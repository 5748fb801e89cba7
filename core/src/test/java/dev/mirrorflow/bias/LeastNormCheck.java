package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.linalg.DesignMatrix;

/** Proves a basis pursuit solution with plain loops over X and y, from θ and p alone. */
final class LeastNormCheck {

  private LeastNormCheck() {}

  static void assertSolves(DesignMatrix x, double[] y, BasisPursuitSolution solution) {
    int n = x.rows();
    int d = x.columns();
    double[] theta = solution.theta();
    double[] p = solution.dual();
    double miss = 0;
    double size = 0;
    double bound = 0;
    for (int i = 0; i < n; i++) {
      double fitted = 0;
      for (int j = 0; j < d; j++) {
        fitted += x.get(i, j) * theta[j];
      }
      miss += (fitted - y[i]) * (fitted - y[i]);
      size += y[i] * y[i];
      bound += p[i] * y[i];
    }
    assertTrue(Math.sqrt(miss) <= 1e-11 * Math.sqrt(size), "residual " + Math.sqrt(miss / size));
    double norm = 0;
    int support = 0;
    for (int j = 0; j < d; j++) {
      double z = 0;
      for (int i = 0; i < n; i++) {
        z += x.get(i, j) * p[i];
      }
      assertTrue(Math.abs(z) <= 1 + 1e-10, "column " + j + " has |x'p| = " + z);
      assertEquals(z, solution.subgradient()[j], 1e-9);
      norm += Math.abs(theta[j]);
      support += theta[j] != 0 ? 1 : 0;
    }
    assertEquals(norm, solution.objective(), 1e-14 * d * norm);
    assertEquals(norm, bound, 1e-9 * norm);
    assertTrue(support <= n, support + " entries for " + n + " rows");
  }
}
