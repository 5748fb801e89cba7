package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;
import static dev.mirrorflow.kernel.VectorKernels.broadcast;
import static dev.mirrorflow.kernel.VectorKernels.load;

import jdk.incubator.vector.DoubleVector;

/**
 * Eight rows of X by one vector of lanes, for lanes that fill no more: the sums of {@link
 * VectorLanePairs} in another order in space, in the same order in time.
 */
final class VectorLaneSingles {

  static final int WIDTH = LANES;

  private VectorLaneSingles() {}

  /** tile = the eight rows times count columns of theta, the first at {@code at}. */
  static void multiply(
      double[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6,
      int o7,
      double[] theta,
      int at,
      int count,
      double[] tile) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector a4 = a0;
    DoubleVector a5 = a0;
    DoubleVector a6 = a0;
    DoubleVector a7 = a0;
    for (int j = 0; j < count; j++) {
      DoubleVector t = load(theta, at + j * WIDTH);
      a0 = add(x, o0 + j, t, a0);
      a1 = add(x, o1 + j, t, a1);
      a2 = add(x, o2 + j, t, a2);
      a3 = add(x, o3 + j, t, a3);
      a4 = add(x, o4 + j, t, a4);
      a5 = add(x, o5 + j, t, a5);
      a6 = add(x, o6 + j, t, a6);
      a7 = add(x, o7 + j, t, a7);
    }
    a0.intoArray(tile, 0);
    a1.intoArray(tile, LANES);
    a2.intoArray(tile, 2 * LANES);
    a3.intoArray(tile, 3 * LANES);
    a4.intoArray(tile, 4 * LANES);
    a5.intoArray(tile, 5 * LANES);
    a6.intoArray(tile, 6 * LANES);
    a7.intoArray(tile, 7 * LANES);
  }

  /** g += the eight rows, transposed, times the tile, on count columns, the first at {@code at}. */
  static void combine(
      double[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6,
      int o7,
      double[] tile,
      double[] g,
      int at,
      int count) {
    DoubleVector a0 = DoubleVector.fromArray(SPECIES, tile, 0);
    DoubleVector a1 = DoubleVector.fromArray(SPECIES, tile, LANES);
    DoubleVector a2 = DoubleVector.fromArray(SPECIES, tile, 2 * LANES);
    DoubleVector a3 = DoubleVector.fromArray(SPECIES, tile, 3 * LANES);
    DoubleVector a4 = DoubleVector.fromArray(SPECIES, tile, 4 * LANES);
    DoubleVector a5 = DoubleVector.fromArray(SPECIES, tile, 5 * LANES);
    DoubleVector a6 = DoubleVector.fromArray(SPECIES, tile, 6 * LANES);
    DoubleVector a7 = DoubleVector.fromArray(SPECIES, tile, 7 * LANES);
    for (int j = 0; j < count; j++) {
      DoubleVector s = load(g, at + j * WIDTH);
      s = add(x, o0 + j, a0, s);
      s = add(x, o1 + j, a1, s);
      s = add(x, o2 + j, a2, s);
      s = add(x, o3 + j, a3, s);
      s = add(x, o4 + j, a4, s);
      s = add(x, o5 + j, a5, s);
      s = add(x, o6 + j, a6, s);
      s = add(x, o7 + j, a7, s);
      s.intoArray(g, at + j * WIDTH);
    }
  }

  /** sum + x[at] times the vector. */
  private static DoubleVector add(double[] x, int at, DoubleVector vector, DoubleVector sum) {
    return vector.fma(broadcast(x[at]), sum);
  }
}
