package dev.mirrorflow.linalg;

import dev.mirrorflow.kernel.Kernels;
import java.util.Arrays;

/**
 * The factors Q (n x k, orthonormal columns) and R (k x k, upper triangular) of a matrix whose
 * columns come and go, for least squares on a changing set of them. A column is added by
 * Gram-Schmidt with reorthogonalisation, 8nk flops, and removed by plane rotations, at most 6nk +
 * 3k² flops; a solution costs 8nk + 2k² flops with its step of refinement. Memory 2nk + k² doubles.
 */
public final class ColumnQr {

  private static final int FIRST_ROOM = 16;

  private final int n;
  private double[][] columns = new double[FIRST_ROOM][];
  private double[][] q = new double[FIRST_ROOM][];

  /** r[k][i] is R_ik, i <= k. */
  private double[][] r = new double[FIRST_ROOM][];

  private int size;

  /** No columns, of length n. */
  public ColumnQr(int n) {
    this.n = n;
  }

  /** k, the number of columns. */
  public int size() {
    return size;
  }

  /**
   * Adds a column in the last place, unless it lies in the span of those that are there.
   *
   * @param column length n, copied
   * @param independent the least part of it, relative to its norm, that must lie outside the span
   * @return whether it was added
   */
  public boolean append(double[] column, double independent) {
    double[] outside = column.clone();
    double[] entries = new double[size + 1];
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < size; k++) {
        double along = Kernels.dot(q[k], outside);
        entries[k] += along;
        Kernels.axpy(-along, q[k], outside);
      }
    }
    double norm = Math.sqrt(Kernels.squaredNorm(outside));
    if (size == n || !(norm > independent * Math.sqrt(Kernels.squaredNorm(column)))) {
      return false;
    }
    entries[size] = norm;
    for (int i = 0; i < n; i++) {
      outside[i] /= norm;
    }
    if (size == q.length) {
      columns = Arrays.copyOf(columns, 2 * size);
      q = Arrays.copyOf(q, 2 * size);
      r = Arrays.copyOf(r, 2 * size);
    }
    columns[size] = column.clone();
    q[size] = outside;
    r[size] = entries;
    size++;
    return true;
  }

  /** Removes the column in place k; those after it move up by one. */
  public void remove(int k) {
    if (k < 0 || k >= size) {
      throw new IndexOutOfBoundsException("column " + k + " of " + size);
    }
    for (int c = k + 1; c < size; c++) {
      columns[c - 1] = columns[c];
      r[c - 1] = r[c];
    }
    size--;
    // R has an entry below the diagonal in each column from k; rotate it into the diagonal.
    for (int c = k; c < size; c++) {
      double diagonal = r[c][c];
      double below = r[c][c + 1];
      double norm = Math.hypot(diagonal, below);
      double cos = diagonal / norm;
      double sin = below / norm;
      for (int j = c; j < size; j++) {
        double upper = r[j][c];
        double lower = r[j][c + 1];
        r[j][c] = cos * upper + sin * lower;
        r[j][c + 1] = cos * lower - sin * upper;
      }
      rotate(q[c], q[c + 1], cos, sin);
      r[c] = Arrays.copyOf(r[c], c + 1);
    }
    columns[size] = null;
    q[size] = null;
    r[size] = null;
  }

  private static void rotate(double[] a, double[] b, double cos, double sin) {
    for (int i = 0; i < a.length; i++) {
      double upper = a[i];
      double lower = b[i];
      a[i] = cos * upper + sin * lower;
      b[i] = cos * lower - sin * upper;
    }
  }

  /**
   * Least squares: the β of least ‖b - Aβ‖ for A of these columns, with one step of refinement.
   *
   * @param b length n
   * @param residual receives b - Aβ, length n
   * @return β, length k
   */
  public double[] solve(double[] b, double[] residual) {
    double[] beta = new double[size];
    System.arraycopy(b, 0, residual, 0, n);
    for (int pass = 0; pass < 2; pass++) {
      double[] step = backSubstituted(residual);
      for (int k = 0; k < size; k++) {
        beta[k] += step[k];
        Kernels.axpy(-step[k], columns[k], residual);
      }
    }
    return beta;
  }

  /** R⁻¹ Qᵀ b. */
  private double[] backSubstituted(double[] b) {
    double[] out = new double[size];
    for (int k = 0; k < size; k++) {
      out[k] = Kernels.dot(q[k], b);
    }
    for (int k = size - 1; k >= 0; k--) {
      out[k] /= r[k][k];
      Kernels.axpy(-out[k], r[k], 0, out, 0, k);
    }
    return out;
  }
}
