package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.WeightedGram;
import dev.mirrorflow.model.LeastSquares;

/**
 * The mirror flow (3.23) of the diagonal network in its dual variable: ν' = (y - Xθ(ν))/n from ν =
 * 0, where ∇φ_I(θ) - ∇φ_I(θ0) = Xᵀν, that is θ(ν) = |I| ⊙ sinh(2Xᵀν + asinh(θ0/|I|)). It is the
 * gradient flow of a convex function of n variables, with θ(ν(t)) the θ(t) of {@link FactorFlow}.
 *
 * <p>I is kept with its logarithm, so that α = 1e-300 works as any other. One evaluation costs 4nd
 * flops and d exponentials; the Jacobian -H/n, H = X diag(2 √(θ² + I²)) Xᵀ, n²d flops.
 */
public final class DualFlow implements StiffFlow {

  private static final double LN_2 = Math.log(2);

  /** Beyond this logarithm of |θ/I|, asinh is ln 2|θ/I| to the last bit. */
  private static final double LARGE = 19;

  private final LeastSquares problem;
  private final double[] invariant;
  private final double[] logInvariant;
  private final double[] shift;
  private final double[] exponent;
  private final double[] theta;
  private final double[] residual;
  private final WeightedGram gram;

  private DualFlow(
      LeastSquares problem, double[] theta0, double[] invariant, double[] logInvariant) {
    int d = problem.features();
    this.problem = problem;
    this.invariant = invariant;
    this.logInvariant = logInvariant;
    this.shift = new double[d];
    for (int j = 0; j < d; j++) {
      shift[j] = Math.copySign(asinh(j, Math.abs(theta0[j])), theta0[j]);
    }
    this.exponent = new double[d];
    this.theta = new double[d];
    this.residual = new double[problem.samples()];
    this.gram = new WeightedGram(problem.design());
  }

  /**
   * The flow from θ0 for I = (u0² - v0²)/2, whose sign does not matter.
   *
   * @throws BadDataException if θ0 or I does not have length d or is not finite, or some I_j is 0
   */
  public static DualFlow of(LeastSquares problem, double[] theta0, double[] invariant) {
    double[] absolute = FlowInput.checked("the invariant I", invariant, problem);
    double[] logs = new double[absolute.length];
    for (int j = 0; j < absolute.length; j++) {
      if (absolute[j] == 0) {
        throw new BadDataException(
            "the invariant I is 0 at "
                + j
                + "; the dual flow needs |I_j| > 0, that is |u0_j| != |v0_j|");
      }
      absolute[j] = Math.abs(absolute[j]);
      logs[j] = Math.log(absolute[j]);
    }
    return new DualFlow(problem, FlowInput.checked("theta0", theta0, problem), absolute, logs);
  }

  /**
   * The flow from θ0 = 0 with I = α² (3.30).
   *
   * @throws BadDataException unless α is positive and finite
   */
  public static DualFlow ofAlpha(LeastSquares problem, double alpha) {
    int d = problem.features();
    double log = 2 * Math.log(FlowInput.alpha(alpha));
    return new DualFlow(
        problem, new double[d], FlowInput.constant(alpha * alpha, d), FlowInput.constant(log, d));
  }

  @Override
  public int dimension() {
    return residual.length;
  }

  @Override
  public int features() {
    return theta.length;
  }

  @Override
  public double[] start() {
    return new double[dimension()];
  }

  @Override
  public double evaluate(double[] state, double[] derivative) {
    double loss = loss(state);
    int n = residual.length;
    for (int i = 0; i < n; i++) {
      derivative[i] = -residual[i] / n;
    }
    return loss;
  }

  @Override
  public void theta(double[] state, double[] theta) {
    exponents(state);
    for (int j = 0; j < theta.length; j++) {
      theta[j] = sinh(j, exponent[j]);
    }
  }

  @Override
  public double loss(double[] state) {
    theta(state, theta);
    return problem.loss(theta, residual);
  }

  @Override
  public void negativeJacobian(double[] state, double[] out) {
    exponents(state);
    double logSamples = Math.log(residual.length);
    for (int j = 0; j < exponent.length; j++) {
      double size = Math.abs(exponent[j]);
      // 2 |I| cosh = e^{size + ln|I|} (1 + e^{-2 size}); its root is wanted.
      double log = size + logInvariant[j] + Math.log1p(Math.exp(-2 * size)) - logSamples;
      exponent[j] = Math.exp(log / 2);
    }
    gram.compute(exponent, out);
  }

  /** 2Xᵀν + asinh(θ0/|I|). */
  private void exponents(double[] state) {
    DesignMatrix x = problem.design();
    x.multiplyTransposed(2, state, exponent);
    for (int j = 0; j < exponent.length; j++) {
      exponent[j] += shift[j];
    }
  }

  /** |I_j| sinh(a), in the log domain where a is not small. */
  private double sinh(int j, double a) {
    double size = Math.abs(a);
    if (size < 1 && invariant[j] >= Double.MIN_NORMAL) {
      return invariant[j] * Math.sinh(a);
    }
    double value = Math.exp(size + logInvariant[j] - LN_2) * -Math.expm1(-2 * size);
    return Math.copySign(value, a);
  }

  /** asinh(t/|I_j|) for t &gt;= 0. */
  private double asinh(int j, double t) {
    if (t == 0) {
      return 0;
    }
    double log = Math.log(t) - logInvariant[j];
    if (log > LARGE) {
      return log + LN_2;
    }
    double ratio = t / invariant[j];
    return Math.log1p(ratio + ratio * (ratio / (1 + Math.hypot(1, ratio))));
  }
}
