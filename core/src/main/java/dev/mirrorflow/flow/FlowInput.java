package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;

/** The checks that the starts of all flows share. */
final class FlowInput {

  private FlowInput() {}

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
