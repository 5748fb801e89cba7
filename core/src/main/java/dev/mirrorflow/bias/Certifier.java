package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;

/** Computes a {@link Certificate} from θ and the dual variable alone. */
final class Certifier {

  private final Constraint constraint;
  private final HyperbolicEntropy entropy;
  private final double[] shift;
  private final double[] theta0;

  /** For the limit of a start. */
  Certifier(Constraint constraint, HyperbolicEntropy entropy, double[] theta0) {
    this.constraint = constraint;
    this.entropy = entropy;
    this.theta0 = theta0;
    this.shift = new double[theta0.length];
    for (int j = 0; j < shift.length; j++) {
      shift[j] = 2 * entropy.gradient(j, theta0[j]);
    }
  }

  /** asinh(θ0/|I|), not to be changed. */
  double[] shift() {
    return shift;
  }

  /** ∇φ(θ) - ∇φ(θ0). */
  double[] mirror(double[] theta) {
    double[] mirror = entropy.gradient(theta);
    Kernels.axpy(-0.5, shift, mirror);
    return mirror;
  }

  /**
   * Certifies θ.
   *
   * @param primalResidual max_i |y_i - x_iθ|/(Σ_j |x_ij θ_j| + |y_i|)
   * @param mirror Aᵀν
   * @param mirrorTerms Σ_i |a_ij ν_i|
   * @param nu ν
   */
  Certificate certify(
      double[] theta, double primalResidual, double[] mirror, double[] mirrorTerms, double[] nu) {
    CertificateSums sums = new CertificateSums();
    double[] dualPoint = add(sums, theta, mirror, mirrorTerms);
    double[] miss = new double[nu.length];
    constraint.a().multiply(dualPoint, miss);
    Kernels.axpy(-1, constraint.b(), miss);
    return sums.certificate(primalResidual, Kernels.dot(nu, miss));
  }

  /** The same where Aθ(ν) = b holds in all digits of the dual point. */
  Certificate certifyExact(double[] theta, double[] mirror) {
    CertificateSums sums = new CertificateSums();
    add(sums, theta, mirror, mirror);
    return sums.certificate(primalResidual(constraint.reached(), theta, entropy), 0);
  }

  private double[] add(
      CertificateSums sums, double[] theta, double[] mirror, double[] mirrorTerms) {
    double[] dualPoint = new double[theta.length];
    for (int j = 0; j < theta.length; j++) {
      dualPoint[j] = sums.add(entropy, j, theta[j], theta0[j], shift[j], mirror[j], mirrorTerms[j]);
    }
    return dualPoint;
  }

  /** The residual as {@link Terms} for the limit of a start with this invariant count it. */
  static double primalResidual(LeastSquares problem, double[] theta, HyperbolicEntropy entropy) {
    return Terms.of(problem.design(), problem.target(), theta, entropy)
        .rows()
        .ofResidual(residual(problem, theta));
  }

  /** max_i |y_i - x_iθ|/(Σ_j |x_ij θ_j| + |y_i|). */
  static double primalResidual(LeastSquares problem, double[] theta) {
    return new Terms(problem.design(), problem.target(), theta)
        .rows()
        .ofResidual(residual(problem, theta));
  }

  private static double[] residual(LeastSquares problem, double[] theta) {
    double[] residual = new double[problem.samples()];
    problem.design().multiply(theta, residual);
    Kernels.axpy(-1, problem.target(), residual);
    return residual;
  }
}
