package dev.mirrorflow.descent;

import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.error.BadDataException;

/**
 * When a descent ends: at a training loss, at a gradient norm (Euclidean, of the parameters
 * descended in), or at a number of iterations, whichever comes first. A loss tolerance of 0 is
 * reached by an exact zero only; a gradient tolerance of 0 switches that criterion off.
 */
public record Stopping(double loss, double gradientNorm, long maxIterations) {

  /** The loss has blown up when it is this many times the larger of R(0) and the first loss. */
  private static final double BLOW_UP = 1e8;

  public Stopping {
    if (!(loss >= 0) || !(gradientNorm >= 0)) {
      throw new BadDataException(
          "tolerances must be 0 or positive, not loss " + loss + " and gradient " + gradientNorm);
    }
    if (maxIterations < 0) {
      throw new BadDataException(
          "the number of iterations must be 0 or positive, not " + maxIterations);
    }
  }

  /**
   * The loss above which a descent that started at {@code firstLoss} has blown up.
   *
   * @param lossAtZero R(0)
   */
  static double blowUp(double firstLoss, double lossAtZero) {
    return BLOW_UP * Math.max(firstLoss, lossAtZero);
  }

  /** Why to end here, or null to go on; a gradient norm of NaN stands for one not asked for. */
  Status status(double atLoss, double atGradientNorm, double limit, boolean last) {
    if (!(atLoss <= limit)) {
      return Status.DIVERGED;
    }
    if (atLoss <= loss) {
      return Status.CONVERGED;
    }
    if (gradientNorm > 0 && atGradientNorm <= gradientNorm) {
      return Status.STATIONARY;
    }
    return last ? Status.BUDGET : null;
  }
}
