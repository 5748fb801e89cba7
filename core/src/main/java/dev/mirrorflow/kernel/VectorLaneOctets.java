package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;

import jdk.incubator.vector.DoubleVector;

/**
 * {@link VectorLanePairs} with eight rows of X, for a CPU with 32 vector registers: sixteen sums
 * stay in them. A chunk of Θ or of the gradient is then loaded, and the gradient stored, half as
 * often, which is what sets the pace once the chunk is in L2. The sums are the same, bit for bit.
 *
 * <p>These two methods are longer than what HotSpot inlines. They need not be: a call is some
 * hundred thousand multiply-adds, and no vector goes in or out.
 */
final class VectorLaneOctets {

  private static final int WIDTH = VectorLanePairs.WIDTH;

  private VectorLaneOctets() {}

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
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector a4 = a0;
    DoubleVector a5 = a0;
    DoubleVector a6 = a0;
    DoubleVector a7 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector b3 = a0;
    DoubleVector b4 = a0;
    DoubleVector b5 = a0;
    DoubleVector b6 = a0;
    DoubleVector b7 = a0;
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
      DoubleVector x4 = DoubleVector.broadcast(SPECIES, x[o4 + j]);
      a4 = x4.fma(p, a4);
      b4 = x4.fma(q, b4);
      DoubleVector x5 = DoubleVector.broadcast(SPECIES, x[o5 + j]);
      a5 = x5.fma(p, a5);
      b5 = x5.fma(q, b5);
      DoubleVector x6 = DoubleVector.broadcast(SPECIES, x[o6 + j]);
      a6 = x6.fma(p, a6);
      b6 = x6.fma(q, b6);
      DoubleVector x7 = DoubleVector.broadcast(SPECIES, x[o7 + j]);
      a7 = x7.fma(p, a7);
      b7 = x7.fma(q, b7);
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
    a4.intoArray(tile, 8 * l);
    b4.intoArray(tile, 9 * l);
    a5.intoArray(tile, 10 * l);
    b5.intoArray(tile, 11 * l);
    a6.intoArray(tile, 12 * l);
    b6.intoArray(tile, 13 * l);
    a7.intoArray(tile, 14 * l);
    b7.intoArray(tile, 15 * l);
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
    DoubleVector b0 = DoubleVector.fromArray(SPECIES, tile, l);
    DoubleVector a1 = DoubleVector.fromArray(SPECIES, tile, 2 * l);
    DoubleVector b1 = DoubleVector.fromArray(SPECIES, tile, 3 * l);
    DoubleVector a2 = DoubleVector.fromArray(SPECIES, tile, 4 * l);
    DoubleVector b2 = DoubleVector.fromArray(SPECIES, tile, 5 * l);
    DoubleVector a3 = DoubleVector.fromArray(SPECIES, tile, 6 * l);
    DoubleVector b3 = DoubleVector.fromArray(SPECIES, tile, 7 * l);
    DoubleVector a4 = DoubleVector.fromArray(SPECIES, tile, 8 * l);
    DoubleVector b4 = DoubleVector.fromArray(SPECIES, tile, 9 * l);
    DoubleVector a5 = DoubleVector.fromArray(SPECIES, tile, 10 * l);
    DoubleVector b5 = DoubleVector.fromArray(SPECIES, tile, 11 * l);
    DoubleVector a6 = DoubleVector.fromArray(SPECIES, tile, 12 * l);
    DoubleVector b6 = DoubleVector.fromArray(SPECIES, tile, 13 * l);
    DoubleVector a7 = DoubleVector.fromArray(SPECIES, tile, 14 * l);
    DoubleVector b7 = DoubleVector.fromArray(SPECIES, tile, 15 * l);
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
      DoubleVector x4 = DoubleVector.broadcast(SPECIES, x[o4 + j]);
      p = x4.fma(a4, p);
      q = x4.fma(b4, q);
      DoubleVector x5 = DoubleVector.broadcast(SPECIES, x[o5 + j]);
      p = x5.fma(a5, p);
      q = x5.fma(b5, q);
      DoubleVector x6 = DoubleVector.broadcast(SPECIES, x[o6 + j]);
      p = x6.fma(a6, p);
      q = x6.fma(b6, q);
      DoubleVector x7 = DoubleVector.broadcast(SPECIES, x[o7 + j]);
      p = x7.fma(a7, p);
      q = x7.fma(b7, q);
      p.intoArray(g, t);
      q.intoArray(g, t + l);
      t += WIDTH;
    }
  }
}
