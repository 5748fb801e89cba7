package dev.mirrorflow.flow;

/**
 * Explicit Euler with a fixed step, y₁ = y₀ + h f(y₀): gradient descent with step size η = h. Order
 * 1, one evaluation a step; the dense output is the cubic Hermite interpolant.
 *
 * <p>L. Euler, Institutionum calculi integralis I (1768), §650; Hairer, Nørsett, Wanner, Solving
 * Ordinary Differential Equations I, 2nd ed. (1993), I.7.
 *
 * @param h the step, in units of time
 */
public record ExplicitEuler(double h) implements Integrator {

  static final ExplicitTableau TABLEAU =
      ExplicitTableau.plain(new double[][] {{}}, new double[] {1});

  public ExplicitEuler {
    StepControl.requireStep(h);
  }

  @Override
  public String name() {
    return "euler";
  }

  @Override
  public int order() {
    return 1;
  }

  @Override
  public int evaluationsPerStep() {
    return 1;
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
