package dev.mirrorflow.model;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.Svd;

/**
 * The closed forms of least squares, from one singular value decomposition X = U D Vᵀ cut at its
 * numerical rank, so that n &lt; d, n &gt; d and rank-deficient X are one case: every sum runs over
 * j &lt; rank.
 */
public final class LinearSolutions {

  /** Below this share of R(0) the least training loss is rounding, and X interpolates y. */
  private static final double INTERPOLATES = 1e-20;

  private final LeastSquares problem;
  private final Svd svd;
  private final double[] targetProducts;

  /**
   * Decomposes X, about 6 n² d flops for n &lt; d.
   *
   * @throws BadDataException if X is too large for one array
   */
  public LinearSolutions(LeastSquares problem) {
    this.problem = problem;
    this.svd = Svd.of(problem.design());
    double[] y = problem.target();
    this.targetProducts = new double[svd.rank()];
    for (int j = 0; j < targetProducts.length; j++) {
      targetProducts[j] = svd.leftProduct(j, y);
    }
  }

  /** The numerical rank of X. */
  public int rank() {
    return svd.rank();
  }

  /** One line on the rank for reports, such as {@code "rank 37 of 38: X is rank deficient"}. */
  public String rankDescription() {
    int full = Math.min(problem.samples(), problem.features());
    return "rank "
        + svd.rank()
        + " of "
        + full
        + (svd.isRankDeficient() ? ": X is rank deficient" : ": X has full rank");
  }

  /**
   * θ_ols = X⁺y: the least-squares solution (2.3) where n &gt;= d, the interpolator of least ℓ2
   * norm (2.4) where n &lt;= d, and among several minimisers of R always the one of least ℓ2 norm.
   */
  public double[] minimumNorm() {
    return ridge(0);
  }

  /**
   * The minimiser of R nearest to θ0 in ℓ2, θ_⊥ + θ_ols (2.15)-(2.16): where gradient flow, GD, SGD
   * and momentum from θ0 end if X can interpolate y.
   *
   * @throws BadDataException if θ0 does not have length d
   */
  public double[] project(double[] theta0) {
    if (theta0.length != problem.features()) {
      throw new BadDataException(
          "theta0 has length " + theta0.length + ", but X has " + problem.features() + " columns");
    }
    double[] c = svd.rightProducts(theta0);
    for (int j = 0; j < c.length; j++) {
      c[j] = targetProducts[j] / svd.singularValue(j) - c[j];
    }
    double[] out = theta0.clone();
    svd.addRightCombination(c, out);
    return out;
  }

  /**
   * argmin R(θ) + λ‖θ‖²/2, that is Σ_j σ_j &lt;u_j, y&gt; / (σ_j² + nλ) v_j; λ = 0 is the limit
   * λ→0⁺, {@link #minimumNorm}.
   *
   * @throws BadDataException if λ is negative or NaN
   */
  public double[] ridge(double lambda) {
    if (!(lambda >= 0)) {
      throw new BadDataException("the ridge penalty must be 0 or positive, not " + lambda);
    }
    double[] c = new double[svd.rank()];
    for (int j = 0; j < c.length; j++) {
      double sigma = svd.singularValue(j);
      c[j] = targetProducts[j] / (sigma + problem.samples() * lambda / sigma);
    }
    double[] out = new double[problem.features()];
    svd.addRightCombination(c, out);
    return out;
  }

  /** The least training loss, 0 where it is rounding. */
  public double minimumLoss() {
    double loss = problem.loss(minimumNorm());
    return loss <= INTERPOLATES * problem.lossAtZero() ? 0 : loss;
  }

  /** The component of θ in ker X, θ - V Vᵀθ, which no descent on R from θ ever changes. */
  public double[] kernelComponent(double[] theta) {
    double[] c = svd.rightProducts(theta);
    for (int j = 0; j < c.length; j++) {
      c[j] = -c[j];
    }
    double[] out = theta.clone();
    svd.addRightCombination(c, out);
    return out;
  }
}
