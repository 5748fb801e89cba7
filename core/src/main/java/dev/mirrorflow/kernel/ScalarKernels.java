package dev.mirrorflow.kernel;

/**
 * The kernels as the textbook writes them, one coordinate after the other: the reference that the
 * vector provider is tested against, and the fallback where the Vector API is missing. Without
 * fused multiply-add, which is very slow in software on a CPU that lacks it.
 */
final class ScalarKernels extends KernelProvider {

  private final LaneProvider lanes = new ScalarLanes();
  private final RowKernels<double[]> rows = new ScalarRows();
  private final RowKernels<float[]> singleRows = new ScalarSingleRows();
  private final BlockProvider<double[]> blocks = new ScalarBlocks();
  private final BlockProvider<float[]> singleBlocks = new ScalarSingleBlocks();

  @Override
  String name() {
    return "scalar";
  }

  @Override
  String description() {
    return "scalar";
  }

  @Override
  LaneProvider lanes() {
    return lanes;
  }

  @Override
  RowKernels<double[]> rows() {
    return rows;
  }

  @Override
  RowKernels<float[]> singleRows() {
    return singleRows;
  }

  @Override
  BlockProvider<double[]> blocks() {
    return blocks;
  }

  @Override
  BlockProvider<float[]> singleBlocks() {
    return singleBlocks;
  }

  @Override
  double dot(double[] x, int xOffset, double[] y, int yOffset, int n) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += x[xOffset + j] * y[yOffset + j];
    }
    return sum;
  }

  @Override
  void axpy(double a, double[] x, int xOffset, double[] y, int yOffset, int n) {
    for (int j = 0; j < n; j++) {
      y[yOffset + j] += a * x[xOffset + j];
    }
  }

  @Override
  void hadamard(
      double[] x, int xOffset, double[] y, int yOffset, double[] out, int outOffset, int n) {
    for (int j = 0; j < n; j++) {
      out[outOffset + j] = x[xOffset + j] * y[yOffset + j];
    }
  }

  @Override
  void hadamardGradients(
      double[] u, double[] v, double[] g, double[] gradU, double[] gradV, int from, int to) {
    for (int j = from; j < to; j++) {
      double gj = g[j];
      double uj = u[j];
      gradU[j] = v[j] * gj;
      gradV[j] = uj * gj;
    }
  }

  @Override
  double hadamardGradientSquaredNorm(double[] u, double[] v, double[] g, int from, int to) {
    double sum = 0;
    for (int j = from; j < to; j++) {
      double a = u[j] * g[j];
      double b = v[j] * g[j];
      sum += a * a + b * b;
    }
    return sum;
  }

  @Override
  void hadamardStep(
      double[] u, double[] v, double[] g, double eta, double[] theta, int from, int to) {
    for (int j = from; j < to; j++) {
      double step = eta * g[j];
      double uj = u[j];
      double vj = v[j];
      double un = uj - step * vj;
      double vn = vj - step * uj;
      u[j] = un;
      v[j] = vn;
      theta[j] = un * vn;
    }
  }

  @Override
  void hadamardTrial(
      double[] u, double[] v, double[] g, double eta, double[] theta, int from, int to) {
    for (int j = from; j < to; j++) {
      double step = eta * g[j];
      theta[j] = (u[j] - step * v[j]) * (v[j] - step * u[j]);
    }
  }

  @Override
  void heavyBall(
      double[] w, double[] velocity, double[] g, double eta, double beta, int from, int to) {
    for (int j = from; j < to; j++) {
      double p = beta * velocity[j] - eta * g[j];
      velocity[j] = p;
      w[j] += p;
    }
  }

  @Override
  void hadamardHeavyBall(
      double[] u,
      double[] v,
      double[] velocityU,
      double[] velocityV,
      double[] g,
      double eta,
      double beta,
      double[] theta,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      double step = eta * g[j];
      double uj = u[j];
      double vj = v[j];
      double pu = beta * velocityU[j] - step * vj;
      double pv = beta * velocityV[j] - step * uj;
      velocityU[j] = pu;
      velocityV[j] = pv;
      double un = uj + pu;
      double vn = vj + pv;
      u[j] = un;
      v[j] = vn;
      theta[j] = un * vn;
    }
  }

  @Override
  void nesterov(double[] w, double[] ahead, double[] g, double eta, double beta, int from, int to) {
    for (int j = from; j < to; j++) {
      double wn = ahead[j] - eta * g[j];
      ahead[j] = wn + beta * (wn - w[j]);
      w[j] = wn;
    }
  }

  @Override
  void hadamardNesterov(
      double[] u,
      double[] v,
      double[] aheadU,
      double[] aheadV,
      double[] g,
      double eta,
      double beta,
      double[] theta,
      int from,
      int to) {
    for (int j = from; j < to; j++) {
      double step = eta * g[j];
      double au = aheadU[j];
      double av = aheadV[j];
      double un = au - step * av;
      double vn = av - step * au;
      double bu = un + beta * (un - u[j]);
      double bv = vn + beta * (vn - v[j]);
      u[j] = un;
      v[j] = vn;
      aheadU[j] = bu;
      aheadV[j] = bv;
      theta[j] = bu * bv;
    }
  }
}
