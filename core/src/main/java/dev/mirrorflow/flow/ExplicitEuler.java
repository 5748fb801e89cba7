package dev.mirrorflow.flow;

/**
 * Explicit Euler with a fixed step, y₁ = y₀ + h f(y₀): gradient descent with step size η = h. Order
 * 1, one evaluation a step; the dense output is the chord.
 *
 * <p>L. Euler, Institutionum calculi integralis I (1768), §650; Hairer, Nørsett, Wanner, Solving
 * Ordinary Differential Equations I, 2nd ed. (1993), I.7.
 *
 * @param h the step, in units of time
 */
public record ExplicitEuler(double h) implements Integrator {

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
    return new Steps(flow);
  }

  private static final class Steps extends Stepper {

    Steps(GradientFlow flow) {
      super(flow);
    }

    @Override
    double step() {
      for (int j = 0; j < to.length; j++) {
        to[j] = from[j] + h * slopeFrom[j];
      }
      return 0;
    }

    @Override
    public void interpolate(double s, double[] out) {
      for (int j = 0; j < out.length; j++) {
        out[j] = from[j] + s * (to[j] - from[j]);
      }
    }
  }
}
