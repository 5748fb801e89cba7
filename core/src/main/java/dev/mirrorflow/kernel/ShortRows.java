package dev.mirrorflow.kernel;

/**
 * The drivers of {@link FusedRows} where rows are a few vectors long: the work on one row is then
 * so little that what surrounds it counts. So many rows at a time go to the provider, named by the
 * indices of their first entries, and stay in L1 between the two passes.
 */
final class ShortRows {

  /** Rows of a block. */
  static final int BLOCK = 32;

  private static final ThreadLocal<int[]> STARTS = ThreadLocal.withInitial(() -> new int[BLOCK]);

  private ShortRows() {}

  static <A> double residualGradient(
      RowKernels<A> k,
      A x,
      int offset,
      int stride,
      int rows,
      double[] theta,
      double[] y,
      double[] residual,
      int yOffset,
      double weight,
      double[] gradient) {
    int[] starts = STARTS.get();
    double sum = 0;
    for (int i = 0; i < rows; i += BLOCK) {
      int count = Math.min(BLOCK, rows - i);
      int at = yOffset + i;
      fill(starts, count, offset + i * stride, stride);
      k.shortDots(x, starts, count, theta, residual, at);
      sum = FusedRows.subtract(residual, y, at, at + count, sum);
      k.shortAxpys(weight, residual, at, x, starts, count, gradient);
    }
    return sum;
  }

  static <A> double batchResidualGradient(
      RowKernels<A> k,
      A x,
      long origin,
      int stride,
      int[] batch,
      int from,
      int to,
      double[] theta,
      double[] y,
      double[] residual,
      double weight,
      double[] gradient) {
    int[] starts = STARTS.get();
    double sum = 0;
    for (int i = from; i < to; i += BLOCK) {
      int count = Math.min(BLOCK, to - i);
      for (int b = 0; b < count; b++) {
        starts[b] = FusedRows.row(origin, stride, batch[i + b]);
      }
      k.shortDots(x, starts, count, theta, residual, i);
      sum = FusedRows.subtract(residual, y, batch, i, i + count, sum);
      k.shortAxpys(weight, residual, i, x, starts, count, gradient);
    }
    return sum;
  }

  static <A> void multiply(
      RowKernels<A> k,
      A x,
      int offset,
      int stride,
      int rows,
      double[] theta,
      double[] out,
      int outOffset) {
    int[] starts = STARTS.get();
    for (int i = 0; i < rows; i += BLOCK) {
      int count = Math.min(BLOCK, rows - i);
      fill(starts, count, offset + i * stride, stride);
      k.shortDots(x, starts, count, theta, out, outOffset + i);
    }
  }

  static <A> void combine(
      RowKernels<A> k,
      double a,
      double[] c,
      int cOffset,
      A x,
      int offset,
      int stride,
      int rows,
      double[] out) {
    int[] starts = STARTS.get();
    for (int i = 0; i < rows; i += BLOCK) {
      int count = Math.min(BLOCK, rows - i);
      fill(starts, count, offset + i * stride, stride);
      k.shortAxpys(a, c, cOffset + i, x, starts, count, out);
    }
  }

  private static void fill(int[] starts, int count, int first, int stride) {
    for (int b = 0; b < count; b++) {
      starts[b] = first + b * stride;
    }
  }
}
