package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * Eight rows of X by one vector of lanes, for lanes that fill no more: the sums of {@link
 * VectorLanePairs} in another order in space, in the same order in time, and written out for the
 * same reason.
 */
final class VectorLaneSingles {

  private VectorLaneSingles() {}

  /** tile = the eight rows times theta on the columns [j, to), the first at {@code at} in theta. */
  static void multiply(
      double[] tile,
      double[] x,
      int j,
      int to,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6,
      int o7,
      double[] theta,
      int at) {
    int l = LANES;
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector a4 = a0;
    DoubleVector a5 = a0;
    DoubleVector a6 = a0;
    DoubleVector a7 = a0;
    int t = at;
    for (; j < to; j++) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, theta, t);
      a0 = p.fma(DoubleVector.broadcast(SPECIES, x[o0 + j]), a0);
      a1 = p.fma(DoubleVector.broadcast(SPECIES, x[o1 + j]), a1);
      a2 = p.fma(DoubleVector.broadcast(SPECIES, x[o2 + j]), a2);
      a3 = p.fma(DoubleVector.broadcast(SPECIES, x[o3 + j]), a3);
      a4 = p.fma(DoubleVector.broadcast(SPECIES, x[o4 + j]), a4);
      a5 = p.fma(DoubleVector.broadcast(SPECIES, x[o5 + j]), a5);
      a6 = p.fma(DoubleVector.broadcast(SPECIES, x[o6 + j]), a6);
      a7 = p.fma(DoubleVector.broadcast(SPECIES, x[o7 + j]), a7);
      t += l;
    }
    a0.intoArray(tile, 0);
    a1.intoArray(tile, l);
    a2.intoArray(tile, 2 * l);
    a3.intoArray(tile, 3 * l);
    a4.intoArray(tile, 4 * l);
    a5.intoArray(tile, 5 * l);
    a6.intoArray(tile, 6 * l);
    a7.intoArray(tile, 7 * l);
  }

  /** g += the eight rows, transposed, times the tile on [j, to), the first column at {@code at}. */
  static void combine(
      double[] tile,
      double[] x,
      int j,
      int to,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6,
      int o7,
      double[] g,
      int at) {
    int l = LANES;
    DoubleVector a0 = DoubleVector.fromArray(SPECIES, tile, 0);
    DoubleVector a1 = DoubleVector.fromArray(SPECIES, tile, l);
    DoubleVector a2 = DoubleVector.fromArray(SPECIES, tile, 2 * l);
    DoubleVector a3 = DoubleVector.fromArray(SPECIES, tile, 3 * l);
    DoubleVector a4 = DoubleVector.fromArray(SPECIES, tile, 4 * l);
    DoubleVector a5 = DoubleVector.fromArray(SPECIES, tile, 5 * l);
    DoubleVector a6 = DoubleVector.fromArray(SPECIES, tile, 6 * l);
    DoubleVector a7 = DoubleVector.fromArray(SPECIES, tile, 7 * l);
    int t = at;
    for (; j < to; j++) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, g, t);
      p = a0.fma(DoubleVector.broadcast(SPECIES, x[o0 + j]), p);
      p = a1.fma(DoubleVector.broadcast(SPECIES, x[o1 + j]), p);
      p = a2.fma(DoubleVector.broadcast(SPECIES, x[o2 + j]), p);
      p = a3.fma(DoubleVector.broadcast(SPECIES, x[o3 + j]), p);
      p = a4.fma(DoubleVector.broadcast(SPECIES, x[o4 + j]), p);
      p = a5.fma(DoubleVector.broadcast(SPECIES, x[o5 + j]), p);
      p = a6.fma(DoubleVector.broadcast(SPECIES, x[o6 + j]), p);
      p = a7.fma(DoubleVector.broadcast(SPECIES, x[o7 + j]), p);
      p.intoArray(g, t);
      t += l;
    }
  }
}
