package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Svd;

/** Dual solutions of {@link Costs}: p whose Xᵀp is to be within the slopes at 0. */
final class PursuitDual {

  private final Constraint constraint;
  private final DesignMatrix x;
  private final Costs costs;

  PursuitDual(Constraint constraint, Costs costs) {
    this.constraint = constraint;
    this.x = constraint.given().design();
    this.costs = costs;
  }

  /** Scales q down to Aᵀq within the slopes at 0 where rounding left it beyond; returns Aᵀq. */
  double[] feasible(DesignMatrix a, double[] q) {
    double[] z = new double[a.columns()];
    a.multiplyTransposed(1, q, z);
    double top = 1;
    for (int j = 0; j < z.length; j++) {
      double slope = z[j] < 0 ? costs.down()[j] : costs.up()[j];
      top = slope > 0 ? Math.max(top, Math.abs(z[j]) / slope) : top;
    }
    if (top > 1) {
      for (int i = 0; i < q.length; i++) {
        q[i] /= top;
      }
      a.multiplyTransposed(1, q, z);
    }
    return z;
  }

  /** The p of X with Xᵀp = Aᵀq, where A is X or spans its rows. */
  double[] ofX(double[] q, double[] wanted) {
    if (constraint.a() == x) {
      return q;
    }
    double[] rest = new double[wanted.length];
    Svd svd = Svd.of(x);
    double[] p = new double[x.rows()];
    for (int pass = 0; pass < 3; pass++) {
      x.multiplyTransposed(-1, p, rest);
      Kernels.axpy(1, wanted, rest);
      double[] c = svd.rightProducts(rest);
      for (int j = 0; j < c.length; j++) {
        c[j] /= svd.singularValue(j);
      }
      svd.addLeftCombination(c, p);
    }
    feasible(x, p);
    return p;
  }
}
