package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.SymmetricEigen;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;

/**
 * A lower bound on the nuclear norm, that is the trace, of every positive semidefinite W with
 * &lt;A_i, W&gt; = y_i: any p proves tr W &gt;= &lt;p, y&gt;/λmax(Σ p_i A_i), since &lt;p, y&gt; =
 * &lt;Σ p_i A_i, W&gt;. It is attained where Σ p_i A_i has the eigenvalue λmax on the whole range
 * of W.
 *
 * @param dual p, scaled to λmax = 1, length m; 0 where nothing was proved
 * @param value the bound, 0 where nothing was proved
 */
public record NuclearNormBound(double[] dual, double value) {

  /**
   * The best bound from the dual variable of a flow and from the p nearest to it that have the
   * eigenvalue 1 on the r leading eigenvectors of W, r = 1, 2, ..., d. A least-squares problem of
   * rd rows and m columns for each r.
   *
   * @param measurements a row vec(A_i) for each symmetric d x d matrix A_i
   * @param w vec W, near a solution
   * @param guess p up to its scale, such as the ν of a flow from a small start
   */
  public static NuclearNormBound of(LeastSquares measurements, double[] w, double[] guess) {
    int size = (int) Math.round(Math.sqrt(w.length));
    SymmetricEigen eigen = SymmetricEigen.of(w, size);
    NuclearNormBound best = scaled(measurements, size, guess);
    double[] start = best.dual();
    for (int r = 1; r <= size; r++) {
      NuclearNormBound bound =
          scaled(measurements, size, attaining(measurements, eigen, size, r, start));
      best = bound.value() > best.value() ? bound : best;
    }
    return best;
  }

  /** The trace relative to the bound, less 1; infinite where nothing was proved. */
  public double gap(double trace) {
    return value > 0 ? trace / value - 1 : Double.POSITIVE_INFINITY;
  }

  private static NuclearNormBound scaled(LeastSquares measurements, int size, double[] p) {
    double[] combination = new double[size * size];
    measurements.design().multiplyTransposed(1, p, combination);
    double top = SymmetricEigen.of(combination, size).value(0);
    double product = Kernels.dot(p, measurements.target());
    if (!(top > 0) || !(product > 0)) {
      return new NuclearNormBound(new double[p.length], 0);
    }
    double[] dual = p.clone();
    for (int i = 0; i < dual.length; i++) {
      dual[i] /= top;
    }
    return new NuclearNormBound(dual, product / top);
  }

  /** The p nearest to the start with Σ p_i A_i v = v, in least squares, for r eigenvectors v. */
  private static double[] attaining(
      LeastSquares measurements, SymmetricEigen eigen, int size, int r, double[] start) {
    int m = start.length;
    DesignMatrix products = DesignMatrix.zeros(r * size, m);
    double[] missing = new double[r * size];
    double[] row = new double[size * size];
    double[] image = new double[size];
    for (int i = 0; i < m; i++) {
      measurements.design().copyRow(i, row);
      for (int k = 0; k < r; k++) {
        Kernels.multiplyRows(row, 0, size, size, eigen.vector(k), image, 0);
        for (int a = 0; a < size; a++) {
          products.set(k * size + a, i, image[a]);
        }
      }
    }
    products.multiply(start, missing);
    for (int k = 0; k < r; k++) {
      double[] vector = eigen.vector(k);
      for (int a = 0; a < size; a++) {
        missing[k * size + a] = vector[a] - missing[k * size + a];
      }
    }
    double[] p = new LinearSolutions(new LeastSquares(products, missing)).minimumNorm();
    Kernels.axpy(1, start, p);
    return p;
  }
}
