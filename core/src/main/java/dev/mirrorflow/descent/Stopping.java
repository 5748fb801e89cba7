package dev.mirrorflow.descent;

import dev.mirrorflow.error.BadDataException;

/**
 * When a descent ends: at a training loss, at a gradient norm (Euclidean, of the parameters
 * descended in), or at a number of iterations, whichever comes first. A loss tolerance of 0 is
 * reached by an exact zero only; a gradient tolerance of 0 switches that criterion off.
 */
public record Stopping(double loss, double gradientNorm, long maxIterations) {

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
}
