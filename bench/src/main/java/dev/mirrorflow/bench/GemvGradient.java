package dev.mirrorflow.bench;

import dev.mirrorflow.linalg.DesignMatrix;

/**
 * The gradient of least squares as two BLAS calls: r = Xθ - y, then Xᵀr/n. BLAS is given the same
 * layout that {@link DesignMatrix} has: row-major X is read as its column-major transpose, rows on
 * 64-byte boundaries.
 */
final class GemvGradient {

  /** Row starts on a 64-byte boundary if the array does on a region of the collector. */
  private static final int SHIFT = 6;

  /** Arrays of this many doubles get a region of their own. */
  static final int OWN_REGION = 1 << 17;

  private final int n;
  private final int d;
  private final int stride;
  private final double[] x;

  GemvGradient(DesignMatrix matrix) {
    n = matrix.rows();
    d = matrix.columns();
    stride = (d + 7) / 8 * 8;
    x = new double[Math.max(OWN_REGION, SHIFT + n * stride)];
    double[] row = new double[d];
    for (int i = 0; i < n; i++) {
      matrix.copyRow(i, row);
      System.arraycopy(row, 0, x, SHIFT + i * stride, d);
    }
  }

  void residualGradient(
      Gemv blas, double[] theta, double[] y, double[] residual, double[] gradient) {
    System.arraycopy(y, 0, residual, 0, n);
    blas.gemv("T", d, n, 1, x, SHIFT, stride, theta, 0, 1, -1, residual, 0, 1);
    blas.gemv("N", d, n, 1.0 / n, x, SHIFT, stride, residual, 0, 1, 0, gradient, 0, 1);
  }
}
