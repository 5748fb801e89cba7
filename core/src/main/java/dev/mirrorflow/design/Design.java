package dev.mirrorflow.design;

import dev.mirrorflow.kernel.Kernels;
import java.util.Arrays;

/**
 * A design matrix X of n samples and d features that need not be held as an array: its products
 * with vectors, and its columns. For a kind of one's own the first five methods are enough; the
 * others have a default by columns, n d entries in all, and are to be replaced where a column is
 * dear.
 *
 * <p>All methods give the same bits for the same arguments, and may be called by one thread at a
 * time.
 */
public interface Design {

  /** n, the number of samples. */
  int rows();

  /** d, the number of features. */
  int columns();

  /**
   * out = X θ.
   *
   * @param theta θ, length d
   * @param out length n, another array than θ
   */
  void multiply(double[] theta, double[] out);

  /**
   * out = Xᵀ r.
   *
   * @param r length n
   * @param out length d, another array than r
   */
  void multiplyTransposed(double[] r, double[] out);

  /**
   * out = X diag(w) Xᵀ p.
   *
   * @param weights w, length d
   * @param p length n
   * @param out length n, another array than p
   */
  default void multiplyGram(double[] weights, double[] p, double[] out) {
    double[] products = new double[columns()];
    multiplyTransposed(p, products);
    for (int j = 0; j < products.length; j++) {
      products[j] *= weights[j];
    }
    multiply(products, out);
  }

  /**
   * Column j.
   *
   * @param j from 0
   * @param out receives it, length n
   */
  void copyColumn(int j, double[] out);

  /**
   * out_k = &lt;x_j, r&gt; for j = columns[k], k &lt; count.
   *
   * @param columns different ones, rising
   * @param r length n
   * @param out the first {@code count} entries are filled
   */
  default void innerProducts(int[] columns, int count, double[] r, double[] out) {
    double[] all = new double[columns()];
    multiplyTransposed(r, all);
    for (int k = 0; k < count; k++) {
      out[k] = all[columns[k]];
    }
  }

  /**
   * out = Σ c_k x_j over j = columns[k], k &lt; count.
   *
   * @param columns different ones, rising
   * @param coefficients c, at least {@code count} of them
   * @param out length n
   */
  default void multiplyFew(int[] columns, int count, double[] coefficients, double[] out) {
    double[] theta = new double[columns()];
    for (int k = 0; k < count; k++) {
      theta[columns[k]] = coefficients[k];
    }
    multiply(theta, out);
  }

  /**
   * out = |X| s: the terms that products of X are the sums of, or a bound from below.
   *
   * @param sizes s, length d, not negative
   * @param out length n
   */
  default void multiplySizes(double[] sizes, double[] out) {
    Arrays.fill(out, 0);
    double[] column = new double[rows()];
    for (int j = 0; j < sizes.length; j++) {
      if (sizes[j] != 0) {
        copyColumn(j, column);
        for (int i = 0; i < out.length; i++) {
          out[i] += Math.abs(column[i]) * sizes[j];
        }
      }
    }
  }

  /**
   * out_j = max_i |x_ij| s_i, or a bound from above.
   *
   * @param sizes s, length n, not negative
   * @param out length d
   */
  default void largestOfColumns(double[] sizes, double[] out) {
    double[] column = new double[rows()];
    for (int j = 0; j < out.length; j++) {
      copyColumn(j, column);
      double largest = 0;
      for (int i = 0; i < column.length; i++) {
        largest = Math.max(largest, Math.abs(column[i]) * sizes[i]);
      }
      out[j] = largest;
    }
  }

  /**
   * out_i = max_j |x_ij|, or about that: only speed and the scaling of rows depend on it.
   *
   * @param out length n
   */
  default void largestOfRows(double[] out) {
    Arrays.fill(out, 0);
    double[] column = new double[rows()];
    for (int j = 0; j < columns(); j++) {
      copyColumn(j, column);
      for (int i = 0; i < out.length; i++) {
        out[i] = Math.max(out[i], Math.abs(column[i]));
      }
    }
  }

  /**
   * out_i = Σ_j x_ij² w_j, or about that: only speed depends on it.
   *
   * @param weights w, length d, not negative
   * @param out length n
   */
  default void multiplySquares(double[] weights, double[] out) {
    Arrays.fill(out, 0);
    double[] column = new double[rows()];
    for (int j = 0; j < weights.length; j++) {
      if (weights[j] != 0) {
        copyColumn(j, column);
        for (int i = 0; i < out.length; i++) {
          out[i] += column[i] * column[i] * weights[j];
        }
      }
    }
  }

  /** Σ_i x_ij² of each column, or about that, as below. */
  default double[] squaredNorms() {
    double[] ones = new double[rows()];
    Arrays.fill(ones, 1);
    double[] out = new double[columns()];
    squaredNorms(ones, out);
    return out;
  }

  /**
   * out_j = Σ_i s_i² x_ij², or about that: only speed depends on it.
   *
   * @param scales s, length n
   * @param out length d
   */
  default void squaredNorms(double[] scales, double[] out) {
    double[] column = new double[rows()];
    for (int j = 0; j < out.length; j++) {
      copyColumn(j, column);
      for (int i = 0; i < column.length; i++) {
        column[i] *= scales[i];
      }
      out[j] = Kernels.squaredNorm(column);
    }
  }
}
