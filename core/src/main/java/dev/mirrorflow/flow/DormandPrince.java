package dev.mirrorflow.flow;

/**
 * Dormand-Prince 5(4) with step control. Order 5, with an error estimate of order 4; seven stages,
 * the last of which is the first of the next step: six evaluations a step. The dense output is
 * Shampine's interpolant of order 4, at no further evaluation.
 *
 * <p>J. R. Dormand, P. J. Prince, A family of embedded Runge-Kutta formulae, Journal of
 * Computational and Applied Mathematics 6 (1980) 19-26, RK5(4)7M; dense output: Hairer, Nørsett,
 * Wanner, Solving Ordinary Differential Equations I, 2nd ed. (1993), II.6.
 *
 * @param tolerance the error allowed in a step
 */
public record DormandPrince(Tolerance tolerance) implements Integrator {

  static final ExplicitTableau TABLEAU =
      new ExplicitTableau(
          new double[][] {
            {},
            {1.0 / 5},
            {3.0 / 40, 9.0 / 40},
            {44.0 / 45, -56.0 / 15, 32.0 / 9},
            {19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729},
            {9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656},
          },
          new double[] {
            35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84,
          },
          new double[] {
            71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40,
          },
          new double[] {
            -12715105075.0 / 11282082432.0,
            0,
            87487479700.0 / 32700410799.0,
            -10690763975.0 / 1880347072.0,
            701980252875.0 / 199316789632.0,
            -1453857185.0 / 822651844.0,
            69997945.0 / 29380423.0,
          });

  @Override
  public String name() {
    return "dormand-prince";
  }

  @Override
  public int order() {
    return 5;
  }

  @Override
  public int evaluationsPerStep() {
    return 6;
  }

  @Override
  public StepControl control() {
    return StepControl.adaptive(tolerance, 5);
  }

  @Override
  public Stepper on(GradientFlow flow) {
    return TABLEAU.on(flow, tolerance);
  }
}
