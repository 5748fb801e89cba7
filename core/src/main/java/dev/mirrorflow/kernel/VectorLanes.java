package dev.mirrorflow.kernel;

/**
 * The lane kernels on the Vector API: two vectors of lanes, or one. The tile, as many rows of X as
 * fill the registers with sums, is where the time goes: with 16 registers twelve sums, two vectors
 * of Θ and an entry of X; the sums are the same bits for every tile.
 */
final class VectorLanes extends LaneProvider {

  private static final int WIDTH = 2 * VectorKernels.LANES;

  /** AVX-512 and ARM have 32 vector registers, other CPUs 16. */
  private static final boolean MANY_REGISTERS =
      VectorKernels.LANES == 8 || System.getProperty("os.arch").equals("aarch64");

  @Override
  int width() {
    return WIDTH;
  }

  @Override
  int rows(int width) {
    return width == WIDTH && !MANY_REGISTERS ? 6 : 8;
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
    if (width < WIDTH) {
      VectorLaneTile8x1.multiply(x, rows, i, from, count, theta, at, tile);
    } else if (MANY_REGISTERS) {
      VectorLaneTile8x2.multiply(x, rows, i, from, count, theta, at, tile);
    } else {
      VectorLaneTile6x2.multiply(x, rows, i, from, count, theta, at, tile);
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
    if (width < WIDTH) {
      VectorLaneTile8x1.combine(x, rows, i, from, count, tile, g, at);
    } else if (MANY_REGISTERS) {
      VectorLaneTile8x2.combine(x, rows, i, from, count, tile, g, at);
    } else {
      VectorLaneTile6x2.combine(x, rows, i, from, count, tile, g, at);
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
