package dev.mirrorflow.kernel;

/**
 * Row-block drivers shared by all providers. Rows are named in blocks by the indices of their first
 * entries, so that a panel and a mini-batch are the same thing. Within a block they go eight at a
 * time, then four, then single ones, so that the pass for X θ leaves the rows in cache for the pass
 * for Xᵀ r and X is read from memory once. Eight rows rather than four halve the traffic of θ and
 * the gradient, which comes from L2. Rows of a few vectors are so little work that what surrounds
 * it counts: a whole block of them goes to the provider at once.
 */
final class FusedRows {

  /** Rows of a block. */
  static final int BLOCK = 32;

  /**
   * The second pass over eight rows takes slices of this many columns from the last to the first:
   * where the rows do not fit in L2, the slices read last are still there. 128 KiB a slice.
   */
  private static final int SLICE = 2048;

  private static final ThreadLocal<int[]> STARTS = ThreadLocal.withInitial(() -> new int[BLOCK]);

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
    int[] starts = STARTS.get();
    double sum = 0;
    for (int i = 0; i < rows; i += BLOCK) {
      int count = Math.min(BLOCK, rows - i);
      int at = yOffset + i;
      fill(starts, count, offset + i * stride, stride);
      for (int b = 0; b < count; ) {
        int size = group(k, theta, count - b);
        dots(k, size, x, starts, b, theta, residual, at + b);
        sum = subtract(residual, y, at + b, at + b + size, sum);
        axpys(k, size, weight, residual, at + b, x, starts, b, gradient);
        b += size;
      }
    }
    return sum;
  }

  /**
   * The same over the rows of a batch; {@code origin} is where row 0 of its numbering would start,
   * it may lie before the panel.
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
    int[] starts = STARTS.get();
    double sum = 0;
    for (int i = from; i < to; i += BLOCK) {
      int count = Math.min(BLOCK, to - i);
      for (int b = 0; b < count; b++) {
        starts[b] = (int) (origin + (long) batch[i + b] * stride);
      }
      for (int b = 0; b < count; ) {
        int size = group(k, theta, count - b);
        dots(k, size, x, starts, b, theta, residual, i + b);
        sum = subtract(residual, y, batch, i + b, i + b + size, sum);
        axpys(k, size, weight, residual, i + b, x, starts, b, gradient);
        b += size;
      }
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
      for (int b = 0; b < count; ) {
        int size = group(k, theta, count - b);
        dots(k, size, x, starts, b, theta, out, outOffset + i + b);
        b += size;
      }
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
      for (int b = 0; b < count; ) {
        int size = group(k, out, count - b);
        axpys(k, size, a, c, cOffset + i + b, x, starts, b, out);
        b += size;
      }
    }
  }

  private static void fill(int[] starts, int count, int first, int stride) {
    for (int b = 0; b < count; b++) {
      starts[b] = first + b * stride;
    }
  }

  /** How many of the rows that are left go together: all of them where rows are short. */
  private static <A> int group(RowKernels<A> k, double[] theta, int left) {
    return theta.length <= k.shortRow() ? left : left >= 8 ? 8 : left >= 4 ? 4 : 1;
  }

  /** {@code out[at + b] = <x[starts[i + b] ..], theta>} for the rows of a group. */
  private static <A> void dots(
      RowKernels<A> k, int size, A x, int[] starts, int i, double[] theta, double[] out, int at) {
    if (theta.length <= k.shortRow()) {
      k.shortDots(x, starts, size, theta, out, at);
    } else if (size == 8) {
      k.dots8(x, starts, i, theta, out, at);
    } else if (size == 4) {
      k.dots4(x, starts, i, theta, out, at);
    } else {
      out[at] = k.dot(x, starts[i], theta);
    }
  }

  /** {@code out += a * sum_b c[at + b] x[starts[i + b] ..]} over the rows of a group. */
  private static <A> void axpys(
      RowKernels<A> k,
      int size,
      double a,
      double[] c,
      int at,
      A x,
      int[] starts,
      int i,
      double[] out) {
    if (out.length <= k.shortRow()) {
      k.shortAxpys(a, c, at, x, starts, size, out);
    } else if (size == 8) {
      for (int from = (out.length - 1) / SLICE * SLICE; from >= 0; from -= SLICE) {
        int to = Math.min(from + SLICE, out.length);
        k.axpys8(a, c, at, x, starts, i, out, from, to);
      }
    } else if (size == 4) {
      k.axpys4(a, c, at, x, starts, i, out);
    } else {
      k.axpy(a * c[at], x, starts[i], out);
    }
  }

  /** residual -= y on [from, to); returns the sum with its squares added, in row order. */
  private static double subtract(double[] residual, double[] y, int from, int to, double sum) {
    double squares = sum;
    for (int r = from; r < to; r++) {
      double e = residual[r] - y[r];
      residual[r] = e;
      squares += e * e;
    }
    return squares;
  }

  /** The same where residual[k] is of row batch[k]. */
  private static double subtract(
      double[] residual, double[] y, int[] batch, int from, int to, double sum) {
    double squares = sum;
    for (int r = from; r < to; r++) {
      double e = residual[r] - y[batch[r]];
      residual[r] = e;
      squares += e * e;
    }
    return squares;
  }
}
