package dev.mirrorflow.descent;

import dev.mirrorflow.linalg.DesignMatrix;

/**
 * A bound on λmax of X_B diag(w) X_Bᵀ/b over all batches B of b samples: min(max_i Σ_j w_j x_ij², n
 * λmax/b). For the full batch this is λmax itself.
 */
final class BatchCurvature {

  private final DesignMatrix x;
  private final Curvature curvature;
  private final int batch;

  BatchCurvature(DesignMatrix x, Batches batches) {
    this.x = x;
    this.curvature = new Curvature(x);
    this.batch = batches instanceof Batches.Mini mini ? Math.min(mini.size(), x.rows()) : x.rows();
  }

  /** The bound under weights w, null for all ones. */
  double bound(double[] w, double tolerance, int maxIterations) {
    double all = curvature.largest(w, tolerance, maxIterations) * x.rows() / batch;
    if (batch == x.rows()) {
      return all;
    }
    double row = 0;
    for (int i = 0; i < x.rows(); i++) {
      row = Math.max(row, w == null ? x.rowSquaredNorm(i) : x.weightedRowSquaredNorm(i, w));
    }
    return Math.min(all, row);
  }

  /** The bound for the single feature j of weight 1, for all j. */
  double[] featureBounds() {
    int n = x.rows();
    double[] sum = new double[x.columns()];
    double[] max = new double[x.columns()];
    for (int i = 0; i < n; i++) {
      x.forEachInRow(
          i,
          (j, value) -> {
            double square = value * value;
            sum[j] += square;
            max[j] = Math.max(max[j], square);
          });
    }
    for (int j = 0; j < sum.length; j++) {
      sum[j] = Math.min(sum[j] / batch, max[j]);
    }
    return sum;
  }
}
