package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;

/** Computes a {@link Certificate} from θ and the dual variable alone. */
final class Certifier {

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
    CertificateSums sums = new CertificateSums();
    double[] dualPoint = new double[theta.length];
    for (int j = 0; j < theta.length; j++) {
      dualPoint[j] = sums.add(entropy, j, theta[j], theta0[j], shift[j], mirror[j]);
    }
    double[] miss = new double[zeta.length];
    constraint.a().multiply(dualPoint, miss);
    Kernels.axpy(-1, constraint.b(), miss);
    return sums.certificate(residual, Kernels.dot(zeta, miss) / (2 * scale));
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
