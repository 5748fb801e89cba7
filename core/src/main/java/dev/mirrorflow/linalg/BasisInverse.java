package dev.mirrorflow.linalg;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import java.util.Arrays;

/**
 * The inverse of a square matrix B made of n columns of X, kept while columns are exchanged one by
 * one: 2 n² flops an exchange, 2 n³ for {@link #refactor}, which takes out the rounding that
 * exchanges leave. All in {@link Kernels}: OpenBLAS's threaded LU needs more stack than a Java
 * thread has.
 */
public final class BasisInverse {

  private final DesignMatrix x;
  private final int n;
  private final int[] columns;
  private final double[] inverse;
  private final int[] pivots;
  private final double[] residual;
  private final double[] row;

  /**
   * Factors B.
   *
   * @param columns n column indices of X, taken over
   * @throws ComputationException if B is singular
   */
  public BasisInverse(DesignMatrix x, int[] columns) {
    if (columns.length != x.rows()) {
      throw new IllegalArgumentException(
          columns.length + " columns cannot be a basis of " + x.rows() + " rows");
    }
    this.x = x;
    this.n = x.rows();
    this.columns = columns;
    this.inverse = new double[n * n];
    this.pivots = new int[n];
    this.residual = new double[n];
    this.row = new double[n];
    refactor();
  }

  /** The column of X in place k of B. */
  public int column(int k) {
    return columns[k];
  }

  /**
   * Computes B⁻¹ anew.
   *
   * @throws ComputationException if B is singular
   */
  public void refactor() {
    // [B | Id] by Gauss-Jordan steps in place, rows exchanged for the largest pivot.
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        inverse[i * n + k] = x.get(i, columns[k]);
      }
    }
    for (int k = 0; k < n; k++) {
      int top = k;
      for (int i = k + 1; i < n; i++) {
        if (Math.abs(inverse[i * n + k]) > Math.abs(inverse[top * n + k])) {
          top = i;
        }
      }
      if (!(Math.abs(inverse[top * n + k]) > 0)) {
        throw new ComputationException(
            "the basis became singular at pivot " + k + " of " + n + "; X may be ill posed");
      }
      swapRows(k, top);
      pivots[k] = top;
      eliminate(k);
    }
    for (int k = n - 1; k >= 0; k--) {
      if (pivots[k] != k) {
        swapColumns(k, pivots[k]);
      }
    }
  }

  /** Clears column k but for its pivot and keeps the inverse of the step there. */
  private void eliminate(int k) {
    double pivot = inverse[k * n + k];
    inverse[k * n + k] = 1;
    for (int i = 0; i < n; i++) {
      row[i] = inverse[k * n + i] / pivot;
    }
    System.arraycopy(row, 0, inverse, k * n, n);
    for (int i = 0; i < n; i++) {
      double factor = inverse[i * n + k];
      if (i != k && factor != 0) {
        inverse[i * n + k] = 0;
        Kernels.axpy(-factor, row, 0, inverse, i * n, n);
      }
    }
  }

  private void swapRows(int i, int k) {
    if (i != k) {
      System.arraycopy(inverse, i * n, row, 0, n);
      System.arraycopy(inverse, k * n, inverse, i * n, n);
      System.arraycopy(row, 0, inverse, k * n, n);
    }
  }

  private void swapColumns(int j, int k) {
    for (int i = 0; i < n * n; i += n) {
      double t = inverse[i + j];
      inverse[i + j] = inverse[i + k];
      inverse[i + k] = t;
    }
  }

  /** out = B⁻¹ b. */
  public void multiply(double[] b, double[] out) {
    Kernels.multiplyRows(inverse, 0, n, n, b, out, 0);
  }

  /** out = |B⁻¹| b: at most what errors of these sizes in the right-hand side change. */
  public void multiplySizes(double[] b, double[] out) {
    for (int k = 0; k < n; k++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.abs(inverse[k * n + i]) * b[i];
      }
      out[k] = sum;
    }
  }

  /** out = B⁻ᵀ c. */
  public void multiplyTransposed(double[] c, double[] out) {
    Arrays.fill(out, 0);
    Kernels.combineRows(1, c, 0, inverse, 0, n, n, out);
  }

  /** out = B⁻¹ b with one step of iterative refinement. */
  public void solve(double[] b, double[] out) {
    multiply(b, out);
    for (int i = 0; i < n; i++) {
      double sum = b[i];
      for (int k = 0; k < n; k++) {
        sum -= x.get(i, columns[k]) * out[k];
      }
      residual[i] = sum;
    }
    multiply(residual, row);
    Kernels.axpy(1, row, out);
  }

  /** out = B⁻ᵀ c with one step of iterative refinement. */
  public void solveTransposed(double[] c, double[] out) {
    multiplyTransposed(c, out);
    System.arraycopy(c, 0, residual, 0, n);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        residual[k] -= x.get(i, columns[k]) * out[i];
      }
    }
    multiplyTransposed(residual, row);
    Kernels.axpy(1, row, out);
  }

  /**
   * Refines an approximate B⁻¹ b to a pair of twice the precision: steps whose residuals are summed
   * by {@link LongSum}. It comes as near as the condition number of B leaves digits, and not at all
   * where that is beyond 1/ε.
   *
   * @param high the approximation, length n; receives the rounded solution
   * @param low receives what it lacks
   */
  public void refine(double[] b, double[] high, double[] low) {
    Corrections course = new Corrections();
    while (course.goesOn()) {
      for (int i = 0; i < n; i++) {
        LongSum sum = new LongSum(b[i]);
        for (int k = 0; k < n; k++) {
          sum.addProduct(high[k], low[k], -x.get(i, columns[k]));
        }
        residual[i] = sum.value();
      }
      multiply(residual, row);
      Kernels.axpy(1, row, low);
      LongVectors.normalise(high, low);
      course.corrected(largest(row), largest(high));
    }
  }

  private static double largest(double[] a) {
    double largest = 0;
    for (double value : a) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The same for B⁻ᵀ c. */
  public void refineTransposed(double[] c, double[] high, double[] low) {
    double[] entries = new double[n];
    Corrections course = new Corrections();
    while (course.goesOn()) {
      double[] sums = new double[n];
      double[] rests = new double[n];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) {
          entries[k] = x.get(i, columns[k]);
        }
        LongVectors.add(high[i], low[i], entries, sums, rests);
      }
      for (int k = 0; k < n; k++) {
        residual[k] = (c[k] - sums[k]) - rests[k];
      }
      multiplyTransposed(residual, row);
      Kernels.axpy(1, row, low);
      LongVectors.normalise(high, low);
      course.corrected(largest(row), largest(high));
    }
  }

  /**
   * Puts column j of X in place k.
   *
   * @param w B⁻¹ x_j with the B so far, w_k ≠ 0
   */
  public void exchange(int k, int j, double[] w) {
    for (int i = 0; i < n; i++) {
      row[i] = inverse[k * n + i] / w[k];
    }
    for (int i = 0; i < n; i++) {
      if (i != k && w[i] != 0) {
        Kernels.axpy(-w[i], row, 0, inverse, i * n, n);
      }
    }
    System.arraycopy(row, 0, inverse, k * n, n);
    columns[k] = j;
  }
}
