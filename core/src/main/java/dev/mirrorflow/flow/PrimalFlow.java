package dev.mirrorflow.flow;

import dev.mirrorflow.model.LeastSquares;

/** A flow whose state is θ itself, length d, moved by the gradient of the risk. */
abstract sealed class PrimalFlow extends CoordinateFlow permits LinearFlow, ThetaFlow {

  private final double[] theta0;

  /**
   * The flow from θ0.
   *
   * @throws dev.mirrorflow.error.BadDataException if θ0 does not have length d or is not finite, or
   *     X or y/X is above 2^400 or below 2^-400
   */
  PrimalFlow(LeastSquares problem, double[] theta0) {
    super(problem);
    this.theta0 = FlowInput.checked("theta0", theta0, problem);
  }

  @Override
  public final int dimension() {
    return theta0.length;
  }

  @Override
  public final double[] start() {
    return theta0.clone();
  }

  @Override
  final void theta(double[] state, double[] theta, int from, int to) {
    System.arraycopy(state, from, theta, from, to - from);
  }

  @Override
  final void expand(
      double[] state, double[] slope, double unit, int from, int to, double[] a, double[] b) {
    for (int j = from; j < to; j++) {
      a[j - from] = unit * slope[j];
      b[j - from] = 0;
    }
  }
}
