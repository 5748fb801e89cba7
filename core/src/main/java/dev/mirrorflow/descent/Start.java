package dev.mirrorflow.descent;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;

/** Where a descent starts, and with it the parametrisation it descends in: θ itself, or θ = u⊙v. */
public sealed interface Start {

  /** d, the number of features the start is for. */
  int features();

  /**
   * Checks that it is for a problem.
   *
   * @throws BadDataException if X has another number of columns
   */
  default void requireFor(LeastSquares problem) {
    if (features() != problem.features()) {
      throw new BadDataException(
          "the start has length "
              + features()
              + ", but X has "
              + problem.features()
              + " columns; they must match");
    }
  }

  /** Descent on θ from θ0, length d. */
  record Linear(double[] theta0) implements Start {
    public Linear {
      theta0 = checked("theta0", theta0);
    }

    @Override
    public int features() {
      return theta0.length;
    }
  }

  /** Descent on the factors of the diagonal network from (u0, v0), length d each. */
  record Network(double[] u0, double[] v0) implements Start {
    public Network {
      u0 = checked("u0", u0);
      v0 = checked("v0", v0);
      if (u0.length != v0.length) {
        throw new BadDataException(
            "u0 has length " + u0.length + ", v0 has length " + v0.length + "; they must match");
      }
    }

    @Override
    public int features() {
      return u0.length;
    }
  }

  /** θ0 = 0. */
  static Start zero(int d) {
    return new Linear(new double[d]);
  }

  /**
   * u0 = √2 α 1, v0 = 0 (3.29), so that I = α² (3.30).
   *
   * @throws BadDataException unless α is positive and finite
   */
  static Network network(double alpha, int d) {
    double[] u0 = new double[d];
    Arrays.fill(u0, scale(alpha));
    return new Network(u0, new double[d]);
  }

  /** √2 α, the entries of u0 in (3.29). */
  static double scale(double alpha) {
    return Math.sqrt(2) * DiagonalNetwork.checkedAlpha(alpha);
  }

  private static double[] checked(String name, double[] values) {
    for (int j = 0; j < values.length; j++) {
      if (!Double.isFinite(values[j])) {
        throw new BadDataException(
            name + " holds " + values[j] + " at " + j + "; it must be finite");
      }
    }
    return values.clone();
  }
}
