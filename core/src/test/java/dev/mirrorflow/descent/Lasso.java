package dev.mirrorflow.descent;

import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;

/**
 * The lasso, argmin R(θ) + λ‖θ‖₁, by cyclic coordinate descent down a path of λ: a route to sparse
 * estimates that shares nothing with descents of the network.
 */
final class Lasso {

  private static final int SWEEPS = 20_000;

  private final double[][] columns;
  private final double[] squares;
  private final double[] residual;
  private final double[] theta;

  Lasso(LeastSquares problem) {
    int n = problem.samples();
    this.columns = new double[problem.features()][n];
    this.squares = new double[problem.features()];
    this.residual = problem.target();
    this.theta = new double[problem.features()];
    for (int j = 0; j < columns.length; j++) {
      problem.design().copyColumn(j, columns[j]);
      for (double value : columns[j]) {
        squares[j] += value * value / n;
      }
    }
  }

  /** The λ from which on θ = 0, max |Xᵀy|/n. */
  double largest() {
    double top = 0;
    for (int j = 0; j < columns.length; j++) {
      top = Math.max(top, Math.abs(correlation(j)));
    }
    return top;
  }

  /** Goes on from the solution of the λ before. */
  double[] solve(double lambda) {
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      double moved = 0;
      for (int j = 0; j < columns.length; j++) {
        double target = correlation(j) + squares[j] * theta[j];
        double next = Math.copySign(Math.max(0, Math.abs(target) - lambda), target) / squares[j];
        double change = next - theta[j];
        if (change != 0) {
          for (int i = 0; i < residual.length; i++) {
            residual[i] -= change * columns[j][i];
          }
          theta[j] = next;
          moved = Math.max(moved, Math.abs(change));
        }
      }
      if (moved <= 1e-12 * Norms.max(theta)) {
        break;
      }
    }
    return theta.clone();
  }

  /** x_jᵀ(y - Xθ)/n. */
  double correlation(int j) {
    double sum = 0;
    for (int i = 0; i < residual.length; i++) {
      sum += columns[j][i] * residual[i];
    }
    return sum / residual.length;
  }
}
