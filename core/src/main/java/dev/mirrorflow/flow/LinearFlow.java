package dev.mirrorflow.flow;

import dev.mirrorflow.model.LeastSquares;

/**
 * Gradient flow of least squares on θ itself, θ' = -g(θ) = Xᵀ(y - Xθ)/n (2.11); {@link
 * ExactLinearFlow} has its solution. One evaluation costs 4nd flops.
 */
public final class LinearFlow implements GradientFlow {

  private final LeastSquares problem;
  private final double[] theta0;
  private final double[] residual;

  /**
   * The flow from θ0.
   *
   * @throws dev.mirrorflow.error.BadDataException if θ0 does not have length d or is not finite
   */
  public LinearFlow(LeastSquares problem, double[] theta0) {
    this.problem = problem;
    this.theta0 = FlowInput.checked("theta0", theta0, problem);
    this.residual = new double[problem.samples()];
  }

  @Override
  public int dimension() {
    return problem.features();
  }

  @Override
  public int features() {
    return problem.features();
  }

  @Override
  public double[] start() {
    return theta0.clone();
  }

  @Override
  public double evaluate(double[] state, double[] derivative) {
    double loss = problem.lossAndGradient(state, residual, derivative);
    for (int j = 0; j < derivative.length; j++) {
      derivative[j] = -derivative[j];
    }
    return loss;
  }

  @Override
  public void theta(double[] state, double[] theta) {
    System.arraycopy(state, 0, theta, 0, theta.length);
  }

  @Override
  public double loss(double[] state) {
    return problem.loss(state, residual);
  }
}
