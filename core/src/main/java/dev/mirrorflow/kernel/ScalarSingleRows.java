package dev.mirrorflow.kernel;

/** The kernels of {@link ScalarKernels} on rows of X in single precision. */
final class ScalarSingleRows extends RowKernels<float[]> {

  @Override
  double dot(float[] x, int o, double[] theta, int d) {
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += x[o + j] * theta[j];
    }
    return sum;
  }

  @Override
  void axpy(double a, float[] x, int o, double[] out, int d) {
    axpy(a, x, o, out, 0, d);
  }

  private static void axpy(double a, float[] x, int o, double[] out, int from, int to) {
    for (int j = from; j < to; j++) {
      out[j] += a * x[o + j];
    }
  }

  @Override
  void dots4(
      float[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] theta,
      int d,
      double[] out,
      int outOffset) {
    out[outOffset] = dot(x, o0, theta, d);
    out[outOffset + 1] = dot(x, o1, theta, d);
    out[outOffset + 2] = dot(x, o2, theta, d);
    out[outOffset + 3] = dot(x, o3, theta, d);
  }

  @Override
  void dots8(
      float[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6,
      int o7,
      double[] theta,
      int d,
      double[] out,
      int outOffset) {
    dots4(x, o0, o1, o2, o3, theta, d, out, outOffset);
    dots4(x, o4, o5, o6, o7, theta, d, out, outOffset + 4);
  }

  @Override
  void axpys4(
      double a,
      double[] c,
      int cOffset,
      float[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] out,
      int d) {
    axpys4(a, c, cOffset, x, o0, o1, o2, o3, out, 0, d);
  }

  private static void axpys4(
      double a,
      double[] c,
      int cOffset,
      float[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] out,
      int from,
      int to) {
    axpy(a * c[cOffset], x, o0, out, from, to);
    axpy(a * c[cOffset + 1], x, o1, out, from, to);
    axpy(a * c[cOffset + 2], x, o2, out, from, to);
    axpy(a * c[cOffset + 3], x, o3, out, from, to);
  }

  @Override
  void axpys8(
      double a,
      double[] c,
      int cOffset,
      float[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6,
      int o7,
      double[] out,
      int from,
      int to) {
    axpys4(a, c, cOffset, x, o0, o1, o2, o3, out, from, to);
    axpys4(a, c, cOffset + 4, x, o4, o5, o6, o7, out, from, to);
  }
}
