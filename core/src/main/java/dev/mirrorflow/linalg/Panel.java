package dev.mirrorflow.linalg;

/**
 * Some rows of X, row-major, in one precision or another: {@code at} is an index into the panel,
 * row times stride plus column. All arithmetic is in double; the methods are those of {@link
 * DesignMatrix} on a panel.
 */
abstract sealed class Panel permits DoublePanel, SinglePanel {

  abstract double get(int at);

  abstract void set(int at, double value);

  abstract void setRow(int at, double[] row);

  abstract void copy(int at, int length, double[] out, int outOffset);

  /** out[outOffset + k] = w[from + k] x[at + k] for k &lt; width. */
  abstract void copyScaled(int at, double[] w, int from, int width, double[] out, int outOffset);

  /** Inner product with d entries of another panel of the same precision. */
  abstract double dot(int at, Panel other, int otherAt, int d);

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
