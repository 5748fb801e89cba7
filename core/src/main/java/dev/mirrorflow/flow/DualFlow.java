package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.WeightedGram;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;

/**
 * The mirror flow (3.23) of the diagonal network in its dual variable: ν' = (y - Xθ(ν))/n from ν =
 * 0, where ∇φ_I(θ) - ∇φ_I(θ0) = Xᵀν, that is θ(ν) = |I| ⊙ sinh(2Xᵀν + asinh(θ0/|I|)). It is the
 * gradient flow of a convex function of n variables, with θ(ν(t)) the θ(t) of {@link FactorFlow}.
 * Where X has dependent rows, as for n &gt; d, the state is of the length of its rank instead, in
 * coordinates without the part of ν that moves nothing and would grow without bound.
 *
 * <p>Any α works, see {@link HyperbolicEntropy}. One evaluation costs 4nd flops and d exponentials;
 * the Jacobian -H/n, H = X diag(2 √(θ² + I²)) Xᵀ, n²d flops.
 */
public final class DualFlow implements StiffFlow {

  private static final double LN_2 = Math.log(2);

  private final LeastSquares problem;
  private final DualCoordinates coordinates;
  private final HyperbolicEntropy entropy;
  private final double[] shift;
  private final double[] exponent;
  private final double[] theta;
  private final double[] sizes;
  private final double[] residual;
  private final WeightedGram gram;

  private DualFlow(LeastSquares problem, double[] theta0, HyperbolicEntropy entropy) {
    int d = problem.features();
    this.problem = FlowInput.moderate(problem);
    this.coordinates = DualCoordinates.of(problem);
    this.entropy = entropy;
    this.shift = entropy.gradient(theta0);
    for (int j = 0; j < d; j++) {
      shift[j] *= 2;
    }
    this.exponent = new double[d];
    this.theta = new double[d];
    this.sizes = new double[d];
    this.residual = new double[coordinates.target().length];
    this.gram = new WeightedGram(coordinates.w());
  }

  /**
   * The flow from θ0 for I = (u0² - v0²)/2, whose sign does not matter.
   *
   * @throws BadDataException if θ0 or I does not have length d or is not finite, or some I_j is 0
   */
  public static DualFlow of(LeastSquares problem, double[] theta0, double[] invariant) {
    double[] checked = FlowInput.checked("the invariant I", invariant, problem);
    return new DualFlow(
        problem, FlowInput.checked("theta0", theta0, problem), HyperbolicEntropy.of(checked));
  }

  /**
   * The flow from θ0 = 0 with I = α² (3.30).
   *
   * @throws BadDataException unless α is positive and finite
   */
  public static DualFlow ofAlpha(LeastSquares problem, double alpha) {
    int d = problem.features();
    return new DualFlow(problem, new double[d], HyperbolicEntropy.ofAlpha(alpha, d));
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
    for (int i = 0; i < derivative.length; i++) {
      derivative[i] = -residual[i] / problem.samples();
    }
    return loss;
  }

  @Override
  public void theta(double[] state, double[] theta) {
    exponents(state);
    for (int j = 0; j < theta.length; j++) {
      theta[j] = entropy.sinh(j, exponent[j]);
    }
  }

  @Override
  public double loss(double[] state) {
    theta(state, theta);
    coordinates.w().multiply(theta, residual);
    Kernels.axpy(-1, coordinates.target(), residual);
    return (Kernels.squaredNorm(residual) + coordinates.rest()) / (2.0 * problem.samples());
  }

  /** {@inheritDoc} Here the rounding of the exponents 2Xᵀν counts too. */
  @Override
  public double residualRounding(double[] state) {
    Arrays.fill(sizes, 1);
    for (int i = 0; i < state.length; i++) {
      coordinates.w().copyRow(i, theta);
      for (int j = 0; j < theta.length; j++) {
        sizes[j] += Math.abs(2 * theta[j] * state[i]);
      }
    }
    theta(state, theta);
    for (int j = 0; j < theta.length; j++) {
      sizes[j] = theta[j] * (sizes[j] + Math.abs(shift[j]));
    }
    return problem.residualRounding(sizes);
  }

  @Override
  public void negativeJacobian(double[] state, double[] out) {
    exponents(state);
    double logScale = LN_2 - Math.log(problem.samples());
    for (int j = 0; j < exponent.length; j++) {
      exponent[j] = entropy.rootCosh(j, exponent[j], -logScale);
    }
    gram.compute(exponent, out);
  }

  /** 2Xᵀν + asinh(θ0/|I|). */
  private void exponents(double[] state) {
    coordinates.w().multiplyTransposed(2, state, exponent);
    for (int j = 0; j < exponent.length; j++) {
      exponent[j] += shift[j];
    }
  }
}
