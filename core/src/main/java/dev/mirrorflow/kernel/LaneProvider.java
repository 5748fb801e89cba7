package dev.mirrorflow.kernel;

/**
 * What an implementation provides for many θ side by side, in lanes. A matrix of d coordinates by
 * {@code width} lanes is lane-contiguous: coordinate j of lane l is at {@code j * width + l}.
 * Arguments have been checked by {@link LaneKernels}; no method allocates.
 *
 * <p>A lane's numbers come from its own numbers alone, by the same operations in the same order
 * whatever its place, its neighbours and the width: that is what lets a sweep put any α in any
 * lane. Where the step size of a lane is 0, the updates leave the lane as it is, θ included.
 */
abstract class LaneProvider {

  /** The largest number of lanes; half of it is the other one. */
  abstract int width();

  /** How many rows of X {@link #multiply} and {@link #combine} take at once. */
  abstract int rows(int width);

  /**
   * tile_kl = Σ_j x[rows[i + k] + from + j] theta_jl over {@code count} columns, for the rows k of
   * a tile; theta_0 is at {@code at}.
   */
  abstract void multiply(
      double[] x,
      int[] rows,
      int i,
      int from,
      int count,
      double[] theta,
      int at,
      int width,
      double[] tile);

  /**
   * g_jl += Σ_k x[rows[i + k] + from + j] tile_kl over the rows k of a tile, in their order, for
   * {@code count} columns; g_0 is at {@code at}.
   */
  abstract void combine(
      double[] x,
      int[] rows,
      int i,
      int from,
      int count,
      double[] tile,
      int width,
      double[] g,
      int at);

  /** largest_l = max_j |g_jl|. */
  abstract void largest(double[] g, int width, double[] largest);

  /** norm_l = Σ_j (u_jl² + v_jl²) g_jl², as {@link KernelProvider#hadamardGradientSquaredNorm}. */
  abstract void gradientSquaredNorms(double[] u, double[] v, double[] g, int width, double[] norms);

  /** growth_l = Σ_j max(0, u_jl² + v_jl² - reference_jl) bounds_j. */
  abstract void weightGrowth(
      double[] u, double[] v, double[] reference, double[] bounds, int width, double[] growth);

  abstract void hadamardStep(
      double[] u, double[] v, double[] g, double[] eta, int width, double[] theta);

  abstract void hadamardHeavyBall(
      double[] u,
      double[] v,
      double[] velocityU,
      double[] velocityV,
      double[] g,
      double[] eta,
      double beta,
      int width,
      double[] theta);

  abstract void hadamardNesterov(
      double[] u,
      double[] v,
      double[] aheadU,
      double[] aheadV,
      double[] g,
      double[] eta,
      double beta,
      int width,
      double[] theta);

  /** slope = (-v⊙g, -u⊙g) on [from, to) of both halves of state = (u, v) and of slope. */
  abstract void factorSlopes(double[] state, double[] g, int from, int to, double[] slope);

  /** out = base + weight_l term on [from, to); the weights of the lanes are at {@code at}. */
  abstract void addWeighted(
      double[] base,
      double[] term,
      double[] weights,
      int at,
      int width,
      int from,
      int to,
      double[] out);

  /** square_l = Σ_j (error_jl / max(absolute_l + relative_l max(|before|, |after|), tiny))². */
  abstract void scaledSquares(
      double[] error,
      double[] before,
      double[] after,
      double[] relative,
      double[] absolute,
      int width,
      double[] squares);
}
