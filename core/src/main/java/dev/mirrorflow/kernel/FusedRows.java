package dev.mirrorflow.kernel;

/**
 * Row-block drivers shared by all providers: eight rows at a time, then four, then single ones, so
 * that the pass for X θ leaves the rows in cache for the pass for Xᵀ r and X is read from memory
 * once. Eight rows rather than four halve the traffic of θ and the gradient, which comes from L2.
 */
final class FusedRows {

  /**
   * The second pass over eight rows takes slices of this many columns from the last to the first:
   * where the rows do not fit in L2, the slices read last are still there. 128 KiB a slice.
   */
  private static final int SLICE = 2048;

  private FusedRows() {}

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
    int d = theta.length;
    if (d <= k.shortRow()) {
      return ShortRows.residualGradient(
          k, x, offset, stride, rows, theta, y, residual, yOffset, weight, gradient);
    }
    double sum = 0;
    int i = 0;
    for (; i <= rows - 8; i += 8) {
      int o = offset + i * stride;
      int at = yOffset + i;
      dots8(k, x, o, stride, theta, residual, at);
      sum = subtract(residual, y, at, at + 8, sum);
      combine8(k, weight, residual, at, x, o, stride, gradient);
    }
    for (; i <= rows - 4; i += 4) {
      int o = offset + i * stride;
      int at = yOffset + i;
      k.dots4(x, o, o + stride, o + 2 * stride, o + 3 * stride, theta, d, residual, at);
      sum = subtract(residual, y, at, at + 4, sum);
      k.axpys4(weight, residual, at, x, o, o + stride, o + 2 * stride, o + 3 * stride, gradient, d);
    }
    for (; i < rows; i++) {
      int o = offset + i * stride;
      double e = k.dot(x, o, theta, d) - y[yOffset + i];
      residual[yOffset + i] = e;
      sum += e * e;
      k.axpy(weight * e, x, o, gradient, d);
    }
    return sum;
  }

  /** residual -= y on [from, to); returns the sum with its squares added, in row order. */
  static double subtract(double[] residual, double[] y, int from, int to, double sum) {
    double squares = sum;
    for (int r = from; r < to; r++) {
      double e = residual[r] - y[r];
      residual[r] = e;
      squares += e * e;
    }
    return squares;
  }

  /** The eight rows that start at o, o + stride and so on. */
  private static <A> void dots8(
      RowKernels<A> k, A x, int o, int stride, double[] theta, double[] out, int at) {
    int o4 = o + 4 * stride;
    k.dots8(
        x,
        o,
        o + stride,
        o + 2 * stride,
        o + 3 * stride,
        o4,
        o4 + stride,
        o4 + 2 * stride,
        o4 + 3 * stride,
        theta,
        theta.length,
        out,
        at);
  }

  /** The eight rows that start at o, o + stride and so on. */
  private static <A> void combine8(
      RowKernels<A> k, double a, double[] c, int at, A x, int o, int stride, double[] out) {
    int o4 = o + 4 * stride;
    combine8(
        k,
        a,
        c,
        at,
        x,
        o,
        o + stride,
        o + 2 * stride,
        o + 3 * stride,
        o4,
        o4 + stride,
        o4 + 2 * stride,
        o4 + 3 * stride,
        out);
  }

  private static <A> void combine8(
      RowKernels<A> k,
      double a,
      double[] c,
      int cOffset,
      A x,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6,
      int o7,
      double[] out) {
    for (int from = (out.length - 1) / SLICE * SLICE; from >= 0; from -= SLICE) {
      int to = Math.min(from + SLICE, out.length);
      k.axpys8(a, c, cOffset, x, o0, o1, o2, o3, o4, o5, o6, o7, out, from, to);
    }
  }

  /**
   * {@code origin} is where row 0 of the batch numbering would start; it may lie before the panel.
   */
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
    int d = theta.length;
    if (d <= k.shortRow()) {
      return ShortRows.batchResidualGradient(
          k, x, origin, stride, batch, from, to, theta, y, residual, weight, gradient);
    }
    double sum = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      sum = batch8(k, x, origin, stride, batch, i, theta, y, residual, weight, gradient, sum);
    }
    for (; i <= to - 4; i += 4) {
      int o0 = row(origin, stride, batch[i]);
      int o1 = row(origin, stride, batch[i + 1]);
      int o2 = row(origin, stride, batch[i + 2]);
      int o3 = row(origin, stride, batch[i + 3]);
      k.dots4(x, o0, o1, o2, o3, theta, d, residual, i);
      sum = subtract(residual, y, batch, i, i + 4, sum);
      k.axpys4(weight, residual, i, x, o0, o1, o2, o3, gradient, d);
    }
    for (; i < to; i++) {
      int o = row(origin, stride, batch[i]);
      double e = k.dot(x, o, theta, d) - y[batch[i]];
      residual[i] = e;
      sum += e * e;
      k.axpy(weight * e, x, o, gradient, d);
    }
    return sum;
  }

  /** Eight rows of a batch; returns the sum with their squares added. */
  private static <A> double batch8(
      RowKernels<A> k,
      A x,
      long origin,
      int stride,
      int[] batch,
      int i,
      double[] theta,
      double[] y,
      double[] residual,
      double weight,
      double[] gradient,
      double sum) {
    int o0 = row(origin, stride, batch[i]);
    int o1 = row(origin, stride, batch[i + 1]);
    int o2 = row(origin, stride, batch[i + 2]);
    int o3 = row(origin, stride, batch[i + 3]);
    int o4 = row(origin, stride, batch[i + 4]);
    int o5 = row(origin, stride, batch[i + 5]);
    int o6 = row(origin, stride, batch[i + 6]);
    int o7 = row(origin, stride, batch[i + 7]);
    k.dots8(x, o0, o1, o2, o3, o4, o5, o6, o7, theta, theta.length, residual, i);
    double squares = subtract(residual, y, batch, i, i + 8, sum);
    combine8(k, weight, residual, i, x, o0, o1, o2, o3, o4, o5, o6, o7, gradient);
    return squares;
  }

  /** The same where residual[k] is of row batch[k]. */
  static double subtract(double[] residual, double[] y, int[] batch, int from, int to, double sum) {
    double squares = sum;
    for (int r = from; r < to; r++) {
      double e = residual[r] - y[batch[r]];
      residual[r] = e;
      squares += e * e;
    }
    return squares;
  }

  static int row(long origin, int stride, int index) {
    return (int) (origin + (long) index * stride);
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
    int d = theta.length;
    if (d <= k.shortRow()) {
      ShortRows.multiply(k, x, offset, stride, rows, theta, out, outOffset);
      return;
    }
    int i = 0;
    for (; i <= rows - 8; i += 8) {
      int o = offset + i * stride;
      dots8(k, x, o, stride, theta, out, outOffset + i);
    }
    for (; i <= rows - 4; i += 4) {
      int o = offset + i * stride;
      k.dots4(x, o, o + stride, o + 2 * stride, o + 3 * stride, theta, d, out, outOffset + i);
    }
    for (; i < rows; i++) {
      out[outOffset + i] = k.dot(x, offset + i * stride, theta, d);
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
    int d = out.length;
    if (d <= k.shortRow()) {
      ShortRows.combine(k, a, c, cOffset, x, offset, stride, rows, out);
      return;
    }
    int i = 0;
    for (; i <= rows - 8; i += 8) {
      int o = offset + i * stride;
      combine8(k, a, c, cOffset + i, x, o, stride, out);
    }
    for (; i <= rows - 4; i += 4) {
      int o = offset + i * stride;
      k.axpys4(a, c, cOffset + i, x, o, o + stride, o + 2 * stride, o + 3 * stride, out, d);
    }
    for (; i < rows; i++) {
      k.axpy(a * c[cOffset + i], x, offset + i * stride, out, d);
    }
  }
}
