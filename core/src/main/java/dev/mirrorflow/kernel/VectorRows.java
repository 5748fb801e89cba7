package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;
import static dev.mirrorflow.kernel.VectorKernels.broadcast;
import static dev.mirrorflow.kernel.VectorKernels.load;
import static dev.mirrorflow.kernel.VectorKernels.sum;

import jdk.incubator.vector.DoubleVector;

/** The kernels of {@link VectorKernels} on several rows of X at once. */
final class VectorRows extends RowKernels<double[]> {

  private static final int PAIR = 2 * LANES;

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
    // Four rows share each load of theta; two accumulators a row cover the latency of the
    // multiply-add.
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
      DoubleVector t = load(theta, j);
      DoubleVector s = load(theta, h);
      a0 = load(x, o0 + j).fma(t, a0);
      a1 = load(x, o1 + j).fma(t, a1);
      a2 = load(x, o2 + j).fma(t, a2);
      a3 = load(x, o3 + j).fma(t, a3);
      b0 = load(x, o0 + h).fma(s, b0);
      b1 = load(x, o1 + h).fma(s, b1);
      b2 = load(x, o2 + h).fma(s, b2);
      b3 = load(x, o3 + h).fma(s, b3);
    }
    out[outOffset] = sum(a0.add(b0));
    out[outOffset + 1] = sum(a1.add(b1));
    out[outOffset + 2] = sum(a2.add(b2));
    out[outOffset + 3] = sum(a3.add(b3));
    last4(x, o0, o1, o2, o3, theta, j, d, out, outOffset);
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
      DoubleVector t = load(theta, j);
      out[at] += sum(load(x, o0 + j).mul(t));
      out[at + 1] += sum(load(x, o1 + j).mul(t));
      out[at + 2] += sum(load(x, o2 + j).mul(t));
      out[at + 3] += sum(load(x, o3 + j).mul(t));
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
    int j = vectors8(x, o0, o1, o2, o3, o4, o5, o6, o7, theta, d, sums);
    RowSums.fold(sums, out, outOffset);
    VectorTails.dots4(x, o0, o1, o2, o3, theta, j, d, out, outOffset);
    VectorTails.dots4(x, o4, o5, o6, o7, theta, j, d, out, outOffset + 4);
  }

  /**
   * The inner products on whole vectors, lane by lane; gives back the first coordinate left over.
   * Eight rows share each load of theta. One accumulator a row makes eight chains, enough to cover
   * four cycles of latency at two multiply-adds a cycle.
   */
  private static int vectors8(
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
      double[] sums) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector a4 = a0;
    DoubleVector a5 = a0;
    DoubleVector a6 = a0;
    DoubleVector a7 = a0;
    int j = 0;
    for (; j <= d - LANES; j += LANES) {
      DoubleVector t = load(theta, j);
      a0 = load(x, o0 + j).fma(t, a0);
      a1 = load(x, o1 + j).fma(t, a1);
      a2 = load(x, o2 + j).fma(t, a2);
      a3 = load(x, o3 + j).fma(t, a3);
      a4 = load(x, o4 + j).fma(t, a4);
      a5 = load(x, o5 + j).fma(t, a5);
      a6 = load(x, o6 + j).fma(t, a6);
      a7 = load(x, o7 + j).fma(t, a7);
    }
    a0.intoArray(sums, 0);
    a1.intoArray(sums, LANES);
    a2.intoArray(sums, 2 * LANES);
    a3.intoArray(sums, 3 * LANES);
    a4.intoArray(sums, 4 * LANES);
    a5.intoArray(sums, 5 * LANES);
    a6.intoArray(sums, 6 * LANES);
    a7.intoArray(sums, 7 * LANES);
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
    DoubleVector v0 = broadcast(a * c[cOffset]);
    DoubleVector v1 = broadcast(a * c[cOffset + 1]);
    DoubleVector v2 = broadcast(a * c[cOffset + 2]);
    DoubleVector v3 = broadcast(a * c[cOffset + 3]);
    int j = 0;
    for (; j <= d - LANES; j += LANES) {
      // Two short chains instead of one of four: the load of out is not on the longer one.
      DoubleVector p = load(x, o0 + j).fma(v0, load(out, j));
      DoubleVector q = load(x, o2 + j).mul(v2);
      p = load(x, o1 + j).fma(v1, p);
      q = load(x, o3 + j).fma(v3, q);
      p.add(q).intoArray(out, j);
    }
    VectorTails.axpys4(a, c, cOffset, x, o0, o1, o2, o3, out, j, d);
  }

  /** Eight rows share each load and store of out, on columns [from, to). */
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
    DoubleVector v0 = weight(a, c, cOffset);
    DoubleVector v1 = weight(a, c, cOffset + 1);
    DoubleVector v2 = weight(a, c, cOffset + 2);
    DoubleVector v3 = weight(a, c, cOffset + 3);
    DoubleVector v4 = weight(a, c, cOffset + 4);
    DoubleVector v5 = weight(a, c, cOffset + 5);
    DoubleVector v6 = weight(a, c, cOffset + 6);
    DoubleVector v7 = weight(a, c, cOffset + 7);
    int j = from;
    for (; j <= to - LANES; j += LANES) {
      DoubleVector p = addRow(x, o0, j, v0, load(out, j));
      DoubleVector q = load(x, o1 + j).mul(v1);
      p = addRow(x, o2, j, v2, p);
      q = addRow(x, o3, j, v3, q);
      p = addRow(x, o4, j, v4, p);
      q = addRow(x, o5, j, v5, q);
      p = addRow(x, o6, j, v6, p);
      q = addRow(x, o7, j, v7, q);
      p.add(q).intoArray(out, j);
    }
    VectorTails.axpys8(a, c, cOffset, x, o0, o1, o2, o3, o4, o5, o6, o7, out, j, to);
  }

  private static DoubleVector weight(double a, double[] c, int k) {
    return broadcast(a * c[k]);
  }

  /** sum + weight times the vector at coordinate j of the row that starts at {@code row}. */
  private static DoubleVector addRow(
      double[] x, int row, int j, DoubleVector weight, DoubleVector sum) {
    return load(x, row + j).fma(weight, sum);
  }
}
