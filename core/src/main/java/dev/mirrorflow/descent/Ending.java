package dev.mirrorflow.descent;

import dev.mirrorflow.descent.DescentResult.Factors;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.LeastSquares;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes the result of a descent from where it stands at its end. */
record Ending(Descent plan, LeastSquares problem) {

  /** A step that changes no parameter by more than so many units in its last place is rounding. */
  private static final int STILL = 2;

  /**
   * The result, with the loss and the gradient over all samples at θ itself, and without a stable
   * step.
   *
   * @param eta the last step size, NaN if no step was made
   * @param factors empty for the linear model
   */
  DescentResult of(
      Status status, long iterations, double eta, double[] theta, Optional<Factors> factors) {
    double[] gradient = new double[problem.features()];
    double loss = problem.lossAndGradient(theta, new double[problem.samples()], gradient);
    double squaredNorm =
        factors
            .map(f -> Kernels.hadamardGradientSquaredNorm(f.u(), f.v(), gradient))
            .orElseGet(() -> Kernels.squaredNorm(gradient));
    boolean floor =
        plan.stopping().loss() > 0
            && switch (status) {
              case BUDGET ->
                  isRounding(loss, theta)
                      || isStill(gradient, eta * plan.method().acceleration(), theta, factors);
              // Only the rounding of another order of the sums was small enough.
              case CONVERGED -> loss > plan.stopping().loss() && isBelowRounding(theta);
              default -> false;
            };
    return new DescentResult(
        floor ? Status.FLOOR : status,
        iterations,
        loss,
        Math.sqrt(squaredNorm),
        eta,
        theta,
        factors,
        OptionalDouble.empty());
  }

  /** Whether the loss is above the one asked for by no more than rounding may be. */
  private boolean isRounding(double loss, double[] theta) {
    double wrong = problem.residualRounding(theta);
    return loss - plan.stopping().loss() <= wrong * (Math.sqrt(2 * loss) + wrong / 2);
  }

  /** Whether rounding alone makes a larger loss than the one asked for. */
  private boolean isBelowRounding(double[] theta) {
    double wrong = problem.residualRounding(theta);
    return plan.stopping().loss() < wrong * wrong / 2;
  }

  /** Whether rounding swallows a step in every parameter. */
  private static boolean isStill(
      double[] gradient, double step, double[] theta, Optional<Factors> factors) {
    for (int j = 0; j < gradient.length; j++) {
      boolean still =
          factors.isEmpty()
              ? isSwallowed(step * gradient[j], theta[j])
              : isSwallowed(step * gradient[j] * factors.get().v()[j], factors.get().u()[j])
                  && isSwallowed(step * gradient[j] * factors.get().u()[j], factors.get().v()[j]);
      if (!still) {
        return false;
      }
    }
    return true;
  }

  /** False where there is no step. */
  private static boolean isSwallowed(double change, double parameter) {
    return Math.abs(change) <= STILL * Math.ulp(parameter);
  }
}
