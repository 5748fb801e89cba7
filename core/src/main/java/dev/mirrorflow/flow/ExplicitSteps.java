package dev.mirrorflow.flow;

import java.util.Arrays;

/** Steps of an explicit Runge-Kutta method, one evaluation of f a stage. */
final class ExplicitSteps extends Stepper {

  private final ExplicitTableau tableau;

  /** Null for fixed steps. */
  private final Tolerance tolerance;

  private final double[] argument;

  /**
   * f at the stages; the first is the slope at the start, the one after the last that at the end.
   */
  private final double[][] slopes;

  ExplicitSteps(GradientFlow flow, ExplicitTableau tableau, Tolerance tolerance) {
    super(flow);
    this.tableau = tableau;
    this.tolerance = tolerance;
    int m = flow.dimension();
    int stages = tableau.b().length;
    this.argument = new double[m];
    this.slopes = new double[stages + 1][];
    for (int i = 1; i < stages; i++) {
      slopes[i] = new double[m];
    }
  }

  @Override
  double step() {
    slopes[0] = slopeFrom;
    slopes[slopes.length - 1] = slopeTo;
    double[][] a = tableau.a();
    for (int i = 1; i < a.length; i++) {
      System.arraycopy(from, 0, argument, 0, argument.length);
      ExplicitTableau.add(h, a[i], slopes, argument);
      evaluate(argument, slopes[i]);
    }
    System.arraycopy(from, 0, to, 0, to.length);
    ExplicitTableau.add(h, tableau.b(), slopes, to);
    evaluateEnd();
    if (tolerance == null) {
      return 0;
    }
    double[] error = argument;
    Arrays.fill(error, 0);
    ExplicitTableau.add(h, tableau.error(), slopes, error);
    return tolerance.measure(error, from, to);
  }

  @Override
  public void interpolate(double s, double[] out) {
    tableau.interpolate(s, h, from, to, slopes, out);
  }
}
