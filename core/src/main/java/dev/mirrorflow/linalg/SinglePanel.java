package dev.mirrorflow.linalg;

import dev.mirrorflow.kernel.CacheLine;
import dev.mirrorflow.kernel.SingleKernels;

/** Rows of X in single precision; a value that is set is rounded. */
final class SinglePanel extends Panel {

  /**
   * G1 puts a large array at a region start, its data 16 bytes later: 12 entries to a 64-byte line.
   */
  private static final int START = CacheLine.FIRST_FLOAT;

  private final float[] x;

  SinglePanel(int length) {
    this.x = new float[CacheLine.arrayLength(START + length, 4)];
  }

  @Override
  double get(int at) {
    return x[START + at];
  }

  @Override
  void set(int at, double value) {
    x[START + at] = (float) value;
  }

  @Override
  void setRow(int at, double[] row) {
    for (int j = 0; j < row.length; j++) {
      x[START + at + j] = (float) row[j];
    }
  }

  @Override
  void copy(int at, int length, double[] out, int outOffset) {
    for (int j = 0; j < length; j++) {
      out[outOffset + j] = x[START + at + j];
    }
  }

  @Override
  void copyScaled(int at, double[] w, int from, int width, double[] out, int outOffset) {
    for (int k = 0; k < width; k++) {
      out[outOffset + k] = x[START + at + k] * w[from + k];
    }
  }

  @Override
  double dot(int at, Panel other, int otherAt, int d) {
    float[] y = ((SinglePanel) other).x;
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += (double) x[START + at + j] * y[START + otherAt + j];
    }
    return sum;
  }

  @Override
  void multiply(int at, int stride, int rows, double[] theta, double[] out, int outOffset) {
    SingleKernels.multiplyRows(x, START + at, stride, rows, theta, out, outOffset);
  }

  @Override
  void combine(double a, double[] c, int cOffset, int at, int stride, int rows, double[] out) {
    SingleKernels.combineRows(a, c, cOffset, x, START + at, stride, rows, out);
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
    return SingleKernels.residualGradient(
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
    return SingleKernels.batchResidualGradient(
        x, START, stride, rows, firstRow, batch, from, to, theta, y, residual, weight, gradient);
  }
}
