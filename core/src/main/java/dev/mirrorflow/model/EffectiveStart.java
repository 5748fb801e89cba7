package dev.mirrorflow.model;

import java.util.Arrays;

/**
 * The start from which the gradient flow of the diagonal network would end where another dynamics
 * ends: one with finite steps, noise or momentum. That dynamics has θ = |I| ⊙ sinh(2Xᵀν + s) with
 * some ν at its end, and so its limit is the Bregman projection (3.28) with this I of θ0 = |I| ⊙
 * sinh(s).
 *
 * @param logInvariant ln |I|, length d
 * @param shift s, length d
 */
public record EffectiveStart(double[] logInvariant, double[] shift) {

  /**
   * The start itself, I = (u0² - v0²)/2 and s = asinh(θ0/|I|), as the gradient flow sees it.
   *
   * @throws dev.mirrorflow.error.BadDataException naming the first j with |u0_j| = |v0_j|
   */
  public static EffectiveStart of(double[] u0, double[] v0) {
    HyperbolicEntropy entropy = HyperbolicEntropy.of(DiagonalNetwork.invariant(u0, v0));
    double[] theta0 = DiagonalNetwork.theta(u0, v0);
    double[] logInvariant = new double[u0.length];
    double[] shift = new double[u0.length];
    for (int j = 0; j < shift.length; j++) {
      logInvariant[j] = entropy.logInvariant(j);
      shift[j] = 2 * entropy.gradient(j, theta0[j]);
    }
    return new EffectiveStart(logInvariant, shift);
  }

  /**
   * What noise makes of it, I ⊙ exp(-2 γ diag(XᵀX/n) ∫L dt), the shift unchanged (Pesme et al.
   * 2021). Exact for the stochastic gradient flow, approximate for SGD.
   *
   * @param dose γ ∫L dt
   */
  public EffectiveStart afterNoise(LeastSquares problem, double dose) {
    double[] shrunk = problem.hessianDiagonal();
    for (int j = 0; j < shrunk.length; j++) {
      shrunk[j] = logInvariant[j] - 2 * dose * shrunk[j];
    }
    return new EffectiveStart(shrunk, shift.clone());
  }

  /**
   * The start from u = α u0 and v = α v0, where this is that from u0 and v0: I times α², the same
   * shift.
   *
   * @throws dev.mirrorflow.error.BadDataException unless α is positive and finite
   */
  public EffectiveStart times(double alpha) {
    double log = 2 * Math.log(DiagonalNetwork.checkedAlpha(alpha));
    double[] logs = Arrays.stream(logInvariant).map(value -> value + log).toArray();
    return new EffectiveStart(logs, shift.clone());
  }

  /** θ0 = |I| ⊙ sinh(s). */
  public double[] theta() {
    HyperbolicEntropy entropy = HyperbolicEntropy.ofLog(logInvariant);
    double[] theta = new double[shift.length];
    for (int j = 0; j < theta.length; j++) {
      theta[j] = entropy.sinh(j, shift[j]);
    }
    return theta;
  }

  /** The scale α_j = √|I_j|, as its geometric mean over j. */
  public double alpha() {
    return Math.exp(Arrays.stream(logInvariant).sum() / (2 * logInvariant.length));
  }
}
