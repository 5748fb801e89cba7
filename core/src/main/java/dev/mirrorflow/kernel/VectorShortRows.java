package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * The kernels of {@link VectorRows} on blocks of rows that are up to {@link #LONGEST} coordinates
 * long: one, two or three vectors, the last of which is masked.
 */
final class VectorShortRows {

  /** Beyond three vectors a row is work enough, and eight rows share each load of theta. */
  static final int LONGEST = Math.max(3 * LANES, FewColumns.MOST);

  private static final VectorShuffle<Double> BY_FOUR = rotation(4);
  private static final VectorShuffle<Double> BY_TWO = rotation(2);
  private static final VectorShuffle<Double> BY_ONE = rotation(1);

  private static final ThreadLocal<double[]> WEIGHTS =
      ThreadLocal.withInitial(() -> new double[FusedRows.BLOCK]);

  private VectorShortRows() {}

  private static VectorShuffle<Double> rotation(int by) {
    return VectorShuffle.fromOp(SPECIES, lane -> (lane + by) % LANES);
  }

  /** {@code out[at + k] = <x[starts[k] ..], theta>} for k &lt; count. */
  static void dots(double[] x, int[] starts, int count, double[] theta, double[] out, int at) {
    if (theta.length <= FewColumns.MOST) {
      FewColumns.dots(x, starts, count, theta, out, at);
      return;
    }
    if (theta.length <= LANES) {
      dots1(x, starts, count, theta, out, at);
    } else if (theta.length <= 2 * LANES) {
      dots2(x, starts, count, theta, out, at);
    } else {
      dots3(x, starts, count, theta, out, at);
    }
  }

  /**
   * Rows of one vector. Lanes are folded onto each other in the order of {@link VectorKernels#sum},
   * here in the loop: a method that took the vector would have to be inlined.
   */
  private static void dots1(
      double[] x, int[] starts, int count, double[] theta, double[] out, int at) {
    VectorMask<Double> in = SPECIES.indexInRange(0, theta.length);
    DoubleVector t = DoubleVector.fromArray(SPECIES, theta, 0, in);
    for (int k = 0; k < count; k++) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, starts[k], in).mul(t);
      p = LANES >= 8 ? p.add(p.rearrange(BY_FOUR)) : p;
      p = LANES >= 4 ? p.add(p.rearrange(BY_TWO)) : p;
      p = LANES >= 2 ? p.add(p.rearrange(BY_ONE)) : p;
      out[at + k] = p.lane(0);
    }
  }

  /** The same of two vectors. */
  private static void dots2(
      double[] x, int[] starts, int count, double[] theta, double[] out, int at) {
    VectorMask<Double> in = SPECIES.indexInRange(LANES, theta.length);
    DoubleVector t = DoubleVector.fromArray(SPECIES, theta, 0);
    DoubleVector u = DoubleVector.fromArray(SPECIES, theta, LANES, in);
    for (int k = 0; k < count; k++) {
      int o = starts[k];
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, o + LANES, in).mul(u);
      p = DoubleVector.fromArray(SPECIES, x, o).fma(t, p);
      p = LANES >= 8 ? p.add(p.rearrange(BY_FOUR)) : p;
      p = LANES >= 4 ? p.add(p.rearrange(BY_TWO)) : p;
      p = LANES >= 2 ? p.add(p.rearrange(BY_ONE)) : p;
      out[at + k] = p.lane(0);
    }
  }

  /** The same of three. */
  private static void dots3(
      double[] x, int[] starts, int count, double[] theta, double[] out, int at) {
    VectorMask<Double> in = SPECIES.indexInRange(2 * LANES, theta.length);
    DoubleVector t = DoubleVector.fromArray(SPECIES, theta, 0);
    DoubleVector u = DoubleVector.fromArray(SPECIES, theta, LANES);
    DoubleVector v = DoubleVector.fromArray(SPECIES, theta, 2 * LANES, in);
    for (int k = 0; k < count; k++) {
      int o = starts[k];
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, o + 2 * LANES, in).mul(v);
      p = DoubleVector.fromArray(SPECIES, x, o + LANES).fma(u, p);
      p = DoubleVector.fromArray(SPECIES, x, o).fma(t, p);
      p = LANES >= 8 ? p.add(p.rearrange(BY_FOUR)) : p;
      p = LANES >= 4 ? p.add(p.rearrange(BY_TWO)) : p;
      p = LANES >= 2 ? p.add(p.rearrange(BY_ONE)) : p;
      out[at + k] = p.lane(0);
    }
  }

  /** {@code out += a * sum_k c[cOffset + k] x[starts[k] ..]} over k &lt; count. */
  static void axpys(
      double a, double[] c, int cOffset, double[] x, int[] starts, int count, double[] out) {
    if (out.length <= FewColumns.MOST) {
      FewColumns.axpys(a, c, cOffset, x, starts, count, out);
      return;
    }
    double[] weights = WEIGHTS.get();
    for (int k = 0; k < count; k++) {
      weights[k] = a * c[cOffset + k];
    }
    int j = 0;
    for (; j <= out.length - LANES; j += LANES) {
      addRows(weights, x, starts, count, out, j);
    }
    if (j < out.length) {
      addLast(weights, x, starts, count, out, j);
    }
  }

  /** On the whole vector of coordinates from j on; even and odd rows in a chain each. */
  private static void addRows(
      double[] weights, double[] x, int[] starts, int count, double[] out, int j) {
    DoubleVector p = DoubleVector.fromArray(SPECIES, out, j);
    DoubleVector q = DoubleVector.zero(SPECIES);
    int k = 0;
    for (; k < count - 1; k += 2) {
      p =
          DoubleVector.fromArray(SPECIES, x, starts[k] + j)
              .fma(DoubleVector.broadcast(SPECIES, weights[k]), p);
      q =
          DoubleVector.fromArray(SPECIES, x, starts[k + 1] + j)
              .fma(DoubleVector.broadcast(SPECIES, weights[k + 1]), q);
    }
    if (k < count) {
      p =
          DoubleVector.fromArray(SPECIES, x, starts[k] + j)
              .fma(DoubleVector.broadcast(SPECIES, weights[k]), p);
    }
    p.add(q).intoArray(out, j);
  }

  /** The same on the last coordinates, fewer than a vector. */
  private static void addLast(
      double[] weights, double[] x, int[] starts, int count, double[] out, int j) {
    VectorMask<Double> in = SPECIES.indexInRange(j, out.length);
    DoubleVector p = DoubleVector.fromArray(SPECIES, out, j, in);
    DoubleVector q = DoubleVector.zero(SPECIES);
    int k = 0;
    for (; k < count - 1; k += 2) {
      p =
          DoubleVector.fromArray(SPECIES, x, starts[k] + j, in)
              .fma(DoubleVector.broadcast(SPECIES, weights[k]), p);
      q =
          DoubleVector.fromArray(SPECIES, x, starts[k + 1] + j, in)
              .fma(DoubleVector.broadcast(SPECIES, weights[k + 1]), q);
    }
    if (k < count) {
      p =
          DoubleVector.fromArray(SPECIES, x, starts[k] + j, in)
              .fma(DoubleVector.broadcast(SPECIES, weights[k]), p);
    }
    p.add(q).intoArray(out, j, in);
  }
}
