package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * The end of basis pursuit where the solution has fewer than n entries: the support S above the
 * widest gap of |θ|, θ_S = X_S⁺ y, and the p nearest to that of the flow with X_Sᵀp = sign θ_S.
 * Taken only if θ interpolates to rounding and |Xᵀp| &lt;= 1, which proves it.
 */
final class SupportVertex {

  private static final double ROUNDING = 1e-11;
  private static final double INDEPENDENT = 1e-6;

  private final Constraint constraint;
  private final DesignMatrix a;
  private final double[] b;

  SupportVertex(Constraint constraint) {
    this.constraint = constraint;
    this.a = constraint.a();
    this.b = constraint.b();
  }

  /**
   * The vertex, or null where it is not proved.
   *
   * @param theta θ near the limit for a small I
   * @param dual an approximate p
   */
  Vertex tryAt(double[] theta, double[] dual) {
    int[] order = IndependentColumns.bySize(theta);
    int size = aboveWidestGap(theta, order);
    if (size == 0) {
      return null;
    }
    int[] wanted = Arrays.copyOf(order, size);
    int[] support = IndependentColumns.choose(a, wanted, size, INDEPENDENT);
    DesignMatrix columns = DesignMatrix.zeros(support.length, a.rows());
    double[] column = new double[a.rows()];
    for (int s = 0; s < support.length; s++) {
      a.copyColumn(support[s], column);
      columns.setRow(s, column);
    }
    Cholesky gram;
    try {
      gram = gramOf(columns);
    } catch (ComputationException e) {
      return null;
    }
    double[] onSupport = leastSquares(columns, gram);
    if (onSupport == null) {
      return null;
    }
    double[] moved = movedOnto(columns, gram, onSupport, dual);
    double[] z = new double[a.columns()];
    a.multiplyTransposed(1, moved, z);
    for (double t : z) {
      if (!(Math.abs(t) <= 1 + Vertex.DUAL_ROUNDING)) {
        return null;
      }
    }
    double[] correction = correction(support, columns, gram, onSupport);
    Kernels.axpy(1, correction, onSupport);
    return Vertex.of(
        constraint, support, onSupport, correction(support, columns, gram, onSupport), moved);
  }

  /** What the residual in twice the digits asks for. */
  private double[] correction(
      int[] support, DesignMatrix columns, Cholesky gram, double[] onSupport) {
    double[] correction = new double[support.length];
    columns.multiply(Vertex.residual(constraint, support, onSupport), correction);
    gram.solve(correction);
    return correction;
  }

  /** How many entries lie above the widest gap, if fewer than n; 0 if there is no gap. */
  private int aboveWidestGap(double[] theta, int[] order) {
    double gap = 1;
    int best = 0;
    for (int k = 1; k < Math.min(a.rows(), order.length); k++) {
      double ratio = Math.abs(theta[order[k - 1]] / theta[order[k]]);
      if (ratio > gap) {
        gap = ratio;
        best = k;
      }
    }
    return best;
  }

  /** θ_S, or null where it leaves a residual. */
  private double[] leastSquares(DesignMatrix columns, Cholesky gram) {
    double[] out = new double[columns.rows()];
    double[] rest = b.clone();
    for (int pass = 0; pass < 2; pass++) {
      double[] correction = new double[out.length];
      columns.multiply(rest, correction);
      gram.solve(correction);
      Kernels.axpy(1, correction, out);
      columns.multiplyTransposed(-1, out, rest);
      Kernels.axpy(1, b, rest);
    }
    double miss = Norms.l2(rest) / Norms.l2(b);
    return miss <= ROUNDING ? out : null;
  }

  private static double[] movedOnto(
      DesignMatrix columns, Cholesky gram, double[] onSupport, double[] dual) {
    double[] moved = dual.clone();
    double[] miss = new double[onSupport.length];
    double[] step = new double[dual.length];
    for (int pass = 0; pass < 2; pass++) {
      columns.multiply(moved, miss);
      for (int s = 0; s < miss.length; s++) {
        miss[s] = Math.signum(onSupport[s]) - miss[s];
      }
      gram.solve(miss);
      columns.multiplyTransposed(1, miss, step);
      Kernels.axpy(1, step, moved);
    }
    return moved;
  }

  private static Cholesky gramOf(DesignMatrix columns) {
    int k = columns.rows();
    double[] gram = new double[k * k];
    for (int s = 0; s < k; s++) {
      for (int t = 0; t <= s; t++) {
        gram[s + t * k] = columns.rowDot(s, t);
      }
    }
    return Cholesky.of(gram, k);
  }
}
