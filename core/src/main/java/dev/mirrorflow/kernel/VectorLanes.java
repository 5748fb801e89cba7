package dev.mirrorflow.kernel;

/** The lane kernels on the Vector API: two vectors of lanes, or one. */
final class VectorLanes extends LaneProvider {

  /** AVX-512 brings 32 registers along, where 256 bits may have 16. */
  private static final int PAIR_ROWS = VectorKernels.LANES == 8 ? 8 : 4;

  @Override
  int width() {
    return VectorLanePairs.WIDTH;
  }

  @Override
  int rows(int width) {
    return width == VectorLanePairs.WIDTH ? PAIR_ROWS : 8;
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
    if (rows(width) == 4) {
      VectorLanePairs.multiply(
          tile, x, from, from + count, rows[i], rows[i + 1], rows[i + 2], rows[i + 3], theta, at);
    } else if (width == VectorLanePairs.WIDTH) {
      VectorLaneOctets.multiply(
          tile,
          x,
          from,
          from + count,
          rows[i],
          rows[i + 1],
          rows[i + 2],
          rows[i + 3],
          rows[i + 4],
          rows[i + 5],
          rows[i + 6],
          rows[i + 7],
          theta,
          at);
    } else {
      VectorLaneSingles.multiply(
          tile,
          x,
          from,
          from + count,
          rows[i],
          rows[i + 1],
          rows[i + 2],
          rows[i + 3],
          rows[i + 4],
          rows[i + 5],
          rows[i + 6],
          rows[i + 7],
          theta,
          at);
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
    if (rows(width) == 4) {
      VectorLanePairs.combine(
          tile, x, from, from + count, rows[i], rows[i + 1], rows[i + 2], rows[i + 3], g, at);
    } else if (width == VectorLanePairs.WIDTH) {
      VectorLaneOctets.combine(
          tile,
          x,
          from,
          from + count,
          rows[i],
          rows[i + 1],
          rows[i + 2],
          rows[i + 3],
          rows[i + 4],
          rows[i + 5],
          rows[i + 6],
          rows[i + 7],
          g,
          at);
    } else {
      VectorLaneSingles.combine(
          tile,
          x,
          from,
          from + count,
          rows[i],
          rows[i + 1],
          rows[i + 2],
          rows[i + 3],
          rows[i + 4],
          rows[i + 5],
          rows[i + 6],
          rows[i + 7],
          g,
          at);
    }
  }

  @Override
  void largest(double[] g, int width, double[] largest) {
    VectorLaneSteps.largest(g, width, largest);
  }

  @Override
  void gradientSquaredNorms(double[] u, double[] v, double[] g, int width, double[] norms) {
    VectorLaneSteps.gradientSquaredNorms(u, v, g, width, norms);
  }

  @Override
  void weightGrowth(
      double[] u, double[] v, double[] reference, double[] bounds, int width, double[] growth) {
    VectorLaneSteps.weightGrowth(u, v, reference, bounds, width, growth);
  }

  @Override
  void hadamardStep(double[] u, double[] v, double[] g, double[] eta, int width, double[] theta) {
    VectorLaneSteps.hadamardStep(u, v, g, eta, width, theta);
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
    VectorLaneSteps.hadamardHeavyBall(u, v, velocityU, velocityV, g, eta, beta, width, theta);
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
    VectorLaneSteps.hadamardNesterov(u, v, aheadU, aheadV, g, eta, beta, width, theta);
  }

  @Override
  void factorSlopes(double[] state, double[] g, int from, int to, double[] slope) {
    VectorLaneFlows.factorSlopes(state, g, from, to, slope);
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
    VectorLaneFlows.addWeighted(base, term, weights, at, width, from, to, out);
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
    VectorLaneFlows.scaledSquares(error, before, after, relative, absolute, width, squares);
  }
}
