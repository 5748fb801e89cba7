package dev.mirrorflow.descent;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a descent ended.
 *
 * @param status why it ended
 * @param iterations steps made
 * @param loss R(θ) over all samples
 * @param gradientNorm norm of the full gradient of the parameters descended in
 * @param lastStep η of the last step, NaN if none was made
 * @param theta θ, length d
 * @param factors u and v on the diagonal network, empty for the linear model or if dropped
 * @param stableStep after divergence the largest stable step, see {@link StableStep}; empty if it
 *     is not known
 */
public record DescentResult(
    Status status,
    long iterations,
    double loss,
    double gradientNorm,
    double lastStep,
    double[] theta,
    Optional<Factors> factors,
    OptionalDouble stableStep) {

  /** The same without u and v, for those who keep many results. */
  public DescentResult withoutFactors() {
    return new DescentResult(
        status, iterations, loss, gradientNorm, lastStep, theta, Optional.empty(), stableStep);
  }

  /** The same with the largest stable step. */
  DescentResult withStableStep(OptionalDouble step) {
    return new DescentResult(
        status, iterations, loss, gradientNorm, lastStep, theta, factors, step);
  }

  /** The factors of θ = u⊙v. */
  public record Factors(double[] u, double[] v) {}

  /** Why a descent ended. */
  public enum Status {
    /** The training loss reached its tolerance. */
    CONVERGED,
    /** The gradient reached its tolerance: a stationary point, not always an interpolator. */
    STATIONARY,
    /** The budget of iterations was used up. */
    BUDGET,
    /**
     * The budget of iterations was used up above the loss asked for, and no further ones would have
     * helped: there the steps, or the difference of the losses, are rounding.
     */
    FLOOR,
    /** The loss blew up; θ and the loss are those of the blow-up and may not be finite. */
    DIVERGED,
    /** The caller asked to stop. */
    INTERRUPTED;

    /** Whether one of the two tolerances was reached. */
    public boolean converged() {
      return this == CONVERGED || this == STATIONARY;
    }
  }

  /** One line on the end for people, with the remedy where there is one. */
  public String message() {
    return switch (status) {
      case CONVERGED -> "converged: the training loss reached its tolerance";
      case STATIONARY -> "stationary: the gradient reached its tolerance";
      case BUDGET -> "not converged: the budget of iterations was used up";
      case FLOOR ->
          String.format(
              Locale.ROOT,
              "came down to the floor of rounding at the training loss %.3e, above the one asked"
                  + " for",
              loss);
      case INTERRUPTED -> "interrupted";
      case DIVERGED ->
          stableStep.isPresent()
              ? String.format(
                  Locale.ROOT,
                  "diverged at iteration %d with step %.4g; the largest stable step is about %.4g",
                  iterations,
                  lastStep,
                  stableStep.getAsDouble())
              : String.format(
                  Locale.ROOT,
                  "diverged at iteration %d: the curvature leaves the range of doubles, so that no"
                      + " step is stable",
                  iterations);
    };
  }
}
