package dev.mirrorflow.kernel;

/**
 * The element-wise work of explicit integrators on (u, v) of many diagonal networks side by side;
 * lanes and their bits are those of {@link LaneKernels}. A state is a matrix of 2d coordinates by
 * width lanes, u above v. The methods take ranges, so that a caller can do one after the other on a
 * piece that stays in the cache; nothing is allocated.
 */
public final class LaneFlowKernels {

  private LaneFlowKernels() {}

  private static LaneProvider engine() {
    return Kernels.lanes();
  }

  /**
   * The right-hand side of the flow (3.9) on the numbers [from, to) of its upper half and the same
   * of the lower: slope_u = -v⊙g, slope_v = -u⊙g. 3 flops and 40 bytes a number of g.
   *
   * @param state (u, v), 2d x width
   * @param g gradients in θ, d x width
   * @param width the lanes
   * @param from a multiple of the width
   * @param to another, at most the length of g
   * @param slope receives (u', v'), 2d x width
   * @throws IllegalArgumentException if a length or the range does not fit
   */
  public static void factorSlopes(
      double[] state, double[] g, int width, int from, int to, double[] slope) {
    checkRange("g", g, width, from, to);
    KernelChecks.same("state", state, "slope", slope);
    if (state.length != 2 * g.length) {
      throw new IllegalArgumentException(
          "the state has " + state.length + ", not twice the " + g.length + " of g");
    }
    engine().factorSlopes(state, g, from, to, slope);
  }

  /**
   * out = base + Σ_k weights_kl terms_k in each lane l on the numbers [from, to), the terms in
   * their order. 2 flops a number and term, and 8 bytes for it, besides 16.
   *
   * @param base of the length of out, which may be it
   * @param terms the first {@code count} are used, at least one
   * @param weights count x width
   * @param width the lanes
   * @param from a multiple of the width
   * @param to another, at most the length of out
   * @throws IllegalArgumentException if a length or the range does not fit
   */
  public static void addWeighted(
      double[] base,
      double[][] terms,
      int count,
      double[] weights,
      int width,
      int from,
      int to,
      double[] out) {
    checkRange("out", out, width, from, to);
    KernelChecks.same("base", base, "out", out);
    if (count < 1 || count > terms.length || count * width > weights.length) {
      throw new IllegalArgumentException(
          count + " terms of " + terms.length + " with " + weights.length + " weights");
    }
    LaneProvider engine = engine();
    double[] sum = base;
    for (int k = 0; k < count; k++) {
      KernelChecks.same("term", terms[k], "out", out);
      engine.addWeighted(sum, terms[k], weights, k * width, width, from, to, out);
      sum = out;
    }
  }

  /**
   * squares_l = Σ_j (error_jl / max(absolute_l + relative_l max(|before_jl|, |after_jl|), tiny))²,
   * where tiny is the smallest normal number; NaN where any of them is. 7 flops, two of them slow,
   * and 24 bytes a number.
   *
   * @throws IllegalArgumentException if a length does not fit
   */
  public static void scaledSquares(
      double[] error,
      double[] before,
      double[] after,
      double[] relative,
      double[] absolute,
      double[] squares) {
    int width = squares.length;
    checkRange("error", error, width, 0, error.length);
    KernelChecks.same("error", error, "before", before);
    KernelChecks.same("error", error, "after", after);
    KernelChecks.same("relative", relative, "squares", squares);
    KernelChecks.same("absolute", absolute, "squares", squares);
    engine().scaledSquares(error, before, after, relative, absolute, width, squares);
  }

  private static void checkRange(String name, double[] a, int width, int from, int to) {
    LaneKernels.checkWidth(engine(), width);
    if (from < 0 || to < from || to > a.length || from % width != 0 || to % width != 0) {
      throw new IllegalArgumentException(
          "["
              + from
              + ", "
              + to
              + ") is no range of lanes of "
              + width
              + " in "
              + name
              + ", which has "
              + a.length);
    }
  }
}
