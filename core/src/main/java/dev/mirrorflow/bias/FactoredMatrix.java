package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.Cholesky;

/** Newton's matrix as an array of n x n, and its Cholesky factor. */
final class FactoredMatrix implements NewtonMatrix {

  private final DualSums sums;

  /** A Aᵀ. */
  private final Cholesky gram;

  private Cholesky factor;
  private double logTopWeight;

  FactoredMatrix(DualSums sums, Cholesky gram) {
    this.sums = sums;
    this.gram = gram;
    this.factor = gram;
  }

  @Override
  public boolean takeFlat(double logInvariant) {
    if (isDear()) {
      factor = gram;
      logTopWeight = logInvariant;
    }
    return isDear();
  }

  @Override
  public boolean isDear() {
    return !sums.gramIsAtHand();
  }

  @Override
  public void renew() {
    factor = RidgedCholesky.of(sums.gram(), gram.size());
    logTopWeight = sums.logTopWeight();
  }

  @Override
  public void solve(double[] b) {
    factor.solve(b);
  }

  @Override
  public double logTopWeight() {
    return logTopWeight;
  }
}
