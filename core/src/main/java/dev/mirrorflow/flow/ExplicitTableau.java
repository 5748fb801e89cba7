package dev.mirrorflow.flow;

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
}
