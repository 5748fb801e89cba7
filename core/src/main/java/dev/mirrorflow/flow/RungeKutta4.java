package dev.mirrorflow.flow;

/**
 * The classical Runge-Kutta method with a fixed step. Order 4, four evaluations a step (the slope
 * at its end is the first stage of the next); the dense output is the cubic Hermite interpolant, of
 * order 3.
 *
 * <p>W. Kutta, Beitrag zur näherungsweisen Integration totaler Differentialgleichungen, Zeitschrift
 * für Mathematik und Physik 46 (1901) 435-453; Hairer, Nørsett, Wanner, Solving Ordinary
 * Differential Equations I, 2nd ed. (1993), II.1, table 1.2.
 *
 * @param h the step, in units of time
 */
public record RungeKutta4(double h) implements Integrator {

  public RungeKutta4 {
    StepControl.requireStep(h);
  }

  @Override
  public String name() {
    return "rk4";
  }

  @Override
  public int order() {
    return 4;
  }

  @Override
  public int evaluationsPerStep() {
    return 4;
  }

  @Override
  public StepControl control() {
    return StepControl.fixed(h);
  }

  @Override
  public Stepper on(GradientFlow flow) {
    return new Steps(flow);
  }

  private static final class Steps extends Stepper {

    private final double[] stage;
    private final double[] k2;
    private final double[] k3;
    private final double[] k4;

    Steps(GradientFlow flow) {
      super(flow);
      int m = flow.dimension();
      stage = new double[m];
      k2 = new double[m];
      k3 = new double[m];
      k4 = new double[m];
    }

    @Override
    double step() {
      evaluateAt(h / 2, slopeFrom, k2);
      evaluateAt(h / 2, k2, k3);
      evaluateAt(h, k3, k4);
      for (int j = 0; j < to.length; j++) {
        to[j] = from[j] + h / 6 * (slopeFrom[j] + 2 * (k2[j] + k3[j]) + k4[j]);
      }
      return 0;
    }

    private void evaluateAt(double reach, double[] k, double[] out) {
      for (int j = 0; j < stage.length; j++) {
        stage[j] = from[j] + reach * k[j];
      }
      evaluate(stage, out);
    }

    @Override
    public void interpolate(double s, double[] out) {
      for (int j = 0; j < out.length; j++) {
        double rise = to[j] - from[j];
        double bend = h * slopeFrom[j] - rise;
        double twist = rise - h * slopeTo[j] - bend;
        out[j] = from[j] + s * (rise + (1 - s) * (bend + s * twist));
      }
    }
  }
}
