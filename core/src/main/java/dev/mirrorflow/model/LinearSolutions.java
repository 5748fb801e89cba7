package dev.mirrorflow.model;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Equilibration;
import dev.mirrorflow.linalg.LongSum;
import dev.mirrorflow.linalg.ReducedTarget;
import dev.mirrorflow.linalg.RowReduction;
import dev.mirrorflow.linalg.Svd;
import java.util.Optional;

/**
 * The closed forms of least squares, from one singular value decomposition X = U D Vᵀ cut at its
 * numerical rank, so that n &lt; d, n &gt; d and rank-deficient X are one case: every sum runs over
 * j &lt; rank.
 *
 * <p>Where the rows or columns of X are of very different size, that cut would take the small ones
 * for rounding. Then all but the ridge comes from a basis of the row space by {@link RowReduction},
 * corrected until each entry is right against the terms of its row.
 */
public final class LinearSolutions {

  /** Below this share of R(0) the least training loss is rounding, and X interpolates y. */
  private static final double INTERPOLATES = 1e-20;

  /** Up to this n d min(n, d) the decomposition is a matter of seconds. */
  private static final double AFFORDABLE = 1e9;

  private static final int CORRECTIONS = 6;

  private final LeastSquares problem;

  /** A = X, or a basis of its row space, and b. */
  private final Svd svd;

  private final DesignMatrix a;
  private final Optional<ReducedTarget> reduced;
  private final double[] targetProducts;

  /**
   * Decomposes X, about 6 n² d flops for n &lt; d.
   *
   * @throws BadDataException if X is too large for one array
   */
  public LinearSolutions(LeastSquares problem) {
    this.problem = problem;
    double[] b = problem.target();
    if (Equilibration.of(problem.design()).isIdentity()) {
      this.a = problem.design();
      this.reduced = Optional.empty();
    } else {
      RowReduction reduction = new RowReduction(problem.design());
      this.a = reduction.basis();
      this.reduced = Optional.of(reduction.target(b));
      b = reduced.get().b();
    }
    this.svd = Svd.of(a);
    this.targetProducts = products(b);
  }

  /** The closed forms, where they are a matter of seconds. */
  public static Optional<LinearSolutions> whereAffordable(LeastSquares problem) {
    double n = problem.samples();
    double d = problem.features();
    return n * d * Math.min(n, d) <= AFFORDABLE
        ? Optional.of(new LinearSolutions(problem))
        : Optional.empty();
  }

  private double[] products(double[] b) {
    double[] products = new double[svd.rank()];
    for (int j = 0; j < products.length; j++) {
      products[j] = svd.leftProduct(j, b);
    }
    return products;
  }

  /** The numerical rank of X. */
  public int rank() {
    return reduced.isPresent() ? a.rows() : svd.rank();
  }

  /** One line on the rank for reports, such as {@code "rank 37 of 38: X is rank deficient"}. */
  public String rankDescription() {
    int full = Math.min(problem.samples(), problem.features());
    if (rank() < full) {
      return "rank " + rank() + " of " + full + ": X is rank deficient";
    }
    return problem.samples() > problem.features()
        ? "rank " + full + " of " + full + ", with " + problem.samples() + " samples to fit"
        : "rank " + full + " of " + full + ": X has full rank";
  }

  /**
   * θ_ols = X⁺y: the least-squares solution (2.3) where n &gt;= d, the interpolator of least ℓ2
   * norm (2.4) where n &lt;= d, and among several minimisers of R always the one of least ℓ2 norm.
   *
   * @throws ComputationException if it is beyond the range of doubles
   */
  public double[] minimumNorm() {
    return finite(reduced.isPresent() ? project(new double[problem.features()]) : ridge(0));
  }

  /**
   * The minimiser of R nearest to θ0 in ℓ2, θ_⊥ + θ_ols (2.15)-(2.16): where gradient flow, GD, SGD
   * and momentum from θ0 end if X can interpolate y.
   *
   * @throws BadDataException if θ0 does not have length d
   * @throws ComputationException if it is beyond the range of doubles
   */
  public double[] project(double[] theta0) {
    if (theta0.length != problem.features()) {
      throw new BadDataException(
          "theta0 has length " + theta0.length + ", but X has " + problem.features() + " columns");
    }
    double[] out = theta0.clone();
    if (reduced.isPresent()) {
      for (int pass = 0; pass < CORRECTIONS; pass++) {
        addLeastNorm(products(residual(reduced.get(), out)), out);
      }
      return finite(out);
    }
    double[] c = svd.rightProducts(theta0);
    for (int j = 0; j < c.length; j++) {
      c[j] = targetProducts[j] / svd.singularValue(j) - c[j];
    }
    svd.addRightCombination(c, out);
    return finite(out);
  }

  /** out += Σ_j c_j/σ_j v_j. */
  private void addLeastNorm(double[] c, double[] out) {
    for (int j = 0; j < c.length; j++) {
      c[j] /= svd.singularValue(j);
    }
    svd.addRightCombination(c, out);
  }

  /** b - Aθ in twice the digits. */
  private double[] residual(ReducedTarget target, double[] theta) {
    double[] out = new double[a.rows()];
    double[] row = new double[theta.length];
    for (int i = 0; i < out.length; i++) {
      a.copyRow(i, row);
      LongSum sum = new LongSum(target.b()[i], target.bLow()[i]);
      for (int j = 0; j < row.length; j++) {
        sum.addProduct(row[j], -theta[j]);
      }
      out[i] = sum.value();
    }
    return out;
  }

  private static double[] finite(double[] theta) {
    if (!(Norms.max(theta) <= Double.MAX_VALUE)) {
      throw new ComputationException(
          "the least-squares solution is beyond the range of numbers; rescale X or y");
    }
    return theta;
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
    if (reduced.isPresent() && lambda == 0) {
      return minimumNorm();
    }
    Svd whole = reduced.isPresent() ? Svd.of(problem.design()) : svd;
    double[] c = new double[whole.rank()];
    for (int j = 0; j < c.length; j++) {
      double sigma = whole.singularValue(j);
      double product =
          reduced.isPresent() ? whole.leftProduct(j, problem.target()) : targetProducts[j];
      c[j] = product / (sigma + problem.samples() * lambda / sigma);
    }
    double[] out = new double[problem.features()];
    whole.addRightCombination(c, out);
    return out;
  }

  /** The least training loss, 0 where it is rounding. */
  public double minimumLoss() {
    if (reduced.isPresent() && reduced.get().distance() == 0) {
      return 0;
    }
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
