package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;
import static dev.mirrorflow.kernel.VectorKernels.sum;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels of {@link VectorKernels} on rows of X in single precision: each vector of floats is
 * widened, exactly, on its way from memory, so that only the traffic is halved.
 */
final class VectorSingleRows extends RowKernels<float[]> {

  private static final int PAIR = 2 * LANES;

  /** As many floats as {@link VectorKernels#SPECIES} has doubles. */
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(float.class, VectorShape.forBitSize(Math.max(2, LANES) * Float.SIZE));

  private static final ThreadLocal<WidenedRows> WIDENED = ThreadLocal.withInitial(WidenedRows::new);

  private static DoubleVector widen(float[] x, int at) {
    return (DoubleVector) FloatVector.fromArray(FLOATS, x, at).castShape(SPECIES, 0);
  }

  @Override
  int shortRow() {
    return VectorShortRows.LONGEST;
  }

  @Override
  void shortDots(float[] x, int[] starts, int count, double[] theta, double[] out, int at) {
    WIDENED.get().dots(x, starts, count, theta, out, at);
  }

  @Override
  void shortAxpys(
      double a, double[] c, int cOffset, float[] x, int[] starts, int count, double[] out) {
    WIDENED.get().axpys(a, c, cOffset, x, starts, count, out);
  }

  @Override
  double dot(float[] x, int o, double[] theta, int d) {
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int j = 0;
    for (; j <= d - 4 * LANES; j += 4 * LANES) {
      a0 = widen(x, o + j).fma(DoubleVector.fromArray(SPECIES, theta, j), a0);
      a1 = widen(x, o + j + LANES).fma(DoubleVector.fromArray(SPECIES, theta, j + LANES), a1);
      a2 =
          widen(x, o + j + 2 * LANES)
              .fma(DoubleVector.fromArray(SPECIES, theta, j + 2 * LANES), a2);
      a3 =
          widen(x, o + j + 3 * LANES)
              .fma(DoubleVector.fromArray(SPECIES, theta, j + 3 * LANES), a3);
    }
    for (; j <= d - LANES; j += LANES) {
      a0 = widen(x, o + j).fma(DoubleVector.fromArray(SPECIES, theta, j), a0);
    }
    return tail(sum(a0.add(a1).add(a2.add(a3))), x, o, theta, j, d);
  }

  @Override
  void axpy(double a, float[] x, int o, double[] out, int d) {
    DoubleVector va = DoubleVector.broadcast(SPECIES, a);
    int j = 0;
    for (; j <= d - LANES; j += LANES) {
      widen(x, o + j).fma(va, DoubleVector.fromArray(SPECIES, out, j)).intoArray(out, j);
    }
    for (; j < d; j++) {
      out[j] = Math.fma(x[o + j], a, out[j]);
    }
  }

