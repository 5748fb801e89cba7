package dev.mirrorflow.linalg;

/**
 * Some rows of X, row-major, in one precision or another: {@code at} is an index into the panel,
 * row times stride plus column. All arithmetic is in double; the methods are those of {@link
 * DesignMatrix} on a panel.
 */
abstract sealed class Panel permits DoublePanel, SinglePanel, SparsePanel {

  abstract double get(int at);

  abstract void set(int at, double value);

  abstract void setRow(int at, double[] row);

  abstract void copy(int at, int length, double[] out, int outOffset);

  /** out[outOffset + k] = w[from + k] x[at + k] for k &lt; width. */
  abstract void copyScaled(int at, double[] w, int from, int width, double[] out, int outOffset);

  /** Inner product with d entries of another panel of the same precision. */
  abstract double dot(int at, Panel other, int otherAt, int d);

  /** Σ_j w_j x_j² over the d entries from {@code at} on, the row of which begins there. */
  double weightedSquares(int at, double[] w, int d) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double entry = get(at + j);
      sum += w[j] * entry * entry;
    }
    return sum;
  }

  /** Σ_j |x_j s_j| over as many entries as s has, the row of which begins at {@code at}. */
  double sizes(int at, double[] s) {
    double sum = 0;
    for (int j = 0; j < s.length; j++) {
      sum += Math.abs(get(at + j) * s[j]);
    }
    return sum;
  }

  /** Shows the entries of the row that begins at {@code at}, d of them, but not all that are 0. */
  void forEach(int at, int d, DesignMatrix.EntryVisitor visitor) {
    for (int j = 0; j < d; j++) {
      visitor.visit(j, get(at + j));
    }
  }

  /** max |x_j| over d entries, the row of which begins at {@code at}; NaN if one is. */
  double largest(int at, int d) {
    double largest = 0;
    for (int j = 0; j < d; j++) {
      largest = Math.max(largest, Math.abs(get(at + j)));
    }
    return largest;
  }

  abstract void multiply(int at, int stride, int rows, double[] theta, double[] out, int outOffset);

  abstract void combine(
      double a, double[] c, int cOffset, int at, int stride, int rows, double[] out);

  abstract double residualGradient(
      int at,
      int stride,
      int rows,
      double[] theta,
      double[] y,
      double[] residual,
      int yOffset,
      double weight,
      double[] gradient);

  abstract double batchResidualGradient(
      int stride,
      int rows,
      int firstRow,
      int[] batch,
      int from,
      int to,
      double[] theta,
      double[] y,
      double[] residual,
      double weight,
      double[] gradient);
}
