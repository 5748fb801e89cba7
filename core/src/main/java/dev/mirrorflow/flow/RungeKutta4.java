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

  static final ExplicitTableau TABLEAU =
      ExplicitTableau.plain(
          new double[][] {{}, {1.0 / 2}, {0, 1.0 / 2}, {0, 0, 1}},
          new double[] {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6});

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
    return TABLEAU.on(flow, null);
  }
}
