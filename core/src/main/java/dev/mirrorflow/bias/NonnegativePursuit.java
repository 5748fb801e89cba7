package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.LeastSquares;

/**
 * From a minimiser with entries below 0 to that over θ &gt;= 0, by other costs for what is below 0:
 * first these alone, whose least value is 0 where some θ &gt;= 0 meets Aθ = b; then so much more
 * than the others that nothing is below 0 at the minimum, which for a linear programme some finite
 * cost brings about.
 */
final class NonnegativePursuit {

  /** Of the terms of every sample, an entry below 0 that is rounding. */
  private static final double ROUNDING = 1e-12;

  /** The costs below 0 that are tried, as powers of two. */
  private static final int[] EXPONENTS = {4, 12, 24, 48, 96, 192};

  /** Makes costs least, from near a θ. */
  interface Solver {

    /**
     * A minimiser, proved.
     *
     * @throws ComputationException if none was
     */
    PursuitPoint solve(Costs costs, double[] from);
  }

  private final LeastSquares reached;
  private final Solver solver;

  /**
   * For a problem.
   *
   * @param reached X and Py
   */
  NonnegativePursuit(LeastSquares reached, Solver solver) {
    this.reached = reached;
    this.solver = solver;
  }

  /**
   * The minimiser over θ &gt;= 0.
   *
   * @param costs of what is above 0
   * @param start the minimiser where the same is for what is below
   * @throws ComputationException if no θ &gt;= 0 meets the constraint, or none was found
   */
  PursuitPoint from(Costs costs, PursuitPoint start) {
    if (start.isNonnegative()) {
      return start;
    }
    PursuitPoint point = solver.solve(Costs.belowZero(start.theta().length), start.theta());
    clip(point.theta());
    if (!point.isNonnegative()) {
      throw new ComputationException(
          "no theta >= 0 interpolates y, as the least sum of negative parts is proved to be above"
              + " 0; leave the sign free, or fit y with --noise-norm or --lambda");
    }
    for (int exponent : EXPONENTS) {
      point = solver.solve(costs.withBelow(Math.scalb(1.0, exponent)), point.theta());
      clip(point.theta());
      if (point.isNonnegative()) {
        return point;
      }
    }
    throw new ComputationException(
        "basis pursuit could not be certified: whether some theta >= 0 interpolates y is beyond the"
            + " digits of a double; scale or drop columns");
  }

  /** Sets entries below 0 that are rounding to 0. */
  private void clip(double[] theta) {
    Terms terms = new Terms(reached.design(), reached.target(), theta);
    for (int j = 0; j < theta.length; j++) {
      if (theta[j] < 0 && terms.ofError(j, theta[j]) <= ROUNDING) {
        theta[j] = 0;
      }
    }
  }
}
