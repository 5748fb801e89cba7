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

  /** Adds the tails of four inner products to their heads in {@code out}. */
  static void dots4(
      double[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] theta,
      int from,
      int d,
      double[] out,
      int outOffset) {
    out[outOffset] += dot(0, x, o0, theta, 0, from, d);
    out[outOffset + 1] += dot(0, x, o1, theta, 0, from, d);
    out[outOffset + 2] += dot(0, x, o2, theta, 0, from, d);
    out[outOffset + 3] += dot(0, x, o3, theta, 0, from, d);
  }

  static void axpys4(
      double a,
      double[] c,
      int cOffset,
      double[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] out,
      int from,
      int d) {
    double c0 = a * c[cOffset];
    double c1 = a * c[cOffset + 1];
    double c2 = a * c[cOffset + 2];
    double c3 = a * c[cOffset + 3];
    for (int j = from; j < d; j++) {
      double p = Math.fma(x[o1 + j], c1, Math.fma(x[o0 + j], c0, out[j]));
      out[j] = p + Math.fma(x[o3 + j], c3, x[o2 + j] * c2);
    }
  }

  static void axpys8(
      double a,
      double[] c,
      int cOffset,
      double[] x,
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
    for (int j = from; j < to; j++) {
      double p = Math.fma(x[o0 + j], a * c[cOffset], out[j]);
      double q = x[o1 + j] * (a * c[cOffset + 1]);
      p = Math.fma(x[o2 + j], a * c[cOffset + 2], p);
      q = Math.fma(x[o3 + j], a * c[cOffset + 3], q);
      p = Math.fma(x[o4 + j], a * c[cOffset + 4], p);
      q = Math.fma(x[o5 + j], a * c[cOffset + 5], q);
      p = Math.fma(x[o6 + j], a * c[cOffset + 6], p);
      q = Math.fma(x[o7 + j], a * c[cOffset + 7], q);
      out[j] = p + q;
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
