package dev.mirrorflow.kernel;

import static dev.mirrorflow.kernel.VectorKernels.LANES;
import static dev.mirrorflow.kernel.VectorKernels.SPECIES;
import static dev.mirrorflow.kernel.VectorKernels.broadcast;
import static dev.mirrorflow.kernel.VectorKernels.load;

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
        max = max.max(load(g, t).abs());
      }
      max.intoArray(largest, lane);
    }
  }

  static void gradientSquaredNorms(double[] u, double[] v, double[] g, int width, double[] norms) {
    for (int lane = 0; lane < width; lane += LANES) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      for (int t = lane; t < g.length; t += width) {
        DoubleVector vg = load(g, t);
        DoubleVector a = load(u, t).mul(vg);
        DoubleVector b = load(v, t).mul(vg);
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
        DoubleVector vu = load(u, t);
        DoubleVector vv = load(v, t);
        DoubleVector weight = vu.fma(vu, vv.mul(vv));
        sum = weight.sub(load(reference, t)).max(zero).fma(broadcast(bounds[j]), sum);
      }
      sum.intoArray(growth, lane);
    }
  }

  /** Which lanes of the vector at t move. */
  private static VectorMask<Double> moving(DoubleVector eta) {
    return eta.compare(VectorOperators.NE, 0);
  }

  private static void put(DoubleVector value, double[] a, int t, VectorMask<Double> moving) {
    load(a, t).blend(value, moving).intoArray(a, t);
  }

  static void hadamardStep(
      double[] u, double[] v, double[] g, double[] eta, int width, double[] theta) {
    for (int t = 0; t < u.length; t += LANES) {
      DoubleVector etas = load(eta, t & (width - 1));
      VectorMask<Double> moving = moving(etas);
      DoubleVector step = load(g, t).mul(etas.neg());
      DoubleVector vu = load(u, t);
      DoubleVector vv = load(v, t);
      DoubleVector un = step.fma(vv, vu);
      DoubleVector vn = step.fma(vu, vv);
      put(un, u, t, moving);
      put(vn, v, t, moving);
      put(un.mul(vn), theta, t, moving);
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
    DoubleVector vb = broadcast(beta);
    for (int t = 0; t < u.length; t += LANES) {
      DoubleVector etas = load(eta, t & (width - 1));
      VectorMask<Double> moving = moving(etas);
      DoubleVector step = load(g, t).mul(etas.neg());
      DoubleVector vu = load(u, t);
      DoubleVector vv = load(v, t);
      DoubleVector pu = step.fma(vv, load(velocityU, t).mul(vb));
      DoubleVector pv = step.fma(vu, load(velocityV, t).mul(vb));
      DoubleVector un = vu.add(pu);
      DoubleVector vn = vv.add(pv);
      put(pu, velocityU, t, moving);
      put(pv, velocityV, t, moving);
      put(un, u, t, moving);
      put(vn, v, t, moving);
      put(un.mul(vn), theta, t, moving);
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
    DoubleVector vb = broadcast(beta);
    for (int t = 0; t < u.length; t += LANES) {
      DoubleVector etas = load(eta, t & (width - 1));
      VectorMask<Double> moving = moving(etas);
      DoubleVector step = load(g, t).mul(etas.neg());
      DoubleVector au = load(aheadU, t);
      DoubleVector av = load(aheadV, t);
      DoubleVector un = step.fma(av, au);
      DoubleVector vn = step.fma(au, av);
      DoubleVector bu = un.sub(load(u, t)).fma(vb, un);
      DoubleVector bv = vn.sub(load(v, t)).fma(vb, vn);
      put(un, u, t, moving);
      put(vn, v, t, moving);
      put(bu, aheadU, t, moving);
      put(bv, aheadV, t, moving);
      put(bu.mul(bv), theta, t, moving);
    }
  }
}
