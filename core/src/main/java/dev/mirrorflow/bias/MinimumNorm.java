package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import dev.mirrorflow.model.Norms;

/**
 * The interpolator of least ℓ2 norm, X⁺y (2.4), or of the minimisers of R where there is none,
 * where the flow of least squares from 0 ends and what the diagonal network's limit tends to as α →
 * ∞ (3.31). An interpolator has the least norm exactly if it lies in the row space of X, so that
 * the two numbers here prove it.
 *
 * @param theta θ, length d
 * @param objective ‖θ‖₂
 * @param primalResidual the largest |y_i - x_iθ|/(Σ_j |x_ij θ_j| + |y_i|) of a sample; for Py, y
 *     projected onto the range of X, where y is not in it
 * @param rowSpaceDistance distance of θ to the row space of X, relative to ‖θ‖₂
 * @param distanceToRange ‖y - Py‖/‖y‖; 0 if y is in the range of X to rounding
 */
public record MinimumNorm(
    double[] theta,
    double objective,
    double primalResidual,
    double rowSpaceDistance,
    double distanceToRange) {

  /** Both numbers are at most this, or nothing is returned. */
  public static final double TOLERANCE = 1e-9;

  /**
   * Solves the problem by one singular value decomposition, about 6 n² d flops for n &lt; d.
   *
   * @throws BadDataException if X is too large for one array
   * @throws ComputationException if it could not be certified
   */
  public static MinimumNorm of(LeastSquares problem) {
    LinearSolutions solutions = new LinearSolutions(problem);
    double[] theta = solutions.minimumNorm();
    Constraint constraint = Constraint.of(problem);
    double residual = Certifier.primalResidual(constraint.reached(), theta);
    double norm = Norms.l2(theta);
    double outside = Norms.l2(solutions.kernelComponent(theta));
    double distance = norm > 0 ? outside / norm : 0;
    if (!(residual <= TOLERANCE) || !(distance <= TOLERANCE)) {
      throw new ComputationException(
          "the least l2 norm could not be certified: residual %.1e, distance to the row space %.1e; X may be too ill conditioned"
              .formatted(residual, distance));
    }
    return new MinimumNorm(theta, norm, residual, distance, constraint.distance());
  }
}
