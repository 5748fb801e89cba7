package dev.mirrorflow.grid;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.model.Support;
import java.util.Optional;

/**
 * The data of some points.
 *
 * @param train the training risk
 * @param thetaStar θ*, length d
 * @param noise σ
 * @param minimumLoss the least training loss
 */
record GridProblem(LeastSquares train, double[] thetaStar, double noise, double minimumLoss) {

  /**
   * Makes the data.
   *
   * @throws dev.mirrorflow.error.BadDataException if a parameter is out of its range or the data do
   *     not fit in the heap
   */
  static GridProblem of(GridPoint point) {
    SyntheticProblem problem =
        SyntheticProblem.of(point.n(), point.d(), point.k(), point.seed()).withNoise(point.noise());
    Dataset data = problem.training();
    LeastSquares train = new LeastSquares(data.x(), data.y());
    // Gaussian features of n < d samples interpolate anything.
    double minimum =
        point.n() < point.d() || point.noise() == 0 ? 0 : new LinearSolutions(train).minimumLoss();
    return new GridProblem(train, problem.thetaStar(), point.noise(), minimum);
  }

  /**
   * The training loss to stop at.
   *
   * @throws dev.mirrorflow.error.BadDataException if losses leave the range of doubles
   */
  double lossGoal(double tolerance) {
    return train.lossGoal(minimumLoss, tolerance);
  }

  GridRow.Measures measure(double[] theta, double loss) {
    double[] error = theta.clone();
    Kernels.axpy(-1, thetaStar, error);
    return new GridRow.Measures(
        loss,
        Norms.l1(theta),
        Norms.l2(theta),
        Kernels.squaredNorm(error) + noise * noise,
        Support.of(theta, Optional.of(thetaStar)));
  }
}
