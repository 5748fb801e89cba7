package dev.mirrorflow.linalg;

import dev.mirrorflow.kernel.CacheLine;
import dev.mirrorflow.kernel.Kernels;

/** Rows of X in double precision. */
final class DoublePanel extends Panel {

  /**
   * G1 puts a large array at a region start, its data 16 bytes later: 6 entries to a 64-byte line.
   */
  static final int START = CacheLine.FIRST_DOUBLE;

  private final double[] x;

  DoublePanel(int length) {
    this.x = new double[CacheLine.arrayLength(START + length, 8)];
  }

  /** The entries, from {@link #START} on. */
  double[] array() {
    return x;
  }

  @Override
  double get(int at) {
    return x[START + at];
  }

  @Override
  void set(int at, double value) {
    x[START + at] = value;
  }

  @Override
  void setRow(int at, double[] row) {
    System.arraycopy(row, 0, x, START + at, row.length);
  }

  @Override
  void copy(int at, int length, double[] out, int outOffset) {
    System.arraycopy(x, START + at, out, outOffset, length);
  }

  @Override
  void copyScaled(int at, double[] w, int from, int width, double[] out, int outOffset) {
    Kernels.hadamard(x, START + at, w, from, out, outOffset, width);
  }

  @Override
  double dot(int at, Panel other, int otherAt, int d) {
    return Kernels.dot(x, START + at, ((DoublePanel) other).x, START + otherAt, d);
  }

  @Override
  void multiply(int at, int stride, int rows, double[] theta, double[] out, int outOffset) {
    Kernels.multiplyRows(x, START + at, stride, rows, theta, out, outOffset);
  }

  @Override
  void combine(double a, double[] c, int cOffset, int at, int stride, int rows, double[] out) {
    Kernels.combineRows(a, c, cOffset, x, START + at, stride, rows, out);
  }

  @Override
  double residualGradient(
      int at,
      int stride,
      int rows,
      double[] theta,
      double[] y,
      double[] residual,
      int yOffset,
      double weight,
      double[] gradient) {
    return Kernels.residualGradient(
        x, START + at, stride, rows, theta, y, residual, yOffset, weight, gradient);
  }

  @Override
  double batchResidualGradient(
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
      double[] gradient) {
    return Kernels.batchResidualGradient(
        x, START, stride, rows, firstRow, batch, from, to, theta, y, residual, weight, gradient);
  }
}
