package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;

/**
 * The same flow as {@link FactorFlow}, closed in θ: θ' = -2 √(θ² + I²) ⊙ g(θ) (3.20) with I given,
 * so that I is conserved by construction. The state is θ, length d; one evaluation costs 4nd + 8d
 * flops.
 */
public final class ThetaFlow extends PrimalFlow {

  private final double[] invariant;

  /**
   * The flow from θ0 for I = (u0² - v0²)/2, whose sign does not matter. Where I_j = 0 and θ0_j = 0,
   * θ_j stays 0.
   *
   * @throws BadDataException if θ0 or I does not have length d or is not finite
   */
  public ThetaFlow(LeastSquares problem, double[] theta0, double[] invariant) {
    super(problem, theta0);
    this.invariant = FlowInput.checked("the invariant I", invariant, problem);
    for (int j = 0; j < invariant.length; j++) {
      this.invariant[j] = Math.abs(invariant[j]);
    }
  }

  /**
   * The flow from θ0 = 0 with I = α² (3.30).
   *
   * @throws BadDataException unless α is positive and α² neither overflows nor underflows
   */
  public static ThetaFlow ofAlpha(LeastSquares problem, double alpha) {
    double square = DiagonalNetwork.checkedAlpha(alpha) * alpha;
    if (square < Double.MIN_NORMAL || Double.isInfinite(square)) {
      throw new BadDataException(
          "alpha = " + alpha + " squared leaves the range of doubles; use the dual flow instead");
    }
    int d = problem.features();
    return new ThetaFlow(problem, new double[d], FlowInput.constant(square, d));
  }

  @Override
  void slope(double[] state, double[] gradient, double[] derivative, int from, int to) {
    for (int j = from; j < to; j++) {
      // √(θ² + I²) with the larger one taken out, so that a tiny I is not squared away.
      double size = Math.abs(state[j]);
      double large = Math.max(size, invariant[j]);
      double ratio = large > 0 ? Math.min(size, invariant[j]) / large : 0;
      derivative[j] = gradient[j] * (-2 * large * Math.sqrt(1 + ratio * ratio));
    }
  }
}
