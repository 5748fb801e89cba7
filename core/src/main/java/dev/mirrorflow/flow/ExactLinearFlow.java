package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.Svd;
import dev.mirrorflow.model.LeastSquares;

/**
 * The gradient flow of least squares in closed form, from one singular value decomposition X = U D
 * Vᵀ cut at its numerical rank (2.11)-(2.15): θ(t) = θ0 + Σ_{j &lt; rank} (1 - e^{-σ_j² t/n})
 * (&lt;u_j, y&gt;/σ_j - &lt;v_j, θ0&gt;) v_j. No time step, no error that grows with t.
 */
public final class ExactLinearFlow {

  private final LeastSquares problem;
  private final Svd svd;
  private final double[] limits;

  /**
   * Decomposes X, about 6 n² d flops for n &lt; d.
   *
   * @throws BadDataException if X is too large for one array
   */
  public ExactLinearFlow(LeastSquares problem) {
    this.problem = problem;
    this.svd = Svd.of(problem.design());
    double[] y = problem.target();
    this.limits = new double[svd.rank()];
    for (int j = 0; j < limits.length; j++) {
      limits[j] = svd.leftProduct(j, y) / svd.singularValue(j);
    }
  }

  /**
   * θ(t) from θ0. 4 rank d flops.
   *
   * @param t at least 0; infinity gives the limit θ_⊥ + θ_ols (2.15)
   * @throws BadDataException if t is negative or NaN, or θ0 does not have length d or is not finite
   */
  public double[] at(double[] theta0, double t) {
    if (!(t >= 0)) {
      throw new BadDataException("the time must be 0 or positive, not " + t);
    }
    double[] theta = FlowInput.checked("theta0", theta0, problem);
    double[] c = svd.rightProducts(theta);
    for (int j = 0; j < c.length; j++) {
      double rate = svd.singularValue(j) * svd.singularValue(j) / problem.samples();
      c[j] = -Math.expm1(-rate * t) * (limits[j] - c[j]);
    }
    svd.addRightCombination(c, theta);
    return theta;
  }
}
