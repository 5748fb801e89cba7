package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;
import static dev.mirrorflow.kernel.VectorKernels.sum;

import jdk.incubator.vector.DoubleVector;

/** The kernels of {@link VectorKernels} on several rows of X at once. */
final class VectorRows extends RowKernels<double[]> {

  private static final int PAIR = 2 * LANES;

  @Override
  int shortRow() {
    return VectorShortRows.LONGEST;
  }

  @Override
  void shortDots(double[] x, int[] starts, int count, double[] theta, double[] out, int at) {
    VectorShortRows.dots(x, starts, count, theta, out, at);
  }

  @Override
  void shortAxpys(
      double a, double[] c, int cOffset, double[] x, int[] starts, int count, double[] out) {
    VectorShortRows.axpys(a, c, cOffset, x, starts, count, out);
  }

  @Override
  double dot(double[] x, int o, double[] theta, int d) {
    return VectorKernels.dotProduct(x, o, theta, 0, d);
  }

  @Override
  void axpy(double a, double[] x, int o, double[] out, int d) {
    VectorKernels.addScaled(a, x, o, out, 0, d);
  }

  @Override
  void dots4(
      double[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] theta,
      int d,
      double[] out,
      int outOffset) {
    double[] sums = RowSums.buffer();
    int j = vectors4(x, o0, o1, o2, o3, theta, d, sums);
    RowSums.fold(sums, 4, out, outOffset);
    last4(x, o0, o1, o2, o3, theta, j, d, out, outOffset);
  }

