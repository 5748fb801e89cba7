package dev.mirrorflow.descent;

import dev.mirrorflow.model.LeastSquares;

/** Over X by rows: loss and gradient come together. */
final class RowGradient extends FullGradient {

  private final double[] trial;
  private final double[] trialResidual;

  RowGradient(LeastSquares problem, Iterate iterate) {
    super(problem, iterate);
    this.trial = new double[problem.features()];
    this.trialResidual = new double[problem.samples()];
  }

  @Override
  double loss() {
    return problem.lossAndGradient(iterate.point(), residual, iterate.gradient);
  }

  @Override
  double exactLoss() {
    return loss();
  }

  @Override
  void fill() {
    // It is there since the loss is.
  }

  @Override
  void fillForRule() {
    // It is there since the loss is.
  }

  @Override
  double lossAfter(double eta) {
    iterate.trial(eta, trial);
    return problem.loss(trial, trialResidual);
  }

  @Override
  void advance(double eta) {
    iterate.advance(eta, 0, iterate.gradient.length);
  }
}
