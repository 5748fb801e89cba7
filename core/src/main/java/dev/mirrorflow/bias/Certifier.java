package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;

/** Computes a {@link Certificate} from θ and the dual variable alone. */
final class Certifier {

  /** Where |θ_j| is below this, it is underflow and carries no digits of its exponent. */
  private static final double UNDERFLOW = 1e-290;

  private final LeastSquares problem;
  private final Constraint constraint;
  private final HyperbolicEntropy entropy;
  private final double[] shift;
  private final double[] theta0;

  Certifier(
      LeastSquares problem,
      Constraint constraint,
      HyperbolicEntropy entropy,
      double[] shift,
      double[] theta0) {
    this.problem = problem;
    this.constraint = constraint;
    this.entropy = entropy;
    this.shift = shift;
    this.theta0 = theta0;
  }

  /**
   * Certifies θ.
   *
   * @param mirror Aᵀν, ν = ζ/(2c)
   * @param zeta ζ
   * @param scale c
   */
  Certificate certify(double[] theta, double[] mirror, double[] zeta, double scale) {
    double[] target = problem.target();
    double residual = distance(problem.samples(), problem.design(), theta, target);
    double miss = 0;
    double[] dualPoint = new double[theta.length];
    for (int j = 0; j < theta.length; j++) {
      dualPoint[j] = entropy.sinh(j, 2 * mirror[j] + shift[j]);
      if (Math.abs(theta[j]) > UNDERFLOW) {
        miss = Math.max(miss, Math.abs(entropy.gradient(j, theta[j]) - shift[j] / 2 - mirror[j]));
      }
    }
    double size = Norms.max(mirror);
    return new Certificate(
        residual, size > 0 ? miss / size : 0, gap(theta, dualPoint, zeta, scale));
  }

  /** D(θ, θ0) less the dual value D(θ(ν), θ0) - &lt;ν, Aθ(ν) - b&gt;, relative to D(θ, θ0). */
  private double gap(double[] theta, double[] dualPoint, double[] zeta, double scale) {
    double primal = entropy.divergence(theta, theta0);
    double[] miss = new double[zeta.length];
    constraint.a().multiply(dualPoint, miss);
    Kernels.axpy(-1, constraint.b(), miss);
    double dual = entropy.divergence(dualPoint, theta0) - Kernels.dot(zeta, miss) / (2 * scale);
    return primal > 0 ? Math.abs(primal - dual) / primal : Math.abs(dual);
  }

  private static double distance(
      int n, dev.mirrorflow.linalg.DesignMatrix x, double[] theta, double[] target) {
    double[] fitted = new double[n];
    x.multiply(theta, fitted);
    Kernels.axpy(-1, target, fitted);
    double norm = Norms.l2(target);
    double miss = Norms.l2(fitted);
    return norm > 0 ? miss / norm : miss;
  }
}
