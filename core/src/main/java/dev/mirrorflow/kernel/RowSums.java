package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;

/**
 * The accumulators of up to eight rows, laid out in memory so that scalar code can fold them.
 *
 * <p>HotSpot turns a vector into an object where it does not inline the method that takes it apart,
 * and inside a long loop over rows its profile calls the fold after the loop over columns rare. A
 * store to an array is compiled in place always, so nothing is allocated.
 */
final class RowSums {

  private static final int ROWS = 8;
  private static final ThreadLocal<double[]> LANES_OF_ROWS =
      ThreadLocal.withInitial(() -> new double[ROWS * LANES]);

  private RowSums() {}

  /** This thread's buffer: row k has the lanes from k LANES on. */
  static double[] buffer() {
    return LANES_OF_ROWS.get();
  }

  /**
   * Sums the lanes of each of the rows into {@code out}, halves folded onto each other in the order
   * of {@link VectorKernels#sum}.
   */
  static void fold(double[] sums, int rows, double[] out, int at) {
    for (int k = 0; k < rows; k++) {
      out[at + k] = fold(sums, k * LANES);
    }
  }

  /** Adds the sums of the lanes of each of the rows to {@code out}. */
  static void addFolded(double[] sums, int rows, double[] out, int at) {
    for (int k = 0; k < rows; k++) {
      out[at + k] += fold(sums, k * LANES);
    }
  }

  private static double fold(double[] a, int i) {
    return switch (LANES) {
      case 1 -> a[i];
      case 2 -> a[i] + a[i + 1];
      case 4 -> (a[i] + a[i + 2]) + (a[i + 1] + a[i + 3]);
      default ->
          ((a[i] + a[i + 4]) + (a[i + 2] + a[i + 6]))
              + ((a[i + 1] + a[i + 5]) + (a[i + 3] + a[i + 7]));
    };
  }
}
