package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * The updates and the sums over coordinates of {@link VectorLanes}. A vector is one coordinate of
 * some lanes; a coordinate's lanes fill one vector or two, so that there are no tails.
 */
final class VectorLaneSteps {

  private VectorLaneSteps() {}

  static void largest(double[] g, int width, double[] largest) {
    for (int lane = 0; lane < width; lane += LANES) {
      DoubleVector max = DoubleVector.zero(SPECIES);
      for (int t = lane; t < g.length; t += width) {
        max = max.max(DoubleVector.fromArray(SPECIES, g, t).abs());
      }
      max.intoArray(largest, lane);
    }
  }

  static void gradientSquaredNorms(double[] u, double[] v, double[] g, int width, double[] norms) {
    for (int lane = 0; lane < width; lane += LANES) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int t = lane; t < g.length; t += width) {
        DoubleVector vg = DoubleVector.fromArray(SPECIES, g, t);
        DoubleVector a = DoubleVector.fromArray(SPECIES, u, t).mul(vg);
        DoubleVector b = DoubleVector.fromArray(SPECIES, v, t).mul(vg);
        sum = b.fma(b, a.fma(a, sum));
      }
      sum.intoArray(norms, lane);
    }
  }

  static void weightGrowth(
      double[] u, double[] v, double[] reference, double[] bounds, int width, double[] growth) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int lane = 0; lane < width; lane += LANES) {
      DoubleVector sum = zero;
      for (int j = 0; j < bounds.length; j++) {
        int t = j * width + lane;
        DoubleVector vu = DoubleVector.fromArray(SPECIES, u, t);
        DoubleVector vv = DoubleVector.fromArray(SPECIES, v, t);
        DoubleVector weight = vu.fma(vu, vv.mul(vv));
        sum =
            weight
                .sub(DoubleVector.fromArray(SPECIES, reference, t))
                .max(zero)
                .fma(DoubleVector.broadcast(SPECIES, bounds[j]), sum);
      }
      sum.intoArray(growth, lane);
    }
  }

  static void hadamardStep(
      double[] u, double[] v, double[] g, double[] eta, int width, double[] theta) {
    for (int t = 0; t < u.length; t += LANES) {
      DoubleVector etas = DoubleVector.fromArray(SPECIES, eta, t & (width - 1));
      VectorMask<Double> moving = etas.compare(VectorOperators.NE, 0);
      DoubleVector step = DoubleVector.fromArray(SPECIES, g, t).mul(etas.neg());
      DoubleVector vu = DoubleVector.fromArray(SPECIES, u, t);
      DoubleVector vv = DoubleVector.fromArray(SPECIES, v, t);
      DoubleVector un = step.fma(vv, vu);
      DoubleVector vn = step.fma(vu, vv);
      DoubleVector.fromArray(SPECIES, u, t).blend(un, moving).intoArray(u, t);
      DoubleVector.fromArray(SPECIES, v, t).blend(vn, moving).intoArray(v, t);
      DoubleVector.fromArray(SPECIES, theta, t).blend(un.mul(vn), moving).intoArray(theta, t);
    }
  }

  static void hadamardHeavyBall(
      double[] u,
      double[] v,
      double[] velocityU,
      double[] velocityV,
      double[] g,
      double[] eta,
      double beta,
      int width,
      double[] theta) {
    DoubleVector vb = DoubleVector.broadcast(SPECIES, beta);
    for (int t = 0; t < u.length; t += LANES) {
      DoubleVector etas = DoubleVector.fromArray(SPECIES, eta, t & (width - 1));
      VectorMask<Double> moving = etas.compare(VectorOperators.NE, 0);
      DoubleVector step = DoubleVector.fromArray(SPECIES, g, t).mul(etas.neg());
      DoubleVector vu = DoubleVector.fromArray(SPECIES, u, t);
      DoubleVector vv = DoubleVector.fromArray(SPECIES, v, t);
      DoubleVector pu = step.fma(vv, DoubleVector.fromArray(SPECIES, velocityU, t).mul(vb));
      DoubleVector pv = step.fma(vu, DoubleVector.fromArray(SPECIES, velocityV, t).mul(vb));
      DoubleVector un = vu.add(pu);
      DoubleVector vn = vv.add(pv);
      DoubleVector.fromArray(SPECIES, velocityU, t).blend(pu, moving).intoArray(velocityU, t);
      DoubleVector.fromArray(SPECIES, velocityV, t).blend(pv, moving).intoArray(velocityV, t);
      DoubleVector.fromArray(SPECIES, u, t).blend(un, moving).intoArray(u, t);
      DoubleVector.fromArray(SPECIES, v, t).blend(vn, moving).intoArray(v, t);
      DoubleVector.fromArray(SPECIES, theta, t).blend(un.mul(vn), moving).intoArray(theta, t);
    }
  }

  static void hadamardNesterov(
      double[] u,
      double[] v,
      double[] aheadU,
      double[] aheadV,
      double[] g,
      double[] eta,
      double beta,
      int width,
      double[] theta) {
    DoubleVector vb = DoubleVector.broadcast(SPECIES, beta);
    for (int t = 0; t < u.length; t += LANES) {
      DoubleVector etas = DoubleVector.fromArray(SPECIES, eta, t & (width - 1));
      VectorMask<Double> moving = etas.compare(VectorOperators.NE, 0);
      DoubleVector step = DoubleVector.fromArray(SPECIES, g, t).mul(etas.neg());
      DoubleVector au = DoubleVector.fromArray(SPECIES, aheadU, t);
      DoubleVector av = DoubleVector.fromArray(SPECIES, aheadV, t);
      DoubleVector un = step.fma(av, au);
      DoubleVector vn = step.fma(au, av);
      DoubleVector bu = un.sub(DoubleVector.fromArray(SPECIES, u, t)).fma(vb, un);
      DoubleVector bv = vn.sub(DoubleVector.fromArray(SPECIES, v, t)).fma(vb, vn);
      DoubleVector.fromArray(SPECIES, u, t).blend(un, moving).intoArray(u, t);
      DoubleVector.fromArray(SPECIES, v, t).blend(vn, moving).intoArray(v, t);
      DoubleVector.fromArray(SPECIES, aheadU, t).blend(bu, moving).intoArray(aheadU, t);
      DoubleVector.fromArray(SPECIES, aheadV, t).blend(bv, moving).intoArray(aheadV, t);
      DoubleVector.fromArray(SPECIES, theta, t).blend(bu.mul(bv), moving).intoArray(theta, t);
    }
  }
}
