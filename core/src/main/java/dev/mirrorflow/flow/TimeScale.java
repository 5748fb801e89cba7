package dev.mirrorflow.flow;

import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;

/**
 * The time in which a flow begins to move, by the slopes at its start; infinite at a critical
 * point. One gradient, 4nd flops.
 */
public final class TimeScale {

  private TimeScale() {}

  /** Of least squares from θ0, where R' = -‖g‖²: R(θ0)/‖g‖². */
  public static double ofLeastSquares(LeastSquares problem, double[] theta0) {
    double[] gradient = new double[problem.features()];
    double loss = problem.lossAndGradient(theta0, new double[problem.samples()], gradient);
    double norm = Norms.l2(gradient);
    return norm > 0 ? loss / norm / norm : Double.POSITIVE_INFINITY;
  }

  /**
   * Of the network from u = √2 α, v = 0: the shorter of 1/(2 max |g_j|), in which u and v grow by
   * the factor e^½ (3.9), and R(0)/(2α²‖g‖²), in which the loss falls, as R' = -2α²‖g‖² (3.20).
   */
  public static double ofNetwork(LeastSquares problem, double alpha) {
    double[] gradient = new double[problem.features()];
    double loss =
        problem.lossAndGradient(
            new double[problem.features()], new double[problem.samples()], gradient);
    double reach = DiagonalNetwork.checkedAlpha(alpha) * Norms.l2(gradient);
    double growth = 0.5 / Norms.max(gradient);
    return reach > 0 ? Math.min(growth, loss / reach / reach / 2) : growth;
  }
}
