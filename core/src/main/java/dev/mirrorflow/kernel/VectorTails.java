package dev.mirrorflow.kernel;

/**
 * The last coordinates of each kernel of {@link VectorKernels}, too few for another vector, from j
 * = {@code from}. They round as the lanes do, with the same fused multiply-adds in the same places,
 * so that a coordinate's new value depends neither on its place nor on the vector width.
 */
final class VectorTails {

  private VectorTails() {}

  static double dot(
      double head, double[] x, int xOffset, double[] y, int yOffset, int from, int n) {
    double sum = head;
    for (int j = from; j < n; j++) {
      sum = Math.fma(x[xOffset + j], y[yOffset + j], sum);
    }
    return sum;
  }

  static void axpy(double a, double[] x, int xOffset, double[] y, int yOffset, int from, int n) {
    for (int j = from; j < n; j++) {
      y[yOffset + j] = Math.fma(x[xOffset + j], a, y[yOffset + j]);
    }
  }

  static void hadamard(
      double[] x,
      int xOffset,
      double[] y,
      int yOffset,
      double[] out,
      int outOffset,
      int from,
      int n) {
    for (int j = from; j < n; j++) {
      out[outOffset + j] = x[xOffset + j] * y[yOffset + j];
    }
  }

  static void hadamardGradients(
      double[] u, double[] v, double[] g, double[] gradU, double[] gradV, int from, int to) {
    for (int j = from; j < to; j++) {
      double gj = g[j];
      double uj = u[j];
      gradU[j] = v[j] * gj;
      gradV[j] = uj * gj;
    }
  }

  static double hadamardGradientSquaredNorm(
      double head, double[] u, double[] v, double[] g, int from, int to) {
    double sum = head;
    for (int j = from; j < to; j++) {
      double p = u[j] * g[j];
      double q = v[j] * g[j];
      sum = Math.fma(q, q, Math.fma(p, p, sum));
    }
    return sum;
  }

  static void hadamardStep(
      double[] u, double[] v, double[] g, double eta, double[] theta, int from, int to) {
    for (int j = from; j < to; j++) {
      double step = g[j] * -eta;
      double uj = u[j];
      double vj = v[j];
      double un = Math.fma(step, vj, uj);
      double vn = Math.fma(step, uj, vj);
      u[j] = un;
      v[j] = vn;
      theta[j] = un * vn;
    }
  }

  static void hadamardTrial(
      double[] u, double[] v, double[] g, double eta, double[] theta, int from, int to) {
    for (int j = from; j < to; j++) {
      double step = g[j] * -eta;
      theta[j] = Math.fma(step, v[j], u[j]) * Math.fma(step, u[j], v[j]);
    }
  }

  static void heavyBall(
      double[] w, double[] velocity, double[] g, double eta, double beta, int from, int to) {
    for (int j = from; j < to; j++) {
      double p = Math.fma(g[j], -eta, velocity[j] * beta);
      velocity[j] = p;
      w[j] += p;
    }
  }

  static void hadamardHeavyBall(
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
      double step = g[j] * -eta;
      double uj = u[j];
      double vj = v[j];
      double pu = Math.fma(step, vj, velocityU[j] * beta);
      double pv = Math.fma(step, uj, velocityV[j] * beta);
      velocityU[j] = pu;
      velocityV[j] = pv;
      u[j] = uj + pu;
      v[j] = vj + pv;
      theta[j] = u[j] * v[j];
    }
  }

  static void nesterov(
      double[] w, double[] ahead, double[] g, double eta, double beta, int from, int to) {
    for (int j = from; j < to; j++) {
      double wn = Math.fma(g[j], -eta, ahead[j]);
      ahead[j] = Math.fma(wn - w[j], beta, wn);
      w[j] = wn;
    }
  }

  static void hadamardNesterov(
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
      double step = g[j] * -eta;
      double au = aheadU[j];
      double av = aheadV[j];
      double un = Math.fma(step, av, au);
      double vn = Math.fma(step, au, av);
      double bu = Math.fma(un - u[j], beta, un);
      double bv = Math.fma(vn - v[j], beta, vn);
      u[j] = un;
      v[j] = vn;
      aheadU[j] = bu;
      aheadV[j] = bv;
      theta[j] = bu * bv;
    }
  }
}
