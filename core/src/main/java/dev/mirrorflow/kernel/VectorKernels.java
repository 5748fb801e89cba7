package dev.mirrorflow.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on the Vector API: this class, {@link VectorRows} and the others named Vector alone
 * touch the incubator module.
 *
 * <p>Three habits hold throughout. Lanes are summed by {@link #sum} or {@link RowSums}, in an order
 * written down there: {@code reduceLanes(ADD)} leaves the order open and gives other bits
 * interpreted than compiled, which would make results depend on when HotSpot compiles. Every method
 * stays below 325 bytecodes, the size up to which HotSpot inlines a hot method ({@code
 * FreqInlineSize}). And loops call the Vector API itself, which is always inlined; an own helper is
 * left out where a large caller is compiled, and each vector that goes through it becomes an
 * object. (Only the rows in single precision have one, {@code widen}: without it they would be too
 * long.)
 */
final class VectorKernels extends KernelProvider {

  private final LaneProvider lanes = new VectorLanes();
  private final RowKernels<double[]> rows = new VectorRows();

  /** Two lanes is the narrowest vector of floats. */
  private final RowKernels<float[]> singleRows =
      LANES == 1 ? new ScalarSingleRows() : new VectorSingleRows();

  private final BlockProvider<double[]> blocks = new VectorBlocks();

  private final BlockProvider<float[]> singleBlocks =
      LANES == 1 ? new ScalarSingleBlocks() : new VectorSingleBlocks();

  /** Entries of an array of half a megabyte. */
  private static final int LARGE = 1 << 16;

  /** Doubles in a cache line. */
  private static final int LINE = 8;

  static final VectorSpecies<Double> SPECIES = species();
  static final int LANES = SPECIES.length();

  private static VectorSpecies<Double> species() {
    // An SVE machine may prefer more than 512 bits, which sum() does not know.
    return switch (KernelSelection.vectorBits().orElse(Math.min(preferredBits(), 512))) {
      case 64 -> DoubleVector.SPECIES_64;
      case 128 -> DoubleVector.SPECIES_128;
      case 256 -> DoubleVector.SPECIES_256;
      default -> DoubleVector.SPECIES_512;
    };
  }

  /** The width the CPU is best at. */
  static int preferredBits() {
    return DoubleVector.SPECIES_PREFERRED.vectorBitSize();
  }

  /** The width in force. */
  static int vectorBits() {
    return SPECIES.vectorBitSize();
  }

  @Override
  String name() {
    return "vector";
  }

  @Override
  String description() {
    return "vector (" + vectorBits() + " bits)";
  }

  @Override
  LaneProvider lanes() {
    return lanes;
  }

  @Override
  RowKernels<double[]> rows() {
    return rows;
  }

  @Override
  RowKernels<float[]> singleRows() {
    return singleRows;
  }

  @Override
  BlockProvider<double[]> blocks() {
    return blocks;
  }

  @Override
  BlockProvider<float[]> singleBlocks() {
    return singleBlocks;
  }

  /**
   * Sum of the lanes, halves folded onto each other, in the same order whatever compiled it. This
   * and what it calls have 35 bytecodes at most, which HotSpot inlines however rarely the profile
   * has them called; where it does not, the vector becomes an object.
   */
  static double sum(DoubleVector a) {
    return LANES == 8 ? sum4(a, 0) + sum4(a, 1) : narrowSum(a);
  }

  private static double sum4(DoubleVector a, int i) {
    return (a.lane(i) + a.lane(i + 4)) + (a.lane(i + 2) + a.lane(i + 6));
  }

  private static double narrowSum(DoubleVector a) {
    return LANES == 1 ? a.lane(0) : LANES == 2 ? sum2(a, 0, 1) : sum2(a, 0, 2) + sum2(a, 1, 3);
  }

  private static double sum2(DoubleVector a, int i, int k) {
    return a.lane(i) + a.lane(k);
  }

  /**
   * The coordinate from which vectors of large arrays lie on their own boundaries. The garbage
   * collector puts an array of half a megabyte or more at the start of a region, 16 bytes before
   * its first entry: where each second vector crossed a cache line, stores would take a third
   * longer. Where smaller arrays lie is not known, and they start at {@code from}.
   */
  private static int aligned(int from, int to) {
    return to - from < LARGE ? from : from + (CacheLine.FIRST_DOUBLE - from & LINE - 1);
  }

  @Override
  double dot(double[] x, int xOffset, double[] y, int yOffset, int n) {
    return dotProduct(x, xOffset, y, yOffset, n);
  }

  static double dotProduct(double[] x, int xOffset, double[] y, int yOffset, int n) {
    // Four accumulators: a fused multiply-add takes four cycles, and most CPUs start one or two per
    // cycle.
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    int j = 0;
    for (; j <= n - 4 * LANES; j += 4 * LANES) {
      a0 =
          DoubleVector.fromArray(SPECIES, x, xOffset + j)
              .fma(DoubleVector.fromArray(SPECIES, y, yOffset + j), a0);
      a1 =
          DoubleVector.fromArray(SPECIES, x, xOffset + j + LANES)
              .fma(DoubleVector.fromArray(SPECIES, y, yOffset + j + LANES), a1);
      a2 =
          DoubleVector.fromArray(SPECIES, x, xOffset + j + 2 * LANES)
              .fma(DoubleVector.fromArray(SPECIES, y, yOffset + j + 2 * LANES), a2);
      a3 =
          DoubleVector.fromArray(SPECIES, x, xOffset + j + 3 * LANES)
              .fma(DoubleVector.fromArray(SPECIES, y, yOffset + j + 3 * LANES), a3);
    }
    for (; j <= n - LANES; j += LANES) {
      a0 =
          DoubleVector.fromArray(SPECIES, x, xOffset + j)
              .fma(DoubleVector.fromArray(SPECIES, y, yOffset + j), a0);
    }
    double sum = sum(a0.add(a1).add(a2.add(a3)));
    return VectorTails.dot(sum, x, xOffset, y, yOffset, j, n);
  }

  @Override
  void axpy(double a, double[] x, int xOffset, double[] y, int yOffset, int n) {
    addScaled(a, x, xOffset, y, yOffset, n);
  }

  static void addScaled(double a, double[] x, int xOffset, double[] y, int yOffset, int n) {
    DoubleVector va = DoubleVector.broadcast(SPECIES, a);
    int j = 0;
    for (; j <= n - LANES; j += LANES) {
      DoubleVector.fromArray(SPECIES, x, xOffset + j)
          .fma(va, DoubleVector.fromArray(SPECIES, y, yOffset + j))
          .intoArray(y, yOffset + j);
    }
    VectorTails.axpy(a, x, xOffset, y, yOffset, j, n);
  }

  @Override
  void hadamard(
      double[] x, int xOffset, double[] y, int yOffset, double[] out, int outOffset, int n) {
    int j = 0;
    for (; j <= n - LANES; j += LANES) {
      DoubleVector.fromArray(SPECIES, x, xOffset + j)
          .mul(DoubleVector.fromArray(SPECIES, y, yOffset + j))
          .intoArray(out, outOffset + j);
    }
    VectorTails.hadamard(x, xOffset, y, yOffset, out, outOffset, j, n);
  }

  @Override
  void hadamardGradients(
      double[] u, double[] v, double[] g, double[] gradU, double[] gradV, int from, int to) {
    int j = aligned(from, to);
    VectorTails.hadamardGradients(u, v, g, gradU, gradV, from, j);
    for (; j <= to - LANES; j += LANES) {
      DoubleVector vg = DoubleVector.fromArray(SPECIES, g, j);
      DoubleVector vu = DoubleVector.fromArray(SPECIES, u, j);
      DoubleVector.fromArray(SPECIES, v, j).mul(vg).intoArray(gradU, j);
      vu.mul(vg).intoArray(gradV, j);
    }
    VectorTails.hadamardGradients(u, v, g, gradU, gradV, j, to);
  }

  @Override
  double hadamardGradientSquaredNorm(double[] u, double[] v, double[] g, int from, int to) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = a;
    int j = from;
    for (; j <= to - LANES; j += LANES) {
      DoubleVector vg = DoubleVector.fromArray(SPECIES, g, j);
      DoubleVector p = DoubleVector.fromArray(SPECIES, u, j).mul(vg);
      DoubleVector q = DoubleVector.fromArray(SPECIES, v, j).mul(vg);
      a = p.fma(p, a);
      b = q.fma(q, b);
    }
    double sum = sum(a.add(b));
    return VectorTails.hadamardGradientSquaredNorm(sum, u, v, g, j, to);
  }

  @Override
  void hadamardStep(
      double[] u, double[] v, double[] g, double eta, double[] theta, int from, int to) {
    int j = aligned(from, to);
    VectorTails.hadamardStep(u, v, g, eta, theta, from, j);
    DoubleVector minusEta = DoubleVector.broadcast(SPECIES, -eta);
    // Two vectors a turn, loaded before either is stored: a load need not wait for a store that may
    // be to the same place.
    for (; j <= to - 2 * LANES; j += 2 * LANES) {
      int k = j + LANES;
      DoubleVector step = DoubleVector.fromArray(SPECIES, g, j).mul(minusEta);
      DoubleVector step2 = DoubleVector.fromArray(SPECIES, g, k).mul(minusEta);
      DoubleVector vu = DoubleVector.fromArray(SPECIES, u, j);
      DoubleVector vu2 = DoubleVector.fromArray(SPECIES, u, k);
      DoubleVector vv = DoubleVector.fromArray(SPECIES, v, j);
      DoubleVector vv2 = DoubleVector.fromArray(SPECIES, v, k);
      DoubleVector un = step.fma(vv, vu);
      DoubleVector un2 = step2.fma(vv2, vu2);
      DoubleVector vn = step.fma(vu, vv);
      DoubleVector vn2 = step2.fma(vu2, vv2);
      un.intoArray(u, j);
      un2.intoArray(u, k);
      vn.intoArray(v, j);
      vn2.intoArray(v, k);
      un.mul(vn).intoArray(theta, j);
      un2.mul(vn2).intoArray(theta, k);
    }
    VectorTails.hadamardStep(u, v, g, eta, theta, j, to);
  }

  @Override
  void hadamardTrial(
      double[] u, double[] v, double[] g, double eta, double[] theta, int from, int to) {
    DoubleVector minusEta = DoubleVector.broadcast(SPECIES, -eta);
    int j = aligned(from, to);
    VectorTails.hadamardTrial(u, v, g, eta, theta, from, j);
    for (; j <= to - LANES; j += LANES) {
      DoubleVector step = DoubleVector.fromArray(SPECIES, g, j).mul(minusEta);
      DoubleVector vu = DoubleVector.fromArray(SPECIES, u, j);
      DoubleVector vv = DoubleVector.fromArray(SPECIES, v, j);
      step.fma(vv, vu).mul(step.fma(vu, vv)).intoArray(theta, j);
    }
    VectorTails.hadamardTrial(u, v, g, eta, theta, j, to);
  }

  @Override
  void heavyBall(
      double[] w, double[] velocity, double[] g, double eta, double beta, int from, int to) {
    DoubleVector minusEta = DoubleVector.broadcast(SPECIES, -eta);
    DoubleVector vb = DoubleVector.broadcast(SPECIES, beta);
    int j = aligned(from, to);
    VectorTails.heavyBall(w, velocity, g, eta, beta, from, j);
    for (; j <= to - LANES; j += LANES) {
      DoubleVector p =
          DoubleVector.fromArray(SPECIES, g, j)
              .fma(minusEta, DoubleVector.fromArray(SPECIES, velocity, j).mul(vb));
      p.intoArray(velocity, j);
      DoubleVector.fromArray(SPECIES, w, j).add(p).intoArray(w, j);
    }
    VectorTails.heavyBall(w, velocity, g, eta, beta, j, to);
  }

  @Override
  void hadamardHeavyBall(
      double[] u,
      double[] v,
      double[] velocityU,
      double[] velocityV,
      double[] g,
      double eta,
      double beta,
      double[] theta,
      int from,
      int to) {
    DoubleVector minusEta = DoubleVector.broadcast(SPECIES, -eta);
    DoubleVector vb = DoubleVector.broadcast(SPECIES, beta);
    int j = aligned(from, to);
    VectorTails.hadamardHeavyBall(u, v, velocityU, velocityV, g, eta, beta, theta, from, j);
    for (; j <= to - LANES; j += LANES) {
      DoubleVector step = DoubleVector.fromArray(SPECIES, g, j).mul(minusEta);
      DoubleVector vu = DoubleVector.fromArray(SPECIES, u, j);
      DoubleVector vv = DoubleVector.fromArray(SPECIES, v, j);
      DoubleVector pu = step.fma(vv, DoubleVector.fromArray(SPECIES, velocityU, j).mul(vb));
      DoubleVector pv = step.fma(vu, DoubleVector.fromArray(SPECIES, velocityV, j).mul(vb));
      pu.intoArray(velocityU, j);
      pv.intoArray(velocityV, j);
      DoubleVector un = vu.add(pu);
      DoubleVector vn = vv.add(pv);
      un.intoArray(u, j);
      vn.intoArray(v, j);
      un.mul(vn).intoArray(theta, j);
    }
    VectorTails.hadamardHeavyBall(u, v, velocityU, velocityV, g, eta, beta, theta, j, to);
  }

  @Override
  void nesterov(double[] w, double[] ahead, double[] g, double eta, double beta, int from, int to) {
    DoubleVector minusEta = DoubleVector.broadcast(SPECIES, -eta);
    DoubleVector vb = DoubleVector.broadcast(SPECIES, beta);
    int j = aligned(from, to);
    VectorTails.nesterov(w, ahead, g, eta, beta, from, j);
    for (; j <= to - LANES; j += LANES) {
      DoubleVector wn =
          DoubleVector.fromArray(SPECIES, g, j)
              .fma(minusEta, DoubleVector.fromArray(SPECIES, ahead, j));
      wn.sub(DoubleVector.fromArray(SPECIES, w, j)).fma(vb, wn).intoArray(ahead, j);
      wn.intoArray(w, j);
    }
    VectorTails.nesterov(w, ahead, g, eta, beta, j, to);
  }

  @Override
  void hadamardNesterov(
      double[] u,
      double[] v,
      double[] aheadU,
      double[] aheadV,
      double[] g,
      double eta,
      double beta,
      double[] theta,
      int from,
      int to) {
    DoubleVector minusEta = DoubleVector.broadcast(SPECIES, -eta);
    DoubleVector vb = DoubleVector.broadcast(SPECIES, beta);
    int j = aligned(from, to);
    VectorTails.hadamardNesterov(u, v, aheadU, aheadV, g, eta, beta, theta, from, j);
    for (; j <= to - LANES; j += LANES) {
      DoubleVector step = DoubleVector.fromArray(SPECIES, g, j).mul(minusEta);
      DoubleVector au = DoubleVector.fromArray(SPECIES, aheadU, j);
      DoubleVector av = DoubleVector.fromArray(SPECIES, aheadV, j);
      DoubleVector un = step.fma(av, au);
      DoubleVector vn = step.fma(au, av);
      DoubleVector bu = un.sub(DoubleVector.fromArray(SPECIES, u, j)).fma(vb, un);
      DoubleVector bv = vn.sub(DoubleVector.fromArray(SPECIES, v, j)).fma(vb, vn);
      un.intoArray(u, j);
      vn.intoArray(v, j);
      bu.intoArray(aheadU, j);
      bv.intoArray(aheadV, j);
      bu.mul(bv).intoArray(theta, j);
    }
    VectorTails.hadamardNesterov(u, v, aheadU, aheadV, g, eta, beta, theta, j, to);
  }
}
