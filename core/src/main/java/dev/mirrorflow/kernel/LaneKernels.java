package dev.mirrorflow.kernel;

/**
 * The engine room's face for many θ at once, side by side in lanes: checks every argument, then
 * calls the provider that {@link Kernels} runs on. One pass over X serves all lanes, and its rate
 * is set by the multiply-adds, where that of a single θ is set by the memory.
 *
 * <p>A matrix of d coordinates by width lanes is a {@code double[d * width]}, lane-contiguous:
 * coordinate j of lane l is at {@code j * width + l}. The width is {@link #width} or half of it. A
 * lane's numbers have the same bits whatever its place, its neighbours and the width; all methods
 * are free of allocation. Where the step size of a lane is 0 the updates leave the lane as it is.
 * Costs are given as flops and bytes of memory traffic if nothing is in cache, for all lanes.
 */
public final class LaneKernels {

  private LaneKernels() {}

  private static LaneProvider engine() {
    return Kernels.lanes();
  }

  /** The number of lanes that the registers are tiled for; half of it is possible too. */
  public static int width() {
    return engine().width();
  }

  /**
   * Residuals and gradients of all lanes over the rows {@code batch[from..to)} of a panel of X,
   * reading each row from memory once where d is below some thousands: residual_il = &lt;x_i,
   * θ_l&gt; - targets_l y_i, gradient_l += weight Σ residual_il x_i, and the squares of the
   * residuals to the sums of the space. A row may occur more than once. 4 (to-from) d width flops,
   * 8 (to-from) d bytes for the batch.
   *
   * @param x panel of row-major rows
   * @param offset index of the panel's first row's first entry
   * @param stride distance between rows, at least d
   * @param rows number of rows in the panel
   * @param firstRow index in y of the panel's first row; {@code batch} counts rows as y does
   * @param space of the width of theta, receives the sums
   * @param theta Θ, d x width
   * @param targets the weight of y in each lane: 1 for a gradient, 0 for XᵀX θ
   * @param weight usually 1/n
   * @param gradient d x width, added to
   * @throws IllegalArgumentException if a row is not in the panel, a range leaves its array, the
   *     stride is below d, or the lengths do not fit the width
   */
  public static void residualGradient(
      double[] x,
      int offset,
      int stride,
      int rows,
      int firstRow,
      int[] batch,
      int from,
      int to,
      LaneSpace space,
      double[] theta,
      double[] y,
      double[] targets,
      double weight,
      double[] gradient) {
    checkLanes("theta", theta, space.width());
    KernelChecks.panel(x.length, offset, stride, rows, theta.length / space.width());
    KernelChecks.same("theta", theta, "gradient", gradient);
    KernelChecks.range("y", y, firstRow, rows);
    if (from < 0 || to < from || to > batch.length) {
      throw new IllegalArgumentException(
          "batch range [" + from + ", " + to + ") leaves the batch of " + batch.length);
    }
    KernelChecks.batchRows(batch, from, to, firstRow, rows);
    checkPerLane("targets", targets, space.width());
    LaneRows.residualGradient(
        engine(),
        x,
        offset - (long) firstRow * stride,
        stride,
        batch,
        from,
        to,
        space,
        theta,
        y,
        targets,
        weight,
        gradient);
  }

  /**
   * largest_l = max_j |g_jl|. 8 bytes a number.
   *
   * @throws IllegalArgumentException if the lengths do not fit the width
   */
  public static void largest(double[] g, double[] largest) {
    checkLanes("g", g, largest.length);
    engine().largest(g, largest.length, largest);
  }

  /**
   * norms_l = ‖v_l⊙g_l‖² + ‖u_l⊙g_l‖², the squared norm of both gradients of (3.9). 6 flops and 24
   * bytes a number.
   *
   * @throws IllegalArgumentException if the lengths differ or do not fit the width
   */
  public static void gradientSquaredNorms(double[] u, double[] v, double[] g, double[] norms) {
    checkLanes("u", u, norms.length);
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "g", g);
    engine().gradientSquaredNorms(u, v, g, norms.length, norms);
  }

  /**
   * growth_l = Σ_j max(0, u_jl² + v_jl² - reference_jl) bounds_j. 7 flops and 24 bytes a number.
   *
   * @param bounds length d
   * @throws IllegalArgumentException if the lengths differ or do not fit the width
   */
  public static void weightGrowth(
      double[] u, double[] v, double[] reference, double[] bounds, double[] growth) {
    checkLanes("u", u, growth.length);
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "reference", reference);
    if (bounds.length * growth.length != u.length) {
      throw new IllegalArgumentException(
          "bounds has " + bounds.length + ", u has " + u.length + " in lanes of " + growth.length);
    }
    engine().weightGrowth(u, v, reference, bounds, growth.length, growth);
  }

  /**
   * {@link Kernels#hadamardStep} in each lane with the lane's own step size. 6 flops and 48 bytes a
   * number.
   *
   * @throws IllegalArgumentException if the lengths differ or do not fit the width
   */
  public static void hadamardStep(
      double[] u, double[] v, double[] g, double[] eta, double[] theta) {
    checkLanes("u", u, eta.length);
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "g", g);
    KernelChecks.same("u", u, "theta", theta);
    engine().hadamardStep(u, v, g, eta, eta.length, theta);
  }

  /**
   * {@link Kernels#hadamardHeavyBall} in each lane with the lane's own step size. 10 flops and 80
   * bytes a number.
   *
   * @throws IllegalArgumentException if the lengths differ or do not fit the width
   */
  public static void hadamardHeavyBall(
      double[] u,
      double[] v,
      double[] velocityU,
      double[] velocityV,
      double[] g,
      double[] eta,
      double beta,
      double[] theta) {
    checkLanes("u", u, eta.length);
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "velocityU", velocityU);
    KernelChecks.same("u", u, "velocityV", velocityV);
    KernelChecks.same("u", u, "g", g);
    KernelChecks.same("u", u, "theta", theta);
    engine().hadamardHeavyBall(u, v, velocityU, velocityV, g, eta, beta, eta.length, theta);
  }

  /**
   * {@link Kernels#hadamardNesterov} in each lane with the lane's own step size. 12 flops and 80
   * bytes a number.
   *
   * @throws IllegalArgumentException if the lengths differ or do not fit the width
   */
  public static void hadamardNesterov(
      double[] u,
      double[] v,
      double[] aheadU,
      double[] aheadV,
      double[] g,
      double[] eta,
      double beta,
      double[] theta) {
    checkLanes("u", u, eta.length);
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "aheadU", aheadU);
    KernelChecks.same("u", u, "aheadV", aheadV);
    KernelChecks.same("u", u, "g", g);
    KernelChecks.same("u", u, "theta", theta);
    engine().hadamardNesterov(u, v, aheadU, aheadV, g, eta, beta, eta.length, theta);
  }

  static void checkWidth(LaneProvider provider, int width) {
    int full = provider.width();
    if (width != full && width != full / 2) {
      throw new IllegalArgumentException(
          width + " lanes; the kernels take " + full + " or " + full / 2);
    }
  }

  private static void checkLanes(String name, double[] a, int width) {
    checkWidth(engine(), width);
    if (a.length % width != 0) {
      throw new IllegalArgumentException(
          name + " has " + a.length + ", no multiple of " + width + " lanes");
    }
  }

  private static void checkPerLane(String name, double[] a, int width) {
    if (a.length != width) {
      throw new IllegalArgumentException(name + " has " + a.length + " for " + width + " lanes");
    }
  }
}
