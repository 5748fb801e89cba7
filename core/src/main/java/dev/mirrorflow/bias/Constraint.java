package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Svd;
import dev.mirrorflow.linalg.WeightedGram;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The interpolation constraint A θ = b with A of full row rank: X and y themselves where X Xᵀ is
 * well conditioned, otherwise an orthonormal basis of the row space, at the numerical rank of X,
 * with b to match.
 *
 * @param a r x d
 * @param b length r
 * @param leastNorm (A Aᵀ)⁻¹ b, the dual of the interpolator of least norm, which is Aᵀ times it
 * @param note one line on what was done to X, empty if nothing
 */
record Constraint(DesignMatrix a, double[] b, double[] leastNorm, String note) {

  /** Below this ratio of pivots, the Gram matrix has lost half its digits. */
  static final double WELL_CONDITIONED = 1e-8;

  /** How much of y may lie outside the range of X and still be rounding. */
  private static final double CONSISTENT = 1e-10;

  /**
   * The constraint of a problem.
   *
   * @throws BadDataException if no θ interpolates, because y is not in the range of X
   */
  static Constraint of(LeastSquares problem) {
    double[] y = problem.target();
    Optional<Cholesky> gram = wellConditionedGram(problem.design());
    if (gram.isPresent()) {
      double[] leastNorm = y.clone();
      gram.get().solve(leastNorm);
      return new Constraint(problem.design(), y, leastNorm, "");
    }
    Svd svd = Svd.of(problem.design());
    double[] b = new double[svd.rank()];
    for (int j = 0; j < b.length; j++) {
      double product = svd.leftProduct(j, y);
      b[j] = product / svd.singularValue(j);
    }
    double all = Kernels.squaredNorm(y);
    double[] theta = new double[problem.features()];
    svd.addRightCombination(b, theta);
    double outside = Math.sqrt(2 * problem.samples() * problem.loss(theta) / all);
    if (outside > CONSISTENT) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "y is not in the range of X: the best fit leaves %.1e of y, so there is no"
                  + " interpolator; remove contradictory rows or use fewer samples than features",
              outside));
    }
    String what = svd.isRankDeficient() ? "rank deficient" : "ill conditioned";
    return new Constraint(
        svd.rowSpace(),
        b,
        b,
        String.format(
            Locale.ROOT,
            "X is %s: rank %d of %d, condition number %.1e on that rank",
            what,
            svd.rank(),
            Math.min(problem.samples(), problem.features()),
            svd.singularValue(0) / svd.singularValue(svd.rank() - 1)));
  }

  /** X Xᵀ, factored; empty where it is not well conditioned. */
  private static Optional<Cholesky> wellConditionedGram(DesignMatrix x) {
    if (x.rows() > x.columns()) {
      return Optional.empty();
    }
    double[] ones = new double[x.columns()];
    Arrays.fill(ones, 1);
    double[] gram = new double[x.rows() * x.rows()];
    new WeightedGram(x).compute(ones, gram);
    try {
      return Optional.of(Cholesky.of(gram, x.rows()))
          .filter(factor -> factor.pivotRatio() > WELL_CONDITIONED);
    } catch (ComputationException e) {
      return Optional.empty();
    }
  }
}
