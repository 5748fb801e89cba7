package dev.mirrorflow.flow;

import dev.mirrorflow.block.BlockPass;
import java.util.Optional;

/**
 * The coefficients of an explicit Runge-Kutta method. Where there is an error estimate, f at the
 * end of the step counts as one stage more.
 *
 * @param a row i: weights of the stages before stage i in its argument
 * @param b weights of the stages in the result
 * @param error weights in the error estimate, empty if the method has none
 * @param quartic weights in the term of the dense output that goes beyond the cubic Hermite
 *     interpolant, empty if there is none
 */
record ExplicitTableau(double[][] a, double[] b, double[] error, double[] quartic) {

  private static final double[] NONE = {};

  /** A method without error estimate, whose dense output is the cubic Hermite interpolant. */
  static ExplicitTableau plain(double[][] a, double[] b) {
    return new ExplicitTableau(a, b, NONE, NONE);
  }

  /**
   * The tableau of a method.
   *
   * @throws IllegalArgumentException if the method has none
   */
  static ExplicitTableau of(Integrator integrator) {
    return switch (integrator) {
      case ExplicitEuler _ -> ExplicitEuler.TABLEAU;
      case RungeKutta4 _ -> RungeKutta4.TABLEAU;
      case DormandPrince _ -> DormandPrince.TABLEAU;
      case Rodas4 _ -> throw new IllegalArgumentException("rodas4 is not explicit");
    };
  }

  /**
   * The stepper of the method at the start of a flow: by column blocks where X and the flow allow
   * it, otherwise by evaluations of f.
   *
   * @param tolerance null for fixed steps
   */
  Stepper on(GradientFlow flow, Tolerance tolerance) {
    if (flow instanceof CoordinateFlow separable) {
      Optional<BlockPass<?>> pass = separable.problem().blockPass();
      if (pass.isPresent()) {
        return new BlockSteps(separable, pass.get(), this, tolerance);
      }
    }
    return new ExplicitSteps(flow, this, tolerance);
  }

  boolean isAdaptive() {
    return error.length > 0;
  }

  /**
   * The dense output on a step of length h: the cubic Hermite interpolant, and the quartic term if
   * there is one.
   *
   * @param s from 0 to 1
   * @param slopes f at the stages; the first is the slope at the start, the one after the last that
   *     at the end
   */
  void interpolate(
      double s, double h, double[] from, double[] to, double[][] slopes, double[] out) {
    double[] slopeFrom = slopes[0];
    double[] slopeTo = slopes[slopes.length - 1];
    for (int j = 0; j < out.length; j++) {
      double rise = to[j] - from[j];
      double bend = h * slopeFrom[j] - rise;
      double twist = rise - h * slopeTo[j] - bend;
      out[j] = from[j] + s * (rise + (1 - s) * (bend + s * twist));
    }
    double bump = s * (1 - s);
    add(h * bump * bump, quartic, slopes, out);
  }

  /** out += scale Σ weights_k slope_k. */
  static void add(double scale, double[] weights, double[][] slopes, double[] out) {
    add(scale, weights, slopes, out, 0, out.length);
  }

  /** The same for the entries [from, to) alone. */
  static void add(
      double scale, double[] weights, double[][] slopes, double[] out, int from, int to) {
    for (int k = 0; k < weights.length; k++) {
      double weight = scale * weights[k];
      if (weight != 0) {
        double[] slope = slopes[k];
        for (int j = from; j < to; j++) {
          out[j] += weight * slope[j];
        }
      }
    }
  }
}