  @Override
  void dots4(
      float[] x,
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
      float[] x, int o0, int o1, int o2, int o3, double[] theta, int d, double[] sums) {
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
      a0 = widen(x, o0 + j).fma(t, a0);
      a1 = widen(x, o1 + j).fma(t, a1);
      a2 = widen(x, o2 + j).fma(t, a2);
      a3 = widen(x, o3 + j).fma(t, a3);
      b0 = widen(x, o0 + h).fma(s, b0);
      b1 = widen(x, o1 + h).fma(s, b1);
      b2 = widen(x, o2 + h).fma(s, b2);
      b3 = widen(x, o3 + h).fma(s, b3);
    }
    a0.add(b0).intoArray(sums, 0);
    a1.add(b1).intoArray(sums, LANES);
    a2.add(b2).intoArray(sums, 2 * LANES);
    a3.add(b3).intoArray(sums, 3 * LANES);
    return j;
  }

  /** Adds the coordinates from {@code from} on, fewer than two vectors of them. */
  private static void last4(
      float[] x,
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
      out[at] += sum(widen(x, o0 + j).mul(t));
      out[at + 1] += sum(widen(x, o1 + j).mul(t));
      out[at + 2] += sum(widen(x, o2 + j).mul(t));
      out[at + 3] += sum(widen(x, o3 + j).mul(t));
      j += LANES;
    }
    tails(x, o0, o1, o2, o3, theta, j, d, out, at);
  }

  @Override
  void dots8(
      float[] x,
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
    RowSums.fold(sums, 8, out, outOffset);
    tails(x, o0, o1, o2, o3, theta, j, d, out, outOffset);
    tails(x, o4, o5, o6, o7, theta, j, d, out, outOffset + 4);
  }

  /**
   * The inner products on whole vectors, lane by lane; gives back the first coordinate left over.
   * Eight rows share each load of theta. One accumulator a row makes eight chains, enough to cover
   * four cycles of latency at two multiply-adds a cycle.
   */
  private static int vectors8(
      float[] x,
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
      DoubleVector t = DoubleVector.fromArray(SPECIES, theta, j);
      a0 = widen(x, o0 + j).fma(t, a0);
      a1 = widen(x, o1 + j).fma(t, a1);
      a2 = widen(x, o2 + j).fma(t, a2);
      a3 = widen(x, o3 + j).fma(t, a3);
      a4 = widen(x, o4 + j).fma(t, a4);
      a5 = widen(x, o5 + j).fma(t, a5);
      a6 = widen(x, o6 + j).fma(t, a6);
      a7 = widen(x, o7 + j).fma(t, a7);
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
      float[] x,
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
      DoubleVector p = widen(x, o0 + j).fma(v0, DoubleVector.fromArray(SPECIES, out, j));
      DoubleVector q = widen(x, o2 + j).mul(v2);
      p = widen(x, o1 + j).fma(v1, p);
      q = widen(x, o3 + j).fma(v3, q);
      p.add(q).intoArray(out, j);
    }
    for (; j < d; j++) {
      double p = Math.fma(x[o0 + j], a * c[cOffset], out[j]);
      double q = x[o2 + j] * (a * c[cOffset + 2]);
      p = Math.fma(x[o1 + j], a * c[cOffset + 1], p);
      q = Math.fma(x[o3 + j], a * c[cOffset + 3], q);
      out[j] = p + q;
    }
  }

  /** Eight rows share each load and store of out, on columns [from, to). */
  @Override
  void axpys8(
      double a,
      double[] c,
      int cOffset,
      float[] x,
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
      DoubleVector p = addRow(x, o0, j, v0, DoubleVector.fromArray(SPECIES, out, j));
      DoubleVector q = widen(x, o1 + j).mul(v1);
      p = addRow(x, o2, j, v2, p);
      q = addRow(x, o3, j, v3, q);
      p = addRow(x, o4, j, v4, p);
      q = addRow(x, o5, j, v5, q);
      p = addRow(x, o6, j, v6, p);
      q = addRow(x, o7, j, v7, q);
      p.add(q).intoArray(out, j);
    }
    addLast8(a, c, cOffset, x, o0, o1, o2, o3, o4, o5, o6, o7, out, j, to);
  }

  private static void addLast8(
      double a,
      double[] c,
      int cOffset,
      float[] x,
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
    for (int j = from; j < to; j++) {
      double p = Math.fma(x[o0 + j], a * c[cOffset], out[j]);
      double q = x[o1 + j] * (a * c[cOffset + 1]);
      p = Math.fma(x[o2 + j], a * c[cOffset + 2], p);
      q = Math.fma(x[o3 + j], a * c[cOffset + 3], q);
      p = Math.fma(x[o4 + j], a * c[cOffset + 4], p);
      q = Math.fma(x[o5 + j], a * c[cOffset + 5], q);
      p = Math.fma(x[o6 + j], a * c[cOffset + 6], p);
      q = Math.fma(x[o7 + j], a * c[cOffset + 7], q);
      out[j] = p + q;
    }
  }

  private static DoubleVector weight(double a, double[] c, int k) {
    return DoubleVector.broadcast(SPECIES, a * c[k]);
  }

  /** sum + weight times the vector at coordinate j of the row that starts at {@code row}. */
  private static DoubleVector addRow(
      float[] x, int row, int j, DoubleVector weight, DoubleVector sum) {
    return widen(x, row + j).fma(weight, sum);
  }

  /** Adds the last coordinates of an inner product, from j = {@code from}, to its head. */
  private static double tail(double head, float[] x, int o, double[] theta, int from, int d) {
    double sum = head;
    for (int j = from; j < d; j++) {
      sum = Math.fma(x[o + j], theta[j], sum);
    }
    return sum;
  }

  private static void tails(
      float[] x,
      int o0,
      int o1,
      int o2,
      int o3,
      double[] theta,
      int from,
      int d,
      double[] out,
      int at) {
    out[at] += tail(0, x, o0, theta, from, d);
    out[at + 1] += tail(0, x, o1, theta, from, d);
    out[at + 2] += tail(0, x, o2, theta, from, d);
    out[at + 3] += tail(0, x, o3, theta, from, d);
  }
}
