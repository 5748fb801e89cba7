package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;
import static dev.mirrorflow.kernel.VectorKernels.broadcast;
import static dev.mirrorflow.kernel.VectorKernels.load;

import jdk.incubator.vector.DoubleVector;

/**
 * Four rows of X by two vectors of lanes. Eight multiply-adds share six loads, so that they and not
 * the loads set the pace, and eight sums are as many as it takes to start two multiply-adds a cycle
 * that last four.
 *
 * <p>What is done once a call and not once a column is written out with methods of the Vector API,
 * which HotSpot always inlines. Own helpers outside the loop are inlined or not as the profile has
 * it; where one is not, a vector becomes an object, in every turn of the loop.
 */
final class VectorLanePairs {

  static final int WIDTH = 2 * LANES;

  private VectorLanePairs() {}

  /** tile = the four rows times count columns of theta, the first at {@code at}. */
  static void multiply(
      double[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] theta,
      int at,
      int count,
      double[] tile) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector b3 = a0;
    for (int j = 0; j < count; j++) {
      DoubleVector s = load(theta, at + j * WIDTH);
      DoubleVector t = load(theta, at + j * WIDTH + LANES);
      a0 = add(x, o0 + j, s, a0);
      b0 = add(x, o0 + j, t, b0);
      a1 = add(x, o1 + j, s, a1);
      b1 = add(x, o1 + j, t, b1);
      a2 = add(x, o2 + j, s, a2);
      b2 = add(x, o2 + j, t, b2);
      a3 = add(x, o3 + j, s, a3);
      b3 = add(x, o3 + j, t, b3);
    }
    a0.intoArray(tile, 0);
    b0.intoArray(tile, LANES);
    a1.intoArray(tile, 2 * LANES);
    b1.intoArray(tile, 3 * LANES);
    a2.intoArray(tile, 4 * LANES);
    b2.intoArray(tile, 5 * LANES);
    a3.intoArray(tile, 6 * LANES);
    b3.intoArray(tile, 7 * LANES);
  }

  /** g += the four rows, transposed, times the tile, on count columns, the first at {@code at}. */
  static void combine(
      double[] x, int o0, int o1, int o2, int o3, double[] tile, double[] g, int at, int count) {
    DoubleVector a0 = DoubleVector.fromArray(SPECIES, tile, 0);
    DoubleVector b0 = DoubleVector.fromArray(SPECIES, tile, LANES);
    DoubleVector a1 = DoubleVector.fromArray(SPECIES, tile, 2 * LANES);
    DoubleVector b1 = DoubleVector.fromArray(SPECIES, tile, 3 * LANES);
    DoubleVector a2 = DoubleVector.fromArray(SPECIES, tile, 4 * LANES);
    DoubleVector b2 = DoubleVector.fromArray(SPECIES, tile, 5 * LANES);
    DoubleVector a3 = DoubleVector.fromArray(SPECIES, tile, 6 * LANES);
    DoubleVector b3 = DoubleVector.fromArray(SPECIES, tile, 7 * LANES);
    for (int j = 0; j < count; j++) {
      DoubleVector s = load(g, at + j * WIDTH);
      DoubleVector t = load(g, at + j * WIDTH + LANES);
      s = add(x, o0 + j, a0, s);
      t = add(x, o0 + j, b0, t);
      s = add(x, o1 + j, a1, s);
      t = add(x, o1 + j, b1, t);
      s = add(x, o2 + j, a2, s);
      t = add(x, o2 + j, b2, t);
      s = add(x, o3 + j, a3, s);
      t = add(x, o3 + j, b3, t);
      s.intoArray(g, at + j * WIDTH);
      t.intoArray(g, at + j * WIDTH + LANES);
    }
  }

  /** sum + x[at] times the vector. */
  private static DoubleVector add(double[] x, int at, DoubleVector vector, DoubleVector sum) {
    return vector.fma(broadcast(x[at]), sum);
  }
}
