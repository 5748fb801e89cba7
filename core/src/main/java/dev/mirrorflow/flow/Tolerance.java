package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;

/**
 * The error an adaptive method may make in one step: in the root mean square of the components,
 * each relative to absolute + relative |y_j|. With absolute = 0 every component keeps its relative
 * precision, however small it is.
 *
 * @param relative positive and below 1
 * @param absolute 0 or positive, in the units of the state
 */
public record Tolerance(double relative, double absolute) {

  public Tolerance {
    if (!(relative > 0) || !(relative < 1)) {
      throw new BadDataException(
          "the relative tolerance must be between 0 and 1, not " + relative + "; try 1e-8");
    }
    if (!(absolute >= 0) || Double.isInfinite(absolute)) {
      throw new BadDataException(
          "the absolute tolerance must be 0 or positive and finite, not " + absolute);
    }
  }

  /** The size of an error between two states, 1 being what is allowed; NaN if any is NaN. */
  double measure(double[] error, double[] from, double[] to) {
    double sum = 0;
    for (int j = 0; j < error.length; j++) {
      double scale = absolute + relative * Math.max(Math.abs(from[j]), Math.abs(to[j]));
      double e = error[j] / Math.max(scale, Double.MIN_NORMAL);
      sum += e * e;
    }
    return Math.sqrt(sum / error.length);
  }
}
