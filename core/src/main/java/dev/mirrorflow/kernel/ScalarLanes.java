package dev.mirrorflow.kernel;

import java.util.Arrays;

/** The lane kernels as the textbook writes them: the twin of {@link VectorLanes}. */
final class ScalarLanes extends LaneProvider {

  private static final int ROWS = 4;

  @Override
  int width() {
    return 8;
  }

  @Override
  int rows(int width) {
    return ROWS;
  }

  @Override
  void multiply(
      double[] x,
      int[] rows,
      int i,
      int from,
      int count,
      double[] theta,
      int at,
      int width,
      double[] tile) {
    Arrays.fill(tile, 0, ROWS * width, 0);
    for (int k = 0; k < ROWS; k++) {
      for (int j = 0; j < count; j++) {
        double entry = x[rows[i + k] + from + j];
        for (int l = 0; l < width; l++) {
          tile[k * width + l] += entry * theta[at + j * width + l];
        }
      }
    }
  }

  @Override
  void combine(
      double[] x,
      int[] rows,
      int i,
      int from,
      int count,
      double[] tile,
      int width,
      double[] g,
      int at) {
    for (int k = 0; k < ROWS; k++) {
      for (int j = 0; j < count; j++) {
        double entry = x[rows[i + k] + from + j];
        for (int l = 0; l < width; l++) {
          g[at + j * width + l] += entry * tile[k * width + l];
        }
      }
    }
  }

  @Override
  void largest(double[] g, int width, double[] largest) {
    Arrays.fill(largest, 0, width, 0);
    for (int t = 0; t < g.length; t++) {
      int lane = t & (width - 1);
      largest[lane] = Math.max(largest[lane], Math.abs(g[t]));
    }
  }

  @Override
  void gradientSquaredNorms(double[] u, double[] v, double[] g, int width, double[] norms) {
    Arrays.fill(norms, 0, width, 0);
    for (int t = 0; t < g.length; t++) {
      double a = u[t] * g[t];
      double b = v[t] * g[t];
      norms[t & (width - 1)] += a * a + b * b;
    }
  }

  @Override
  void weightGrowth(
      double[] u, double[] v, double[] reference, double[] bounds, int width, double[] growth) {
    Arrays.fill(growth, 0, width, 0);
    for (int t = 0; t < u.length; t++) {
      double grown = u[t] * u[t] + v[t] * v[t] - reference[t];
      growth[t & (width - 1)] += Math.max(0, grown) * bounds[t / width];
    }
  }

  @Override
  void hadamardStep(double[] u, double[] v, double[] g, double[] eta, int width, double[] theta) {
    for (int t = 0; t < u.length; t++) {
      double etaL = eta[t & (width - 1)];
      if (etaL != 0) {
        double step = etaL * g[t];
        double un = u[t] - step * v[t];
        double vn = v[t] - step * u[t];
        u[t] = un;
        v[t] = vn;
        theta[t] = un * vn;
      }
    }
  }

  @Override
  void hadamardHeavyBall(
      double[] u,
      double[] v,
      double[] velocityU,
      double[] velocityV,
      double[] g,
      double[] eta,
      double beta,
      int width,
      double[] theta) {
    for (int t = 0; t < u.length; t++) {
      double etaL = eta[t & (width - 1)];
      if (etaL != 0) {
        double step = etaL * g[t];
        double pu = beta * velocityU[t] - step * v[t];
        double pv = beta * velocityV[t] - step * u[t];
        velocityU[t] = pu;
        velocityV[t] = pv;
        u[t] += pu;
        v[t] += pv;
        theta[t] = u[t] * v[t];
      }
    }
  }

  @Override
  void hadamardNesterov(
      double[] u,
      double[] v,
      double[] aheadU,
      double[] aheadV,
      double[] g,
      double[] eta,
      double beta,
      int width,
      double[] theta) {
    for (int t = 0; t < u.length; t++) {
      double etaL = eta[t & (width - 1)];
      if (etaL != 0) {
        double step = etaL * g[t];
        double un = aheadU[t] - step * aheadV[t];
        double vn = aheadV[t] - step * aheadU[t];
        aheadU[t] = un + beta * (un - u[t]);
        aheadV[t] = vn + beta * (vn - v[t]);
        u[t] = un;
        v[t] = vn;
        theta[t] = aheadU[t] * aheadV[t];
      }
    }
  }

  @Override
  void factorSlopes(double[] state, double[] g, int from, int to, double[] slope) {
    int half = g.length;
    for (int t = from; t < to; t++) {
      slope[t] = state[half + t] * -g[t];
      slope[half + t] = state[t] * -g[t];
    }
  }

  @Override
  void addWeighted(
      double[] base,
      double[] term,
      double[] weights,
      int at,
      int width,
      int from,
      int to,
      double[] out) {
    for (int t = from; t < to; t++) {
      out[t] = base[t] + weights[at + (t & (width - 1))] * term[t];
    }
  }

  @Override
  void scaledSquares(
      double[] error,
      double[] before,
      double[] after,
      double[] relative,
      double[] absolute,
      int width,
      double[] squares) {
    Arrays.fill(squares, 0, width, 0);
    for (int t = 0; t < error.length; t++) {
      int lane = t & (width - 1);
      double size = Math.max(Math.abs(before[t]), Math.abs(after[t]));
      double allowed = absolute[lane] + relative[lane] * size;
      double e = error[t] / Math.max(allowed, Double.MIN_NORMAL);
      squares[lane] += e * e;
    }
  }
}
