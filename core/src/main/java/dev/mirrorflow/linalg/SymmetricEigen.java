package dev.mirrorflow.linalg;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import org.netlib.util.intW;

/** All eigenvalues and eigenvectors of a small symmetric m x m matrix, by LAPACK. 9 m³ flops. */
public final class SymmetricEigen {

  private final int m;
  private final double[] values;

  /** The eigenvector of the k-th smallest eigenvalue at {@code [k m, (k + 1) m)}. */
  private final double[] vectors;

  private SymmetricEigen(int m, double[] values, double[] vectors) {
    this.m = m;
    this.values = values;
    this.vectors = vectors;
  }

  /**
   * Decomposes A.
   *
   * @param a m² entries, row by row; not changed
   * @throws ComputationException if LAPACK does not converge
   */
  public static SymmetricEigen of(double[] a, int m) {
    double[] vectors = a.clone();
    double[] values = new double[m];
    double[] work = new double[34 * m];
    intW info = new intW(0);
    LinearAlgebraBackend.lapack().dsyev("V", "L", m, vectors, m, values, work, work.length, info);
    if (info.val != 0) {
      throw new ComputationException(
          "the eigenvalues did not converge (dsyev info "
              + info.val
              + "); check the data for extreme values");
    }
    return new SymmetricEigen(m, values, vectors);
  }

  /** The eigenvalues, the largest at 0. */
  public double value(int k) {
    return values[m - 1 - k];
  }

  /** A copy of the unit eigenvector of {@link #value}(k), length m. */
  public double[] vector(int k) {
    double[] vector = new double[m];
    Kernels.axpy(1, vectors, (m - 1 - k) * m, vector, 0, m);
    return vector;
  }
}
