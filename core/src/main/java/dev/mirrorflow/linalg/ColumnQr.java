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
  private double correction;

  /** No columns, of length n. */
  public ColumnQr(int n) {
    this.n = n;
  }

  /** k, the number of columns. */
  public int size() {
    return size;
  }

  /** The column in place k, length n, not to be changed. */
  public double[] column(int k) {
    return columns[k];
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
    double norm = project(outside, entries);
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

  /** Leaves the part of a column outside the span, whose norm is returned; adds the rest to R. */
  private double project(double[] outside, double[] entries) {
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < size; k++) {
        double along = Kernels.dot(q[k], outside);
        entries[k] += along;
        Kernels.axpy(-along, q[k], outside);
      }
    }
    return Math.sqrt(Kernels.squaredNorm(outside));
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
      correction = largest(step);
    }
    correction = size == 0 ? 0 : correction / largest(beta);
    return beta;
  }

  /** The largest change of the last refinement, relative to the largest |β_k|; NaN if β = 0. */
  public double correction() {
    return correction;
  }

  private static double largest(double[] values) {
    double most = 0;
    for (double value : values) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }

  /** R⁻¹ Qᵀ b, length k: the change of β that a residual b asks for. */
  public double[] backSubstituted(double[] b) {
    double[] out = new double[size];
    for (int k = 0; k < size; k++) {
      out[k] = Kernels.dot(q[k], b);
    }
    backSubstitute(out);
    return out;
  }

  /** Replaces c, the first k entries of it, by R⁻¹ c. */
  public void backSubstitute(double[] c) {
    for (int k = size - 1; k >= 0; k--) {
      c[k] /= r[k][k];
      Kernels.axpy(-c[k], r[k], 0, c, 0, k);
    }
  }

  /** Q R⁻ᵀ s, length n: the least w with Aᵀw = s. 2nk + k² flops. */
  public double[] leastWith(double[] s) {
    double[] along = new double[size];
    double[] w = new double[n];
    for (int c = 0; c < size; c++) {
      along[c] = forwardSubstituted(c, along, s[c]);
      Kernels.axpy(along[c], q[c], w);
    }
    return w;
  }

  /**
   * Entry c of R⁻ᵀ s.
   *
   * @param before the entries before it
   * @param s s_c
   */
  public double forwardSubstituted(int c, double[] before, double s) {
    return (s - Kernels.dot(r[c], 0, before, 0, c)) / r[c][c];
  }

  /** Column c of Q, length n, not to be changed. */
  public double[] direction(int c) {
    return q[c];
  }

  /** Row k of R⁻¹ Qᵀ, length n: how β_k depends on b. */
  public double[] inverseRow(int k) {
    double[] along = inverseRowOfR(k);
    double[] row = new double[n];
    for (int c = k; c < size; c++) {
      Kernels.axpy(along[c], q[c], row);
    }
    return row;
  }

  /**
   * (|R⁻¹| |Qᵀ| b)_k: times the rounding of a double, about what β_k is known to where b holds the
   * sizes of the terms of each sample.
   */
  public double sensitivity(int k, double[] b) {
    double[] along = inverseRowOfR(k);
    double sum = 0;
    for (int c = k; c < size; c++) {
      for (int i = 0; i < n; i++) {
        sum += Math.abs(along[c] * q[c][i]) * b[i];
      }
    }
    return sum;
  }

  private double[] inverseRowOfR(int k) {
    double[] along = new double[size];
    for (int c = k; c < size; c++) {
      double rest = c == k ? 1 : 0;
      for (int i = k; i < c; i++) {
        rest -= r[c][i] * along[i];
      }
      along[c] = rest / r[c][c];
    }
    return along;
  }
}
