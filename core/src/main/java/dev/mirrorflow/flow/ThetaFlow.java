package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;

/**
 * The same flow as {@link FactorFlow}, closed in θ: θ' = -2 √(θ² + I²) ⊙ g(θ) (3.20) with I given,
 * so that I is conserved by construction. The state is θ, length d; one evaluation costs 4nd + 8d
 * flops.
 */
public final class ThetaFlow implements GradientFlow {

  private final LeastSquares problem;
  private final double[] theta0;
  private final double[] invariant;
  private final double[] residual;

  /**
   * The flow from θ0 for I = (u0² - v0²)/2, whose sign does not matter. Where I_j = 0 and θ0_j = 0,
   * θ_j stays 0.
   *
   * @throws BadDataException if θ0 or I does not have length d or is not finite
   */
  public ThetaFlow(LeastSquares problem, double[] theta0, double[] invariant) {
    this.problem = problem;
    this.theta0 = FlowInput.checked("theta0", theta0, problem);
    this.invariant = FlowInput.checked("the invariant I", invariant, problem);
    for (int j = 0; j < invariant.length; j++) {
      this.invariant[j] = Math.abs(invariant[j]);
    }
    this.residual = new double[problem.samples()];
  }

  /**
   * The flow from θ0 = 0 with I = α² (3.30).
   *
   * @throws BadDataException unless α is positive and α² neither overflows nor underflows
   */
  public static ThetaFlow ofAlpha(LeastSquares problem, double alpha) {
    double square = FlowInput.alpha(alpha) * alpha;
    if (square < Double.MIN_NORMAL || Double.isInfinite(square)) {
      throw new BadDataException(
          "alpha = " + alpha + " squared leaves the range of doubles; use the dual flow instead");
    }
    int d = problem.features();
    return new ThetaFlow(problem, new double[d], FlowInput.constant(square, d));
  }

  @Override
  public int dimension() {
    return theta0.length;
  }

  @Override
  public int features() {
    return theta0.length;
  }

  @Override
  public double[] start() {
    return theta0.clone();
  }

  @Override
  public double evaluate(double[] state, double[] derivative) {
    double loss = problem.lossAndGradient(state, residual, derivative);
    for (int j = 0; j < derivative.length; j++) {
      // √(θ² + I²) with the larger one taken out, so that a tiny I is not squared away.
      double size = Math.abs(state[j]);
      double large = Math.max(size, invariant[j]);
      double ratio = large > 0 ? Math.min(size, invariant[j]) / large : 0;
      derivative[j] *= -2 * large * Math.sqrt(1 + ratio * ratio);
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
