package dev.mirrorflow.asymptotics;

/**
 * The proximal map η of a potential, with which one entry of θ* is estimated from θ* + τZ: η(x) is
 * the t with t + β ∇(2φ)(t) = x, 2∇φ the exponent 2Xᵀν that the limit balances (3.28).
 */
sealed interface Estimator permits EntropyEstimator, LinearShrinkage, SoftThreshold {

  /**
   * The means over Z.
   *
   * @param truth θ*, not negative: all is symmetric
   * @param tau τ > 0
   * @param weight β > 0
   */
  Moments moments(double truth, double tau, double weight);
}
