package dev.mirrorflow.flow;

import dev.mirrorflow.model.DepthPotential;
import dev.mirrorflow.model.LeastSquares;

/**
 * Gradient flow of the diagonal network of depth D &gt;= 3, θ = w₊^D - w₋^D, from w₊ = w₋ = α: w₊'
 * = -D w₊^{D-1} ⊙ g(θ), w₋' = D w₋^{D-1} ⊙ g(θ) (Woodworth et al. 2020, theory §4). The state is
 * (w₊, w₋), length 2d; one evaluation costs 4nd + 2Dd flops. Under {@link ExplicitEuler} it is
 * gradient descent.
 *
 * <p>The flow conserves w₊^{2-D} + w₋^{2-D} = 2α^{2-D}, which takes the place of I (3.17), and ends
 * at the interpolator of least {@link DepthPotential}.
 */
public final class DepthFlow implements GradientFlow {

  private final LeastSquares problem;
  private final int d;
  private final int depth;
  private final double alpha;
  private final double[] theta;
  private final double[] gradient;
  private final double[] residual;

  /**
   * The flow whose potential is given.
   *
   * @throws dev.mirrorflow.error.BadDataException if X or y/X is above 2^400 or below 2^-400
   */
  public DepthFlow(LeastSquares problem, DepthPotential potential) {
    this.problem = FlowInput.moderate(problem);
    this.d = problem.features();
    this.depth = potential.depth();
    this.alpha = potential.alpha();
    this.theta = new double[d];
    this.gradient = new double[d];
    this.residual = new double[problem.samples()];
  }

  @Override
  public int dimension() {
    return 2 * d;
  }

  @Override
  public int features() {
    return d;
  }

  @Override
  public double[] start() {
    return FlowInput.constant(alpha, 2 * d);
  }

  @Override
  public double evaluate(double[] state, double[] derivative) {
    theta(state, theta);
    double loss = problem.lossAndGradient(theta, residual, gradient);
    for (int j = 0; j < d; j++) {
      derivative[j] = -depth * power(state[j], depth - 1) * gradient[j];
      derivative[d + j] = depth * power(state[d + j], depth - 1) * gradient[j];
    }
    return loss;
  }

  @Override
  public void theta(double[] state, double[] theta) {
    for (int j = 0; j < d; j++) {
      theta[j] = power(state[j], depth) - power(state[d + j], depth);
    }
  }

  @Override
  public double loss(double[] state) {
    theta(state, theta);
    return problem.loss(theta, residual);
  }

  @Override
  public double residualRounding(double[] state) {
    theta(state, theta);
    return problem.residualRounding(theta);
  }

  /** {@inheritDoc} Here of w₊^{2-D} + w₋^{2-D}. */
  @Override
  public double invariantDrift(double[] state) {
    double max = 0;
    for (int j = 0; j < d; j++) {
      double sum =
          1 / power(state[j] / alpha, depth - 2) + 1 / power(state[d + j] / alpha, depth - 2);
      max = Math.max(max, Math.abs(sum / 2 - 1));
    }
    return max;
  }

  private static double power(double w, int exponent) {
    double out = w;
    for (int k = 1; k < exponent; k++) {
      out *= w;
    }
    return out;
  }
}
