package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/** The checks that all flows share. */
public final class FlowInput {

  /** Exponents of X, and of y/X, of which squares and products with those of y are doubles. */
  private static final int MOST_EXPONENT = 400;

  private FlowInput() {}

  /**
   * The problem, if the slopes of its flows and the squares of their θ are doubles.
   *
   * @throws BadDataException if X or y/X is so large or small that they are not
   */
  public static LeastSquares moderate(LeastSquares problem) {
    double x = problem.largestEntry();
    double y = Norms.max(problem.target());
    int size = Math.getExponent(x);
    if (Math.abs(size) > MOST_EXPONENT) {
      throw new BadDataException(
          "X is too %s for a flow: its largest entry is %s, and slopes and times leave the range of doubles; %s X by a power of ten, and θ is so much %s"
              .formatted(
                  size > 0 ? "large" : "small",
                  x,
                  size > 0 ? "divide" : "multiply",
                  size > 0 ? "larger" : "smaller"));
    }
    if (y > 0 && Math.abs(Math.getExponent(y) - size) > MOST_EXPONENT) {
      throw new BadDataException(
          "y is too far from X for a flow: their largest entries are %s and %s, and the squares of θ leave the range of doubles; multiply y by a power of ten, and θ is so much larger"
              .formatted(y, x));
    }
    return problem;
  }

  /** A copy of a vector of length d with finite entries. */
  static double[] checked(String name, double[] values, LeastSquares problem) {
    if (values.length != problem.features()) {
      throw new BadDataException(
          name
              + " has length "
              + values.length
              + ", but X has "
              + problem.features()
              + " columns; they must match");
    }
    for (int j = 0; j < values.length; j++) {
      if (!Double.isFinite(values[j])) {
        throw new BadDataException(
            name + " holds " + values[j] + " at " + j + "; it must be finite");
      }
    }
    return values.clone();
  }

  static double[] constant(double value, int length) {
    double[] out = new double[length];
    Arrays.fill(out, value);
    return out;
  }
}
