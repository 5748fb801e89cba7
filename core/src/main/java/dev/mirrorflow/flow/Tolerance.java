package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;

/**
 * The error an adaptive method may make in one step: in the root mean square of the components,
 * each relative to absolute + relative |y_j|. With absolute = 0 every component keeps its relative
 * precision, however small it is.
 *
 * @param relative positive and below 1
 * @param absolute 0 or positive, in the units of the state
 */
public record Tolerance(double relative, double absolute) {

  /** The share of a component's first size below which its precision does not matter. */
  private static final double NEGLIGIBLE = 1e-3;

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

  /**
   * For {@link FactorFlow} from α, where θ is to keep the relative precision. An explicit method at
   * its stability limit leaves a residual of about the tolerance times u², hence the division by α²
   * where α is large.
   *
   * @throws BadDataException if relative is not between 0 and 1, or too small for so large an α
   */
  public static Tolerance ofFactors(double relative, double alpha) {
    double scaled = relative / Math.max(1, alpha * alpha);
    return new Tolerance(scaled, NEGLIGIBLE * relative * Math.min(alpha, 1 / alpha));
  }

  /** For {@link LinearFlow} from θ0, where θ moves by about g R/‖g‖² at first. */
  public static Tolerance ofLeastSquares(double relative, LeastSquares problem, double[] theta0) {
    double[] gradient = new double[problem.features()];
    problem.lossAndGradient(theta0, new double[problem.samples()], gradient);
    double time = TimeScale.ofLeastSquares(problem, theta0);
    double way = Double.isInfinite(time) ? 0 : time * Norms.max(gradient);
    return new Tolerance(relative, NEGLIGIBLE * relative * Math.max(way, Norms.max(theta0)));
  }

  /** For {@link ThetaFlow} from α, where θ begins with the size α². */
  public static Tolerance ofTheta(double relative, double alpha) {
    return new Tolerance(relative, NEGLIGIBLE * relative * Math.min(1, alpha * alpha));
  }

  /** For {@link DualFlow} from α, where ν has the size 1/α² if α is large. */
  public static Tolerance ofDual(double relative, double alpha) {
    return new Tolerance(relative, NEGLIGIBLE * relative / Math.max(1, alpha * alpha));
  }

  /** The size of an error between two states, 1 being what is allowed; NaN if any is NaN. */
  double measure(double[] error, double[] from, double[] to) {
    double sum = 0;
    for (int j = 0; j < error.length; j++) {
      double e = error[j] / scale(Math.max(Math.abs(from[j]), Math.abs(to[j])));
      sum += e * e;
    }
    return Math.sqrt(sum / error.length);
  }

  /** The size of a vector at a state by its largest component, 1 being what is allowed. */
  double largest(double[] vector, double[] state) {
    double max = 0;
    for (int j = 0; j < vector.length; j++) {
      max = Math.max(max, Math.abs(vector[j]) / scale(Math.abs(state[j])));
    }
    return max;
  }

  private double scale(double size) {
    return Math.max(absolute + relative * size, Double.MIN_NORMAL);
  }
}
