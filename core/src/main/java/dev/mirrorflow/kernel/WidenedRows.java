package dev.mirrorflow.kernel;

/**
 * A block of short rows in single precision, widened into an array in L1 for the double kernels.
 */
final class WidenedRows {

  private static final int STRIDE = VectorShortRows.LONGEST;

  private final double[] x = new double[FusedRows.BLOCK * STRIDE];
  private final int[] starts = new int[FusedRows.BLOCK];

  WidenedRows() {
    for (int k = 0; k < starts.length; k++) {
      starts[k] = k * STRIDE;
    }
  }

  void dots(float[] rows, int[] from, int count, double[] theta, double[] out, int at) {
    widen(rows, from, count, theta.length);
    VectorShortRows.dots(x, starts, count, theta, out, at);
  }

  void axpys(double a, double[] c, int cOffset, float[] rows, int[] from, int count, double[] out) {
    widen(rows, from, count, out.length);
    VectorShortRows.axpys(a, c, cOffset, x, starts, count, out);
  }

  private void widen(float[] rows, int[] from, int count, int d) {
    for (int k = 0; k < count; k++) {
      int first = from[k];
      int at = k * STRIDE;
      for (int j = 0; j < d; j++) {
        x[at + j] = rows[first + j];
      }
    }
  }
}
