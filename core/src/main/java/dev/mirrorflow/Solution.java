package dev.mirrorflow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.Norms;
import java.util.Locale;
import java.util.stream.IntStream;

/** A θ that was found, which nobody can change. */
public abstract sealed class Solution
    permits Limit, Interpolator, Lasso, Run, Sweep.Point, Course.Point {

  /** On a trajectory and at its end no entry is 0: what is smaller than this share counts as 0. */
  static final double NEGLIGIBLE = 1e-3;

  private final double[] theta;

  /** Entries of at least this share of the largest are the support; 0 for all that are not 0. */
  private final double share;

  /** Takes θ, which nobody else may hold. */
  Solution(double[] theta, double share) {
    this.theta = theta;
    this.share = share;
  }

  /**
   * Where there may be no θ to speak of.
   *
   * @throws ComputationException if there is none
   */
  void requireTheta() {}

  private double[] found() {
    requireTheta();
    return theta;
  }

  /** A copy of θ, length d. */
  public double[] theta() {
    return found().clone();
  }

  /** ‖θ‖₁. */
  public double l1() {
    return Norms.l1(found());
  }

  /** ‖θ‖₂. */
  public double l2() {
    return Norms.l2(found());
  }

  /**
   * The coordinates, from 0 and rising, of the entries that are not 0. The network leaves none at
   * 0, so that its limits and trajectories count those of at least a thousandth of ‖θ‖∞.
   */
  public int[] support() {
    return atLeast(share);
  }

  /**
   * The coordinates, from 0 and rising, of the entries of at least this share of ‖θ‖∞.
   *
   * @throws BadDataException unless the share is above 0 and at most 1
   */
  public int[] support(double ofLargest) {
    if (!(ofLargest > 0 && ofLargest <= 1)) {
      throw new BadDataException(
          "support("
              + ofLargest
              + ") is no support: the share of the largest entry must be above 0 and at most 1; try"
              + " 1e-3");
    }
    return atLeast(ofLargest);
  }

  private int[] atLeast(double ofLargest) {
    double[] values = found();
    double least = ofLargest * Norms.max(values);
    return IntStream.range(0, values.length)
        .filter(j -> values[j] != 0 && Math.abs(values[j]) >= least)
        .toArray();
  }

  /** Norms and the size of the support, for people. */
  String summary() {
    return String.format(
        Locale.ROOT,
        "‖θ‖₁ = %.4g, ‖θ‖₂ = %.4g, %d of %d entries%s",
        l1(),
        l2(),
        support().length,
        theta.length,
        share > 0 ? String.format(Locale.ROOT, " above %.0e of the largest", share) : "");
  }
}
