package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;

/**
 * RODAS4(3), a stiffly accurate and L-stable Rosenbrock method with step control, for flows with a
 * Jacobian J, such as {@link DualFlow}. Order 4, with an error estimate of order 3; six evaluations
 * a step, one Jacobian, one Cholesky factor of I/(hγ) - J and six solves with it. The dense output
 * is of order 3, at no further evaluation.
 *
 * <p>E. Hairer, G. Wanner, Solving Ordinary Differential Equations II, 2nd ed. (1996), IV.7 and
 * VI.4; the coefficients are those of the authors' code RODAS (METH = 1), in the transformed stages
 * U that need no product with J. The flow is autonomous, so the nodes of the stages and the terms
 * in ∂f/∂t do not occur. Rows 5 and 6 of A are the solution itself and its embedded companion
 * (stiff accuracy), hence the shared weights and ones.
 *
 * @param tolerance the error allowed in a step
 */
public record Rodas4(Tolerance tolerance) implements Integrator {

  private static final double GAMMA = 0.25;

  /** Weights of the earlier stages in the argument of f, row i for stage i. */
  private static final double[][] A = {
    {},
    {1.544},
    {0.9466785280815826, 0.2557011698983284},
    {3.314825187068521, 2.896124015972201, 0.9986419139977817},
    {1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950},
    {1.221224509226641, 6.019134481288629, 12.53708332932087, -0.6878860361058950, 1},
  };

  /** Weights of the earlier stages in the right-hand side, over h. */
  private static final double[][] C = {
    {},
    {-5.6688},
    {-2.430093356833875, -0.2063599157091915},
    {-0.1073529058151375, -9.594562251023355, -20.47028614809616},
    {7.496443313967647, -10.24680431464352, -33.99990352819905, 11.70890893206160},
    {
      8.083246795921522,
      -7.981132988064893,
      -31.52159432874371,
      16.31930543123136,
      -6.058818238834054
    },
  };

  /** Weights of the first five stages in the dense output. */
  private static final double[] D2 = {
    10.12623508344586, -7.487995877610167, -34.80091861555747, -7.992771707568823, 1.025137723295662
  };

  private static final double[] D3 = {
    -0.6762803392801253, 6.087714651680015, 16.43084320892478, 24.76722511418386, -6.594389125716872
  };

  @Override
  public String name() {
    return "rodas4";
  }

  @Override
  public int order() {
    return 4;
  }

  @Override
  public int evaluationsPerStep() {
    return 6;
  }

  @Override
  public StepControl control() {
    return StepControl.adaptive(tolerance, 4);
  }

  @Override
  public Stepper on(GradientFlow flow) {
    if (flow instanceof StiffFlow stiff) {
      return new Steps(stiff, tolerance);
    }
    throw new BadDataException(
        "rodas4 needs a flow with a Jacobian, such as the dual flow; use dormand-prince here");
  }

  private static final class Steps extends Stepper {

    private final StiffFlow stiff;
    private final Tolerance tolerance;
    private final double[][] stages;
    private final double[] argument;
    private final double[] jacobian;
    private final double[] matrix;

    Steps(StiffFlow flow, Tolerance tolerance) {
      super(flow);
      this.stiff = flow;
      this.tolerance = tolerance;
      int m = flow.dimension();
      stages = new double[A.length][m];
      argument = new double[m];
      jacobian = new double[m * m];
      matrix = new double[m * m];
    }

    @Override
    double step() {
      Cholesky factor;
      try {
        factor = factor();
      } catch (ComputationException e) {
        // Not positive definite to working precision: a shorter step makes it so.
        return Double.NaN;
      }
      for (int i = 0; i < stages.length; i++) {
        double[] stage = stages[i];
        if (i == 0) {
          System.arraycopy(slopeFrom, 0, stage, 0, stage.length);
        } else {
          combine(A[i], argument);
          evaluate(argument, stage);
        }
        for (int k = 0; k < i; k++) {
          double weight = C[i][k] / h;
          for (int j = 0; j < stage.length; j++) {
            stage[j] += weight * stages[k][j];
          }
        }
        factor.solve(stage);
      }
      double[] error = stages[stages.length - 1];
      for (int j = 0; j < to.length; j++) {
        to[j] = argument[j] + error[j];
      }
      double size = tolerance.measure(error, from, to);
      if (size <= 1) {
        evaluateEnd();
      }
      return size;
    }

    /** The factor of I/(hγ) - J; J is kept while steps from the same state are tried. */
    private Cholesky factor() {
      int m = argument.length;
      if (moved) {
        stiff.negativeJacobian(from, jacobian);
        moved = false;
      }
      System.arraycopy(jacobian, 0, matrix, 0, matrix.length);
      for (int i = 0; i < m; i++) {
        matrix[i + i * m] += 1 / (GAMMA * h);
      }
      return Cholesky.of(matrix, m);
    }

    /** out = y₀ + Σ weights_k U_k. */
    private void combine(double[] weights, double[] out) {
      System.arraycopy(from, 0, out, 0, out.length);
      for (int k = 0; k < weights.length; k++) {
        for (int j = 0; j < out.length; j++) {
          out[j] += weights[k] * stages[k][j];
        }
      }
    }

    @Override
    public void interpolate(double s, double[] out) {
      for (int j = 0; j < out.length; j++) {
        double bend = 0;
        double twist = 0;
        for (int k = 0; k < D2.length; k++) {
          bend += D2[k] * stages[k][j];
          twist += D3[k] * stages[k][j];
        }
        out[j] = from[j] * (1 - s) + s * (to[j] + (1 - s) * (bend + s * twist));
      }
    }
  }
}
