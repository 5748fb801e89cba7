package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;

/**
 * Gradient flow of the diagonal network on its factors, u' = -v⊙g(θ), v' = -u⊙g(θ), θ = u⊙v (3.9).
 * The state is (u, v), length 2d; one evaluation costs 4nd + 4d flops.
 *
 * <p>The flow conserves I = (u² - v²)/2 (3.17), an integrator only to its tolerance: see {@link
 * #invariantDrift}.
 */
public final class FactorFlow extends CoordinateFlow {

  private final int d;
  private final double[] start;
  private final double[] invariant;

  /**
   * The flow from (u0, v0).
   *
   * @throws BadDataException if u0 or v0 does not have length d or is not finite, or X or y/X is
   *     above 2^400 or below 2^-400
   */
  public FactorFlow(LeastSquares problem, double[] u0, double[] v0) {
    super(problem);
    this.d = problem.features();
    double[] u = FlowInput.checked("u0", u0, problem);
    double[] v = FlowInput.checked("v0", v0, problem);
    this.start = new double[2 * d];
    System.arraycopy(u, 0, start, 0, d);
    System.arraycopy(v, 0, start, d, d);
    this.invariant = DiagonalNetwork.invariant(u, v);
  }

  /**
   * The flow from u0 = √2 α 1, v0 = 0 (3.29), so that I = α² (3.30).
   *
   * @throws BadDataException unless α is positive and finite
   */
  public static FactorFlow ofAlpha(LeastSquares problem, double alpha) {
    int d = problem.features();
    return new FactorFlow(
        problem,
        FlowInput.constant(Math.sqrt(2) * DiagonalNetwork.checkedAlpha(alpha), d),
        FlowInput.constant(0, d));
  }

  @Override
  public int dimension() {
    return 2 * d;
  }

  @Override
  public double[] start() {
    return start.clone();
  }

  @Override
  void theta(double[] state, double[] theta, int from, int to) {
    Kernels.hadamard(state, from, state, d + from, theta, from, to - from);
  }

  @Override
  void slope(double[] state, double[] gradient, double[] derivative, int from, int to) {
    for (int j = from; j < to; j++) {
      derivative[j] = -(state[d + j] * gradient[j]);
      derivative[d + j] = -(state[j] * gradient[j]);
    }
  }

  /** (u + ηu')⊙(v + ηv') = u⊙v + η(u⊙v' + v⊙u') + η²u'⊙v'. */
  @Override
  void expand(
      double[] state, double[] slope, double unit, int from, int to, double[] a, double[] b) {
    for (int j = from; j < to; j++) {
      double moveU = unit * slope[j];
      double moveV = unit * slope[d + j];
      a[j - from] = state[j] * moveV + state[d + j] * moveU;
      b[j - from] = moveU * moveV;
    }
  }

  /**
   * {@inheritDoc} Where I_j(0) = 0, it is taken relative to (u0_j² + v0_j²)/2, and as it is where
   * both are 0.
   */
  @Override
  public double invariantDrift(double[] state) {
    double max = 0;
    for (int j = 0; j < d; j++) {
      double now = (state[j] - state[d + j]) * (state[j] + state[d + j]) / 2;
      max = Math.max(max, Math.abs(now - invariant[j]) / invariantScale(j));
    }
    return max;
  }

  private double invariantScale(int j) {
    if (invariant[j] != 0) {
      return Math.abs(invariant[j]);
    }
    double size = (start[j] * start[j] + start[d + j] * start[d + j]) / 2;
    return size > 0 ? size : 1;
  }
}
