package dev.mirrorflow.linalg;

import dev.mirrorflow.error.ComputationException;
import org.netlib.util.intW;

/** Cholesky factor L of a symmetric positive definite m x m matrix A = L Lᵀ. m³/3 flops. */
public final class Cholesky {

  private final int m;
  private final double[] factor;

  private Cholesky(int m, double[] factor) {
    this.m = m;
    this.factor = factor;
  }

  /**
   * Factors A.
   *
   * @param a A with entry (i, j) at i + j m; only the entries i &gt;= j are read; not changed
   * @throws IllegalArgumentException if a is not m x m
   * @throws ComputationException if A is not positive definite to working precision
   */
  public static Cholesky of(double[] a, int m) {
    if (m < 1 || (long) m * m != a.length) {
      throw new IllegalArgumentException(a.length + " entries are not a " + m + " x " + m + " A");
    }
    double[] factor = a.clone();
    intW info = new intW(0);
    LinearAlgebraBackend.lapack().dpotrf("L", m, factor, m, info);
    if (info.val != 0) {
      throw new ComputationException(
          "the matrix is not positive definite: pivot "
              + info.val
              + " of "
              + m
              + " is not positive");
    }
    return new Cholesky(m, factor);
  }

  /** m. */
  public int size() {
    return m;
  }

  /** (min L_ii / max L_ii)², above the reciprocal condition number of A: near ε, A is singular. */
  public double pivotRatio() {
    double min = factor[0];
    double max = factor[0];
    for (int i = 1; i < m; i++) {
      min = Math.min(min, factor[i + i * m]);
      max = Math.max(max, factor[i + i * m]);
    }
    return (min / max) * (min / max);
  }

  /** Replaces b by A⁻¹b. 2 m² flops. */
  public void solve(double[] b) {
    if (b.length != m) {
      throw new IllegalArgumentException("b has length " + b.length + ", not " + m);
    }
    intW info = new intW(0);
    LinearAlgebraBackend.lapack().dpotrs("L", m, 1, factor, m, b, m, info);
  }
}
