package dev.mirrorflow.descent;

import java.util.function.DoubleUnaryOperator;

/** Armijo's rule by halving. */
final class BacktrackingSizer implements StepSizer {

  private static final double SUFFICIENT = 0.5;

  /**
   * Below this share of the loss a decrease cannot be told from rounding, and the step is taken.
   */
  private static final double ROUNDING = 1e-14;

  private final DoubleUnaryOperator lossAfter;
  private double eta;

  BacktrackingSizer(StepRule.Backtracking rule, DoubleUnaryOperator lossAfter) {
    this.lossAfter = lossAfter;
    this.eta = rule.eta0() / 2;
  }

  @Override
  public double next(long k, double loss, Iterate iterate) {
    double squaredNorm = iterate.gradientSquaredNorm();
    eta = Math.min(2 * eta, iterate.cap(NETWORK_SHARE));
    while (SUFFICIENT * eta * squaredNorm > ROUNDING * loss) {
      if (lossAfter.applyAsDouble(eta) <= loss - SUFFICIENT * eta * squaredNorm) {
        break;
      }
      eta /= 2;
    }
    return eta;
  }
}
