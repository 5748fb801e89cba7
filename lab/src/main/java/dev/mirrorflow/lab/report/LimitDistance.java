package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.model.Norms;
import java.util.OptionalDouble;

/**
 * How far a θ is from where theory says that the gradient flow of its start ends.
 *
 * @param relative ‖θ - θ_∞‖/‖θ_∞‖, empty where θ_∞ is not known
 * @param unknown why it is not known, otherwise empty
 */
public record LimitDistance(OptionalDouble relative, String unknown) {

  /** Least squares from θ0, which ends at the projection of θ0 onto the minimisers. */
  public static LimitDistance ofLeastSquares(Problem problem, double[] theta0, double[] theta) {
    return problem
        .closedForm()
        .map(form -> known(theta, form.project(theta0)))
        .orElse(
            new LimitDistance(OptionalDouble.empty(), "X is too large for its closed form here"));
  }

  /** The diagonal network from u = √2 α, v = 0, which ends at the Bregman projection. */
  public static LimitDistance ofNetwork(Problem problem, double alpha, double[] theta) {
    try {
      return known(theta, new BregmanProjection(problem.train()).ofAlpha(alpha).theta());
    } catch (BadDataException | ComputationException e) {
      return new LimitDistance(OptionalDouble.empty(), e.getMessage());
    }
  }

  private static LimitDistance known(double[] theta, double[] limit) {
    return new LimitDistance(OptionalDouble.of(Norms.relativeDistance(theta, limit)), "");
  }
}
