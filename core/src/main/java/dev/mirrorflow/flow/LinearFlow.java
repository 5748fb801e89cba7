package dev.mirrorflow.flow;

import dev.mirrorflow.model.LeastSquares;

/**
 * Gradient flow of least squares on θ itself, θ' = -g(θ) = Xᵀ(y - Xθ)/n (2.11); {@link
 * ExactLinearFlow} has its solution. One evaluation costs 4nd flops.
 */
public final class LinearFlow extends PrimalFlow {

  /**
   * The flow from θ0.
   *
   * @throws dev.mirrorflow.error.BadDataException if θ0 does not have length d or is not finite, or
   *     X or y/X is above 2^400 or below 2^-400
   */
  public LinearFlow(LeastSquares problem, double[] theta0) {
    super(problem, theta0);
  }

  @Override
  void slope(double[] state, double[] gradient, double[] derivative, int from, int to) {
    for (int j = from; j < to; j++) {
      derivative[j] = -gradient[j];
    }
  }
}
