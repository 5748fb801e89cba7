package dev.mirrorflow.kernel;

/**
 * The checks that {@link Kernels}, {@link SingleKernels} and {@link LaneKernels} make of their
 * arguments.
 */
final class KernelChecks {

  private KernelChecks() {}

  static void same(String nameA, double[] a, String nameB, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "lengths differ: " + nameA + " has " + a.length + ", " + nameB + " has " + b.length);
    }
  }

  static void range(String name, double[] a, int offset, int n) {
    if (offset < 0 || n < 0 || offset > a.length - n) {
      throw new IllegalArgumentException(
          "range of " + n + " from " + offset + " leaves " + name + ", which has " + a.length);
    }
  }

  static void panel(int length, int offset, int stride, int rows, int d) {
    if (stride < d) {
      throw new IllegalArgumentException("stride " + stride + " is below the row length " + d);
    }
    if (rows < 0 || offset < 0 || (rows > 0 && offset + (rows - 1L) * stride + d > length)) {
      throw new IllegalArgumentException(
          rows
              + " rows of "
              + d
              + " with stride "
              + stride
              + " from "
              + offset
              + " leave a panel of "
              + length);
    }
  }

  static void batchRange(int[] batch, int from, int to, double[] residual) {
    if (from < 0 || to < from || to > batch.length || to > residual.length) {
      throw new IllegalArgumentException(
          "batch range ["
              + from
              + ", "
              + to
              + ") leaves the batch of "
              + batch.length
              + " or the residual of "
              + residual.length);
    }
  }

  /** That batch[from..to) names rows of the panel only. */
  static void batchRows(int[] batch, int from, int to, int firstRow, int rows) {
    for (int k = from; k < to; k++) {
      if (batch[k] < firstRow || batch[k] >= firstRow + rows) {
        throw new IllegalArgumentException(
            "batch["
                + k
                + "] = "
                + batch[k]
                + " is not a row of the panel ["
                + firstRow
                + ", "
                + (firstRow + rows)
                + ")");
      }
    }
  }
}
