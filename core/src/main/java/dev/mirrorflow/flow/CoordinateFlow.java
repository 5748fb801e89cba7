package dev.mirrorflow.flow;

import dev.mirrorflow.model.LeastSquares;

/**
 * A flow that is separable by coordinate: given its entry of the gradient of the risk, a coordinate
 * of θ moves by itself. Its state is some layers of length d, one entry of each for a coordinate.
 */
abstract sealed class CoordinateFlow implements GradientFlow permits FactorFlow, PrimalFlow {

  private final LeastSquares problem;
  private final int d;
  private final double[] theta;
  private final double[] gradient;
  private final double[] residual;

  /**
   * A flow of the risk.
   *
   * @throws dev.mirrorflow.error.BadDataException if X or y/X is above 2^400 or below 2^-400
   */
  CoordinateFlow(LeastSquares problem) {
    this.problem = FlowInput.moderate(problem);
    this.d = problem.features();
    this.theta = new double[d];
    this.gradient = new double[d];
    this.residual = new double[problem.samples()];
  }

  final LeastSquares problem() {
    return problem;
  }

  /** Xθ - y of the state that was evaluated last; only to be read. */
  final double[] residual() {
    return residual;
  }

  /** θ of the coordinates [from, to), into the same places. */
  abstract void theta(double[] state, double[] theta, int from, int to);

  /** f of the coordinates [from, to), all layers, from the gradient of the risk. */
  abstract void slope(double[] state, double[] gradient, double[] derivative, int from, int to);

  /**
   * What a step by a slope makes of θ: that of η leads to θ + η a + η² b. For the coordinates
   * [from, to), into a and b from 0 on.
   *
   * @param unit what η is measured in
   */
  abstract void expand(
      double[] state, double[] slope, double unit, int from, int to, double[] a, double[] b);

  @Override
  public final int features() {
    return d;
  }

  @Override
  public final double evaluate(double[] state, double[] derivative) {
    theta(state, theta);
    double loss = problem.lossAndGradient(theta, residual, gradient);
    slope(state, gradient, derivative, 0, d);
    return loss;
  }

  @Override
  public final void theta(double[] state, double[] theta) {
    theta(state, theta, 0, d);
  }

  @Override
  public final double loss(double[] state) {
    theta(state, theta);
    return problem.loss(theta, residual);
  }

  @Override
  public final double residualRounding(double[] state) {
    theta(state, theta);
    return problem.residualRounding(theta);
  }
}
