package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Equilibration;
import dev.mirrorflow.linalg.SymmetricEigen;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import dev.mirrorflow.model.Norms;

/**
 * A lower bound on the nuclear norm, that is the trace, of every positive semidefinite W with
 * &lt;A_i, W&gt; = y_i: any p proves tr W &gt;= &lt;p, y&gt;/λmax(Σ p_i A_i), since &lt;p, y&gt; =
 * &lt;Σ p_i A_i, W&gt;. It is attained where Σ p_i A_i has the eigenvalue λmax on the whole range
 * of W. The bound is less what rounding can have added to it, term by term; measurements of all
 * sizes are brought to one by powers of two first.
 *
 * @param dual p, scaled to λmax = 1, length m; 0 where nothing was proved
 * @param value the bound, 0 where nothing was proved
 */
public record NuclearNormBound(double[] dual, double value) {

  private static final double EPSILON = Math.ulp(1.0);

  /** Of ε times the norm of a matrix, the error that LAPACK leaves in its eigenvalues. */
  private static final int LAPACK = 10;

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
    Equilibration rows = Equilibration.ofRows(measurements.design());
    LeastSquares scaled = new LeastSquares(rows.scaled(), rows.scaledTarget(measurements.target()));
    double[] p = new double[guess.length];
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.scalb(guess[i], -rows.row(i));
    }
    NuclearNormBound best = best(scaled, w, p);
    double[] dual = best.dual();
    for (int i = 0; i < dual.length; i++) {
      dual[i] = Math.scalb(dual[i], rows.row(i));
    }
    return new NuclearNormBound(dual, best.value());
  }

  private static NuclearNormBound best(LeastSquares measurements, double[] w, double[] guess) {
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
    double top = SymmetricEigen.of(combination, size).value(0) + eigenvalueError(measurements, p);
    double product = 0;
    double terms = 0;
    for (int i = 0; i < p.length; i++) {
      double term = p[i] * measurements.target()[i];
      product += term;
      terms += Math.abs(term);
    }
    double value = (product - p.length * EPSILON * terms) / top;
    // An infinite sum proves nothing, and neither does NaN.
    if (!(top > 0 && top < Double.POSITIVE_INFINITY && value > 0)
        || value == Double.POSITIVE_INFINITY) {
      return new NuclearNormBound(new double[p.length], 0);
    }
    double[] dual = p.clone();
    for (int i = 0; i < dual.length; i++) {
      dual[i] /= top;
    }
    return new NuclearNormBound(dual, value);
  }

  /** What rounding in Σ p_i A_i and in its eigenvalues comes to, by the terms of the sum. */
  private static double eigenvalueError(LeastSquares measurements, double[] p) {
    double[] terms = new double[measurements.features()];
    double[] row = new double[measurements.features()];
    for (int i = 0; i < p.length; i++) {
      measurements.design().copyRow(i, row);
      for (int k = 0; k < row.length; k++) {
        terms[k] += Math.abs(p[i] * row[k]);
      }
    }
    return (p.length + LAPACK) * EPSILON * Norms.l2(terms);
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
