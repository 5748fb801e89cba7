package dev.mirrorflow.bench;

import dev.mirrorflow.linalg.DesignMatrix;

/**
 * The gradient of least squares as two BLAS calls: r = Xθ - y, then Xᵀr/n. Row-major X is read as
 * its column-major transpose.
 */
final class GemvGradient {

  /** Row starts on a 64-byte boundary if the array does on a region of the collector. */
  private static final int SHIFT = 6;

  /** Arrays of this many doubles get a region of their own. */
  static final int OWN_REGION = 1 << 17;

  private final int n;
  private final int d;
  private final int offset;
  private final int stride;
  private final double[] x;

  private GemvGradient(DesignMatrix matrix, int offset, int stride, int least) {
    this.n = matrix.rows();
    this.d = matrix.columns();
    this.offset = offset;
    this.stride = stride;
    this.x = new double[Math.max(least, offset + n * stride)];
    double[] row = new double[d];
    for (int i = 0; i < n; i++) {
      matrix.copyRow(i, row);
      System.arraycopy(row, 0, x, offset + i * stride, d);
    }
  }

  /** X as callers of BLAS hold it: n·d doubles, whose rows start where Java puts them. */
  static GemvGradient plain(DesignMatrix matrix) {
    return new GemvGradient(matrix, 0, matrix.columns(), 1);
  }

  /** X in the layout of {@link DesignMatrix}, every row on a 64-byte boundary. */
  static GemvGradient aligned(DesignMatrix matrix) {
    return new GemvGradient(matrix, SHIFT, (matrix.columns() + 7) / 8 * 8, OWN_REGION);
  }

  void residualGradient(
      Gemv blas, double[] theta, double[] y, double[] residual, double[] gradient) {
    System.arraycopy(y, 0, residual, 0, n);
    blas.gemv("T", d, n, 1, x, offset, stride, theta, 0, 1, -1, residual, 0, 1);
    blas.gemv("N", d, n, 1.0 / n, x, offset, stride, residual, 0, 1, 0, gradient, 0, 1);
  }
}
