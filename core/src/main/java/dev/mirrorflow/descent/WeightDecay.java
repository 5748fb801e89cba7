package dev.mirrorflow.descent;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;
import java.util.function.BooleanSupplier;

/**
 * Weight decay on the diagonal network for a number of steps: gradient descent on R(u⊙v) + λ(‖u‖² +
 * ‖v‖²)/2, that is u ← (1 - ηλ)u - ηv⊙g and v ← (1 - ηλ)v - ηu⊙g.
 *
 * <p>The flow with decay has |u² - v²| fall as e^(-2λt) and all else as without: when the decay
 * ends at time t, the flow from there ends where that from α e^(-λt) does, so that what was decay
 * makes the end sparser (Jacobs and Burkholz 2025). If it never ends, it is the lasso: the least
 * λ(u² + v²)/2 with uv = θ is λ|θ|, whatever α was.
 *
 * <p>4nd + 8d flops a step.
 *
 * @param lambda λ, not negative
 * @param steps how many
 */
public record WeightDecay(double lambda, long steps) {

  private static final int CANCEL_MASK = 63;

  /**
   * Checks both.
   *
   * @throws BadDataException unless λ is finite and not negative, and the steps are not negative
   */
  public WeightDecay {
    if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new BadDataException(
          "the weight decay lambda must be finite and not negative, not " + lambda);
    }
    if (steps < 0) {
      throw new BadDataException("the steps of weight decay must not be negative, not " + steps);
    }
  }

  /**
   * Makes the steps, all samples in each.
   *
   * @param eta η, constant, with ηλ &lt; 1
   * @param cancelled asked every few steps
   * @return u and v at their end
   * @throws BadDataException if the start has another length than d, or ηλ is 1 and more
   * @throws ComputationException if the descent diverges, or was cancelled
   */
  public Start.Network run(
      LeastSquares problem, Start.Network start, double eta, BooleanSupplier cancelled) {
    start.requireFor(problem);
    double left = 1 - eta * lambda;
    if (!(eta > 0 && left > 0)) {
      throw new BadDataException(
          "a step of %s is too large for a weight decay of %s: their product must be below 1"
              .formatted(eta, lambda));
    }
    double[] u = start.u0().clone();
    double[] v = start.v0().clone();
    double[] theta = new double[u.length];
    double[] residual = new double[problem.samples()];
    double[] gradient = new double[u.length];
    Kernels.hadamard(u, v, theta);
    for (long k = 0; k < steps; k++) {
      if ((k & CANCEL_MASK) == 0 && cancelled.getAsBoolean()) {
        throw new ComputationException("interrupted after " + k + " steps of weight decay");
      }
      double loss = problem.lossAndGradient(theta, residual, gradient);
      if (!Double.isFinite(loss)) {
        throw new ComputationException(
            "the descent with weight decay diverged after " + k + " steps; take a smaller step");
      }
      Kernels.hadamardStep(u, v, gradient, eta / left, theta, 0, theta.length);
      for (int j = 0; j < theta.length; j++) {
        u[j] *= left;
        v[j] *= left;
        theta[j] *= left * left;
      }
    }
    return new Start.Network(u, v);
  }

  /**
   * The start from which the flow without decay ends where the flow ends after the decay: I
   * e^(-2ληK), the shift unchanged.
   *
   * @param begun the start of the decay
   * @param eta η
   */
  public EffectiveStart after(EffectiveStart begun, double eta) {
    return begun.times(Math.exp(-lambda * eta * steps));
  }
}
