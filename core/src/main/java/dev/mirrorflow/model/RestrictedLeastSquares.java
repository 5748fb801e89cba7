package dev.mirrorflow.model;

import dev.mirrorflow.linalg.DesignMatrix;

/**
 * The minimiser of R over the θ with a given support; on the support of θ* it is the oracle that a
 * sparse estimator is measured by, with an error of σ²k/n in ‖X(θ - θ*)‖²/n.
 *
 * @param theta the one of least norm, length d, 0 off the support
 * @param rank of the columns of the support
 */
public record RestrictedLeastSquares(double[] theta, int rank) {

  /**
   * Solves it, about 6 |S|² n flops for |S| &lt; n.
   *
   * @param support distinct features, in any order; may be empty
   * @throws IndexOutOfBoundsException if there is no such feature
   */
  public static RestrictedLeastSquares of(LeastSquares problem, int[] support) {
    double[] theta = new double[problem.features()];
    if (support.length == 0) {
      return new RestrictedLeastSquares(theta, 0);
    }
    DesignMatrix columns = problem.design().select(support);
    if (columns.isZero()) {
      return new RestrictedLeastSquares(theta, 0);
    }
    LinearSolutions solutions = new LinearSolutions(new LeastSquares(columns, problem.target()));
    double[] values = solutions.minimumNorm();
    for (int k = 0; k < support.length; k++) {
      theta[support[k]] = values[k];
    }
    return new RestrictedLeastSquares(theta, solutions.rank());
  }
}
