package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;

import jdk.incubator.vector.DoubleVector;

/** The work of {@link LaneFlowKernels} in {@link VectorLanes}; no tails, as a width has none. */
final class VectorLaneFlows {

  private VectorLaneFlows() {}

  static void factorSlopes(double[] state, double[] g, int from, int to, double[] slope) {
    int half = g.length;
    for (int t = from; t < to; t += LANES) {
      DoubleVector vg = DoubleVector.fromArray(SPECIES, g, t).neg();
      DoubleVector vu = DoubleVector.fromArray(SPECIES, state, t);
      DoubleVector vv = DoubleVector.fromArray(SPECIES, state, half + t);
      vv.mul(vg).intoArray(slope, t);
      vu.mul(vg).intoArray(slope, half + t);
    }
  }

  static void addWeighted(
      double[] base,
      double[] term,
      double[] weights,
      int at,
      int width,
      int from,
      int to,
      double[] out) {
    for (int t = from; t < to; t += LANES) {
      DoubleVector weight = DoubleVector.fromArray(SPECIES, weights, at + (t & (width - 1)));
      DoubleVector.fromArray(SPECIES, term, t)
          .fma(weight, DoubleVector.fromArray(SPECIES, base, t))
          .intoArray(out, t);
    }
  }

  static void scaledSquares(
      double[] error,
      double[] before,
      double[] after,
      double[] relative,
      double[] absolute,
      int width,
      double[] squares) {
    for (int lane = 0; lane < width; lane += LANES) {
      DoubleVector share = DoubleVector.fromArray(SPECIES, relative, lane);
      DoubleVector least = DoubleVector.fromArray(SPECIES, absolute, lane);
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int t = lane; t < error.length; t += width) {
        DoubleVector size =
            DoubleVector.fromArray(SPECIES, before, t)
                .abs()
                .max(DoubleVector.fromArray(SPECIES, after, t).abs());
        DoubleVector e =
            DoubleVector.fromArray(SPECIES, error, t)
                .div(size.fma(share, least).max(Double.MIN_NORMAL));
        sum = e.fma(e, sum);
      }
      sum.intoArray(squares, lane);
    }
  }
}
