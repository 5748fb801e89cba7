package dev.mirrorflow.descent;

import dev.mirrorflow.model.LeastSquares;

/** Armijo's rule by halving; one pass over X a trial. */
final class BacktrackingSizer implements StepSizer {

  private static final double SUFFICIENT = 0.5;

  /**
   * Below this share of the loss a decrease cannot be told from rounding, and the step is taken.
   */
  private static final double ROUNDING = 1e-14;

  private final LeastSquares problem;
  private final double[] trial;
  private final double[] residual;
  private double eta;

  BacktrackingSizer(StepRule.Backtracking rule, LeastSquares problem) {
    this.problem = problem;
    this.trial = new double[problem.features()];
    this.residual = new double[problem.samples()];
    this.eta = rule.eta0() / 2;
  }

  @Override
  public double next(long k, double loss, Iterate iterate) {
    double squaredNorm = iterate.gradientSquaredNorm();
    eta = Math.min(2 * eta, iterate.cap(NETWORK_SHARE));
    while (SUFFICIENT * eta * squaredNorm > ROUNDING * loss) {
      iterate.trial(eta, trial);
      if (problem.loss(trial, residual) <= loss - SUFFICIENT * eta * squaredNorm) {
        break;
      }
      eta /= 2;
    }
    return eta;
  }
}
