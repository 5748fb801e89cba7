package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import dev.mirrorflow.model.Norms;

/**
 * The interpolator of least ℓ2 norm, X⁺y (2.4), where the flow of least squares from 0 ends and
 * what the diagonal network's limit tends to as α → ∞ (3.31). An interpolator has the least norm
 * exactly if it lies in the row space of X, so that the two numbers here prove it.
 *
 * @param theta θ, length d
 * @param objective ‖θ‖₂
 * @param primalResidual ‖Xθ - y‖/‖y‖
 * @param rowSpaceDistance distance of θ to the row space of X, relative to ‖θ‖₂
 */
public record MinimumNorm(
    double[] theta, double objective, double primalResidual, double rowSpaceDistance) {

  /** Both numbers are at most this, or nothing is returned. */
  public static final double TOLERANCE = 1e-9;

  /**
   * Solves the problem by one singular value decomposition, about 6 n² d flops for n &lt; d.
   *
   * @throws BadDataException if no interpolator exists or X is too large for one array
   */
  public static MinimumNorm of(LeastSquares problem) {
    LinearSolutions solutions = new LinearSolutions(problem);
    double[] theta = solutions.minimumNorm();
    double atZero = problem.lossAtZero();
    double residual = atZero > 0 ? Math.sqrt(problem.loss(theta) / atZero) : 0;
    double norm = Norms.l2(theta);
    double outside = Norms.l2(solutions.kernelComponent(theta));
    double distance = norm > 0 ? outside / norm : 0;
    if (!(residual <= TOLERANCE) || !(distance <= TOLERANCE)) {
      throw new BadDataException(
          "y is not in the range of X: the best fit leaves %.1e of y, so there is no interpolator; remove contradictory rows or use fewer samples than features"
              .formatted(residual));
    }
    return new MinimumNorm(theta, norm, residual, distance);
  }
}
