package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Four rows of X by two vectors of lanes. Eight multiply-adds share six loads, so that they and not
 * the loads set the pace, and eight sums are as many as it takes to start two multiply-adds a cycle
 * that last four.
 *
 * <p>Written out with methods of the Vector API alone, which HotSpot inlines always. Where it
 * compiles a caller with much in it, it leaves out own helpers, however short; a vector that goes
 * through one is an object then, in every turn of the loop.
 */
final class VectorLanePairs {

  static final int WIDTH = 2 * LANES;

  private VectorLanePairs() {}

  /** tile = the four rows times theta on the columns [j, to), the first at {@code at} in theta. */
  static void multiply(
      double[] tile,
      double[] x,
      int j,
      int to,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] theta,
      int at) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector b3 = a0;
    int l = LANES;
    int t = at;
    for (; j < to; j++) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, theta, t);
      DoubleVector q = DoubleVector.fromArray(SPECIES, theta, t + l);
      DoubleVector x0 = DoubleVector.broadcast(SPECIES, x[o0 + j]);
      a0 = x0.fma(p, a0);
      b0 = x0.fma(q, b0);
      DoubleVector x1 = DoubleVector.broadcast(SPECIES, x[o1 + j]);
      a1 = x1.fma(p, a1);
      b1 = x1.fma(q, b1);
      DoubleVector x2 = DoubleVector.broadcast(SPECIES, x[o2 + j]);
      a2 = x2.fma(p, a2);
      b2 = x2.fma(q, b2);
      DoubleVector x3 = DoubleVector.broadcast(SPECIES, x[o3 + j]);
      a3 = x3.fma(p, a3);
      b3 = x3.fma(q, b3);
      t += WIDTH;
    }
    a0.intoArray(tile, 0);
    b0.intoArray(tile, l);
    a1.intoArray(tile, 2 * l);
    b1.intoArray(tile, 3 * l);
    a2.intoArray(tile, 4 * l);
    b2.intoArray(tile, 5 * l);
    a3.intoArray(tile, 6 * l);
    b3.intoArray(tile, 7 * l);
  }

  /** g += the four rows, transposed, times the tile on [j, to), the first column at {@code at}. */
  static void combine(
      double[] tile,
      double[] x,
      int j,
      int to,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] g,
      int at) {
    int l = LANES;
    DoubleVector a0 = DoubleVector.fromArray(SPECIES, tile, 0);
    DoubleVector b0 = DoubleVector.fromArray(SPECIES, tile, l);
    DoubleVector a1 = DoubleVector.fromArray(SPECIES, tile, 2 * l);
    DoubleVector b1 = DoubleVector.fromArray(SPECIES, tile, 3 * l);
    DoubleVector a2 = DoubleVector.fromArray(SPECIES, tile, 4 * l);
    DoubleVector b2 = DoubleVector.fromArray(SPECIES, tile, 5 * l);
    DoubleVector a3 = DoubleVector.fromArray(SPECIES, tile, 6 * l);
    DoubleVector b3 = DoubleVector.fromArray(SPECIES, tile, 7 * l);
    int t = at;
    for (; j < to; j++) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, g, t);
      DoubleVector q = DoubleVector.fromArray(SPECIES, g, t + l);
      DoubleVector x0 = DoubleVector.broadcast(SPECIES, x[o0 + j]);
      p = x0.fma(a0, p);
      q = x0.fma(b0, q);
      DoubleVector x1 = DoubleVector.broadcast(SPECIES, x[o1 + j]);
      p = x1.fma(a1, p);
      q = x1.fma(b1, q);
      DoubleVector x2 = DoubleVector.broadcast(SPECIES, x[o2 + j]);
      p = x2.fma(a2, p);
      q = x2.fma(b2, q);
      DoubleVector x3 = DoubleVector.broadcast(SPECIES, x[o3 + j]);
      p = x3.fma(a3, p);
      q = x3.fma(b3, q);
      p.intoArray(g, t);
      q.intoArray(g, t + l);
      t += WIDTH;
    }
  }
}
