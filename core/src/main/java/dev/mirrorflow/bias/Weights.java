package dev.mirrorflow.bias;

/** The weights w of Newton's matrix A diag(w) Aᵀ, relative to e^{{@link #logTopWeight}}. */
interface Weights {

  /** √w now, length d; for the caller to use until it is asked for again. */
  double[] rootWeights();

  /** The logarithm of what w is relative to, when {@link #rootWeights} was asked for last. */
  double logTopWeight();
}
