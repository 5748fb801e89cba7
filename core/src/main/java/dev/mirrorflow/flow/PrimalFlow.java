package dev.mirrorflow.flow;

import dev.mirrorflow.model.LeastSquares;

/** A flow whose state is θ itself, length d, moved by the gradient of the risk. */
abstract sealed class PrimalFlow implements GradientFlow permits LinearFlow, ThetaFlow {

  private final LeastSquares problem;
  private final double[] theta0;
  private final double[] residual;
  private final double[] row;

  /**
   * The flow from θ0.
   *
   * @throws dev.mirrorflow.error.BadDataException if θ0 does not have length d or is not finite, or
   *     X or y/X is above 2^400 or below 2^-400
   */
  PrimalFlow(LeastSquares problem, double[] theta0) {
    this.problem = FlowInput.moderate(problem);
    this.theta0 = FlowInput.checked("theta0", theta0, problem);
    this.residual = new double[problem.samples()];
    this.row = new double[theta0.length];
  }

  /** Turns the gradient at θ into θ', in place. */
  abstract void gradientToVelocity(double[] theta, double[] gradient);

  @Override
  public final int dimension() {
    return theta0.length;
  }

  @Override
  public final int features() {
    return theta0.length;
  }

  @Override
  public final double[] start() {
    return theta0.clone();
  }

  @Override
  public final double evaluate(double[] state, double[] derivative) {
    double loss = problem.lossAndGradient(state, residual, derivative);
    gradientToVelocity(state, derivative);
    return loss;
  }

  @Override
  public final void theta(double[] state, double[] theta) {
    System.arraycopy(state, 0, theta, 0, theta.length);
  }

  @Override
  public final double loss(double[] state) {
    return problem.loss(state, residual);
  }

  @Override
  public final double residualRounding(double[] state) {
    return problem.residualRounding(state, row);
  }
}
