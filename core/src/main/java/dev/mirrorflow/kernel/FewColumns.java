package dev.mirrorflow.kernel;

/**
 * The kernels of {@link VectorShortRows} on rows of at most {@link #MOST} coordinates, for which a
 * vector would be mostly empty: all of θ and the gradient are scalars in registers.
 */
final class FewColumns {

  static final int MOST = 4;

  private FewColumns() {}

  /** {@code out[at + k] = <x[starts[k] ..], theta>} for k &lt; count. */
  static void dots(double[] x, int[] starts, int count, double[] theta, double[] out, int at) {
    int d = theta.length;
    double t0 = theta[0];
    double t1 = d > 1 ? theta[1] : 0;
    double t2 = d > 2 ? theta[2] : 0;
    double t3 = d > 3 ? theta[3] : 0;
    for (int k = 0; k < count; k++) {
      int o = starts[k];
      double sum = x[o] * t0;
      if (d > 1) {
        sum = Math.fma(x[o + 1], t1, sum);
      }
      if (d > 2) {
        sum = Math.fma(x[o + 2], t2, sum);
      }
      if (d > 3) {
        sum = Math.fma(x[o + 3], t3, sum);
      }
      out[at + k] = sum;
    }
  }

  /** {@code out += a * sum_k c[cOffset + k] x[starts[k] ..]} over k &lt; count. */
  static void axpys(
      double a, double[] c, int cOffset, double[] x, int[] starts, int count, double[] out) {
    int d = out.length;
    int j = 0;
    for (; j <= d - 2; j += 2) {
      pair(a, c, cOffset, x, starts, count, out, j);
    }
    if (j < d) {
      single(a, c, cOffset, x, starts, count, out, j);
    }
  }

  /** On coordinates j and j + 1; even and odd rows in a chain each. */
  private static void pair(
      double a, double[] c, int cOffset, double[] x, int[] starts, int count, double[] out, int j) {
    double p0 = out[j];
    double p1 = out[j + 1];
    double q0 = 0;
    double q1 = 0;
    int k = 0;
    for (; k < count - 1; k += 2) {
      int o = starts[k] + j;
      double w = a * c[cOffset + k];
      p0 = Math.fma(x[o], w, p0);
      p1 = Math.fma(x[o + 1], w, p1);
      o = starts[k + 1] + j;
      w = a * c[cOffset + k + 1];
      q0 = Math.fma(x[o], w, q0);
      q1 = Math.fma(x[o + 1], w, q1);
    }
    if (k < count) {
      int o = starts[k] + j;
      double w = a * c[cOffset + k];
      p0 = Math.fma(x[o], w, p0);
      p1 = Math.fma(x[o + 1], w, p1);
    }
    out[j] = p0 + q0;
    out[j + 1] = p1 + q1;
  }

  private static void single(
      double a, double[] c, int cOffset, double[] x, int[] starts, int count, double[] out, int j) {
    double p = out[j];
    double q = 0;
    int k = 0;
    for (; k < count - 1; k += 2) {
      p = Math.fma(x[starts[k] + j], a * c[cOffset + k], p);
      q = Math.fma(x[starts[k + 1] + j], a * c[cOffset + k + 1], q);
    }
    if (k < count) {
      p = Math.fma(x[starts[k] + j], a * c[cOffset + k], p);
    }
    out[j] = p + q;
  }
}
