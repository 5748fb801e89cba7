package dev.mirrorflow.bias;

import dev.mirrorflow.linalg.Cholesky;

/** Newton's matrix as an array of n x n, and its Cholesky factor. */
final class FactoredMatrix implements NewtonMatrix {

  /** Where the matrix comes from. */
  interface Source {

    /**
     * Entry (i, k), i &gt;= k, of A diag(w) Aᵀ at i + k n, w relative to e^{@link #logTopWeight}.
     * It may be changed.
     */
    double[] gram();

    /** About the logarithm of the largest weight of {@link #gram}. */
    double logTopWeight();

    /** Whether every evaluation makes the matrix too. */
    boolean gramIsAtHand();
  }

  private final Source source;

  /** A Aᵀ. */
  private final Cholesky gram;

  private Cholesky factor;
  private double logTopWeight;

  /** With the factors of A Aᵀ until it is asked for others. */
  FactoredMatrix(Source source, Cholesky gram) {
    this.source = source;
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
    return !source.gramIsAtHand();
  }

  @Override
  public void renew() {
    factor = RidgedCholesky.of(source.gram(), gram.size());
    logTopWeight = source.logTopWeight();
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
