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
    return new Steps(flow, tolerance);
  }

  private static final class Steps extends Stepper {

    private final Tolerance tolerance;
    private final double[] stage;
    private final double[] k2;
    private final double[] k3;
    private final double[] k4;
    private final double[] k5;
    private final double[] k6;

    Steps(GradientFlow flow, Tolerance tolerance) {
      super(flow);
      this.tolerance = tolerance;
      int m = flow.dimension();
      stage = new double[m];
      k2 = new double[m];
      k3 = new double[m];
      k4 = new double[m];
      k5 = new double[m];
      k6 = new double[m];
    }

    @Override
    double step() {
      int m = stage.length;
      double[] y = from;
      double[] k1 = slopeFrom;
      for (int j = 0; j < m; j++) {
        stage[j] = y[j] + h * (1.0 / 5) * k1[j];
      }
      evaluate(stage, k2);
      for (int j = 0; j < m; j++) {
        stage[j] = y[j] + h * (3.0 / 40 * k1[j] + 9.0 / 40 * k2[j]);
      }
      evaluate(stage, k3);
      for (int j = 0; j < m; j++) {
        stage[j] = y[j] + h * (44.0 / 45 * k1[j] - 56.0 / 15 * k2[j] + 32.0 / 9 * k3[j]);
      }
      evaluate(stage, k4);
      for (int j = 0; j < m; j++) {
        stage[j] =
            y[j]
                + h
                    * (19372.0 / 6561 * k1[j]
                        - 25360.0 / 2187 * k2[j]
                        + 64448.0 / 6561 * k3[j]
                        - 212.0 / 729 * k4[j]);
      }
      evaluate(stage, k5);
      for (int j = 0; j < m; j++) {
        stage[j] =
            y[j]
                + h
                    * (9017.0 / 3168 * k1[j]
                        - 355.0 / 33 * k2[j]
                        + 46732.0 / 5247 * k3[j]
                        + 49.0 / 176 * k4[j]
                        - 5103.0 / 18656 * k5[j]);
      }
      evaluate(stage, k6);
      for (int j = 0; j < m; j++) {
        to[j] =
            y[j]
                + h
                    * (35.0 / 384 * k1[j]
                        + 500.0 / 1113 * k3[j]
                        + 125.0 / 192 * k4[j]
                        - 2187.0 / 6784 * k5[j]
                        + 11.0 / 84 * k6[j]);
      }
      evaluateEnd();
      double[] error = stage;
      for (int j = 0; j < m; j++) {
        error[j] =
            h
                * (71.0 / 57600 * k1[j]
                    - 71.0 / 16695 * k3[j]
                    + 71.0 / 1920 * k4[j]
                    - 17253.0 / 339200 * k5[j]
                    + 22.0 / 525 * k6[j]
                    - 1.0 / 40 * slopeTo[j]);
      }
      return tolerance.measure(error, from, to);
    }

    @Override
    public void interpolate(double s, double[] out) {
      for (int j = 0; j < out.length; j++) {
        double rise = to[j] - from[j];
        double bend = h * slopeFrom[j] - rise;
        double twist = rise - h * slopeTo[j] - bend;
        double quartic =
            h
                * (-12715105075.0 / 11282082432.0 * slopeFrom[j]
                    + 87487479700.0 / 32700410799.0 * k3[j]
                    - 10690763975.0 / 1880347072.0 * k4[j]
                    + 701980252875.0 / 199316789632.0 * k5[j]
                    - 1453857185.0 / 822651844.0 * k6[j]
                    + 69997945.0 / 29380423.0 * slopeTo[j]);
        out[j] = from[j] + s * (rise + (1 - s) * (bend + s * (twist + (1 - s) * quartic)));
      }
    }
  }
}
