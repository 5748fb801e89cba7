package dev.mirrorflow.descent;

import dev.mirrorflow.descent.DescentResult.Factors;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.LeastSquares;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;

/** Makes the result of a descent from where it stands at its end. */
record Ending(Descent plan, LeastSquares problem, BooleanSupplier cancelled) {

  /**
   * The result, with the loss and the gradient over all samples at θ itself.
   *
   * @param eta the last step size, NaN if no step was made
   * @param factors empty for the linear model
   */
  DescentResult of(
      Start start,
      Status status,
      long iterations,
      double eta,
      double[] theta,
      Optional<Factors> factors) {
    double[] gradient = new double[problem.features()];
    double loss = problem.lossAndGradient(theta, new double[problem.samples()], gradient);
    double squaredNorm =
        factors
            .map(f -> Kernels.hadamardGradientSquaredNorm(f.u(), f.v(), gradient))
            .orElseGet(() -> Kernels.squaredNorm(gradient));
    OptionalDouble stable =
        status == Status.DIVERGED
            ? OptionalDouble.of(StableStep.estimate(plan, problem, start, cancelled))
            : OptionalDouble.empty();
    return new DescentResult(
        status, iterations, loss, Math.sqrt(squaredNorm), eta, theta, factors, stable);
  }
}