  /**
   * The inner products on pairs of vectors, lane by lane; gives back the first coordinate left
   * over. Four rows share each load of theta; two accumulators a row cover the latency of the
   * multiply-add.
   */
  private static int vectors4(
      double[] x, int o0, int o1, int o2, int o3, double[] theta, int d, double[] sums) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector b0 = a0;
    DoubleVector b1 = a0;
    DoubleVector b2 = a0;
    DoubleVector b3 = a0;
    int j = 0;
    for (; j <= d - PAIR; j += PAIR) {
      int h = j + LANES;
      DoubleVector t = DoubleVector.fromArray(SPECIES, theta, j);
      DoubleVector s = DoubleVector.fromArray(SPECIES, theta, h);
      a0 = DoubleVector.fromArray(SPECIES, x, o0 + j).fma(t, a0);
      a1 = DoubleVector.fromArray(SPECIES, x, o1 + j).fma(t, a1);
      a2 = DoubleVector.fromArray(SPECIES, x, o2 + j).fma(t, a2);
      a3 = DoubleVector.fromArray(SPECIES, x, o3 + j).fma(t, a3);
      b0 = DoubleVector.fromArray(SPECIES, x, o0 + h).fma(s, b0);
      b1 = DoubleVector.fromArray(SPECIES, x, o1 + h).fma(s, b1);
      b2 = DoubleVector.fromArray(SPECIES, x, o2 + h).fma(s, b2);
      b3 = DoubleVector.fromArray(SPECIES, x, o3 + h).fma(s, b3);
    }
    a0.add(b0).intoArray(sums, 0);
    a1.add(b1).intoArray(sums, LANES);
    a2.add(b2).intoArray(sums, 2 * LANES);
    a3.add(b3).intoArray(sums, 3 * LANES);
    return j;
  }

  /** Adds the coordinates from {@code from} on, fewer than two vectors of them. */
  private static void last4(
      double[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] theta,
      int from,
      int d,
      double[] out,
      int at) {
    int j = from;
    if (j <= d - LANES) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, theta, j);
      out[at] += sum(DoubleVector.fromArray(SPECIES, x, o0 + j).mul(t));
      out[at + 1] += sum(DoubleVector.fromArray(SPECIES, x, o1 + j).mul(t));
      out[at + 2] += sum(DoubleVector.fromArray(SPECIES, x, o2 + j).mul(t));
      out[at + 3] += sum(DoubleVector.fromArray(SPECIES, x, o3 + j).mul(t));
      j += LANES;
    }
    VectorTails.dots4(x, o0, o1, o2, o3, theta, j, d, out, at);
  }

  @Override
  void dots8(
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
      int d,
      double[] out,
      int outOffset) {
    double[] sums = RowSums.buffer();
    int j = vectors8(sums, x, o0, o1, o2, o3, o4, o5, o6, o7, theta, d);
    RowSums.fold(sums, 8, out, outOffset);
    VectorTails.dots4(x, o0, o1, o2, o3, theta, j, d, out, outOffset);
    VectorTails.dots4(x, o4, o5, o6, o7, theta, j, d, out, outOffset + 4);
  }

  /**
   * The inner products on whole vectors, lane by lane; gives back the first coordinate left over.
   * Eight rows share each load of theta. One accumulator a row makes eight chains, enough to cover
   * four cycles of latency at two multiply-adds a cycle.
   */
  private static int vectors8(
      double[] sums,
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
      int d) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector a4 = a0;
    DoubleVector a5 = a0;
    DoubleVector a6 = a0;
    DoubleVector a7 = a0;
    int l = LANES;
    int j = 0;
    for (; j <= d - l; j += l) {
      DoubleVector t = DoubleVector.fromArray(SPECIES, theta, j);
      a0 = DoubleVector.fromArray(SPECIES, x, o0 + j).fma(t, a0);
      a1 = DoubleVector.fromArray(SPECIES, x, o1 + j).fma(t, a1);
      a2 = DoubleVector.fromArray(SPECIES, x, o2 + j).fma(t, a2);
      a3 = DoubleVector.fromArray(SPECIES, x, o3 + j).fma(t, a3);
      a4 = DoubleVector.fromArray(SPECIES, x, o4 + j).fma(t, a4);
      a5 = DoubleVector.fromArray(SPECIES, x, o5 + j).fma(t, a5);
      a6 = DoubleVector.fromArray(SPECIES, x, o6 + j).fma(t, a6);
      a7 = DoubleVector.fromArray(SPECIES, x, o7 + j).fma(t, a7);
    }
    a0.intoArray(sums, 0);
    a1.intoArray(sums, l);
    a2.intoArray(sums, 2 * l);
    a3.intoArray(sums, 3 * l);
    a4.intoArray(sums, 4 * l);
    a5.intoArray(sums, 5 * l);
    a6.intoArray(sums, 6 * l);
    a7.intoArray(sums, 7 * l);
    return j;
  }

  @Override
  void axpys4(
      double a,
      double[] c,
      int cOffset,
      double[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] out,
      int d) {
    DoubleVector v0 = DoubleVector.broadcast(SPECIES, a * c[cOffset]);
    DoubleVector v1 = DoubleVector.broadcast(SPECIES, a * c[cOffset + 1]);
    DoubleVector v2 = DoubleVector.broadcast(SPECIES, a * c[cOffset + 2]);
    DoubleVector v3 = DoubleVector.broadcast(SPECIES, a * c[cOffset + 3]);
    int j = 0;
    for (; j <= d - LANES; j += LANES) {
      // Two short chains instead of one of four: the load of out is not on the longer one.
      DoubleVector p =
          DoubleVector.fromArray(SPECIES, x, o0 + j)
              .fma(v0, DoubleVector.fromArray(SPECIES, out, j));
      DoubleVector q = DoubleVector.fromArray(SPECIES, x, o2 + j).mul(v2);
      p = DoubleVector.fromArray(SPECIES, x, o1 + j).fma(v1, p);
      q = DoubleVector.fromArray(SPECIES, x, o3 + j).fma(v3, q);
      p.add(q).intoArray(out, j);
    }
    VectorTails.axpys4(a, c, cOffset, x, o0, o1, o2, o3, out, j, d);
  }

  @Override
  void axpys8(
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
    double[] weights = RowSums.buffer();
    for (int k = 0; k < 8; k++) {
      weights[k] = a * c[cOffset + k];
    }
    int j = addVectors8(weights, x, o0, o1, o2, o3, o4, o5, o6, o7, out, from, to);
    VectorTails.axpys8(a, c, cOffset, x, o0, o1, o2, o3, o4, o5, o6, o7, out, j, to);
  }

  /**
   * Adds the weighted rows on whole vectors from coordinate {@code from} on; gives back the first
   * coordinate left over. Eight rows share each load and store of out.
   */
  private static int addVectors8(
      double[] weights,
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
    DoubleVector v0 = DoubleVector.broadcast(SPECIES, weights[0]);
    DoubleVector v1 = DoubleVector.broadcast(SPECIES, weights[1]);
    DoubleVector v2 = DoubleVector.broadcast(SPECIES, weights[2]);
    DoubleVector v3 = DoubleVector.broadcast(SPECIES, weights[3]);
    DoubleVector v4 = DoubleVector.broadcast(SPECIES, weights[4]);
    DoubleVector v5 = DoubleVector.broadcast(SPECIES, weights[5]);
    DoubleVector v6 = DoubleVector.broadcast(SPECIES, weights[6]);
    DoubleVector v7 = DoubleVector.broadcast(SPECIES, weights[7]);
    int j = from;
    for (; j <= to - LANES; j += LANES) {
      DoubleVector p =
          DoubleVector.fromArray(SPECIES, x, o0 + j)
              .fma(v0, DoubleVector.fromArray(SPECIES, out, j));
      DoubleVector q = DoubleVector.fromArray(SPECIES, x, o1 + j).mul(v1);
      p = DoubleVector.fromArray(SPECIES, x, o2 + j).fma(v2, p);
      q = DoubleVector.fromArray(SPECIES, x, o3 + j).fma(v3, q);
      p = DoubleVector.fromArray(SPECIES, x, o4 + j).fma(v4, p);
      q = DoubleVector.fromArray(SPECIES, x, o5 + j).fma(v5, q);
      p = DoubleVector.fromArray(SPECIES, x, o6 + j).fma(v6, p);
      q = DoubleVector.fromArray(SPECIES, x, o7 + j).fma(v7, q);
      p.add(q).intoArray(out, j);
    }
    return j;
  }
}
