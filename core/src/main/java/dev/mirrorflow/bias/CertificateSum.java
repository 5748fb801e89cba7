package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.ColumnSum;
import dev.mirrorflow.model.HyperbolicEntropy;

/**
 * What proves that θ(ζ) is the limit for θ0 = 0 and a uniform I, made from the θ that is handed on,
 * and the norms of θ.
 *
 * @param logInvariant ln I
 * @param zeta ζ, length n
 * @param sink receives θ
 */
record CertificateSum(double logInvariant, double[] zeta, ColumnSink sink)
    implements ColumnSum<CertificateSum.Part> {

  @Override
  public Part zero(int n) {
    return new Part(this);
  }

  /** 3n doubles and a few more. */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final double[] fitted;
    private final double[] dualFitted;
    private final double[] sizes;
    private final CertificateSums sums = new CertificateSums();
    private double l1;
    private double squares;

    private final transient CertificateSum at;
    private final transient HyperbolicEntropy entropy;
    private final transient double[] z;
    private final transient double[] theta;

    Part(CertificateSum at) {
      this.at = at;
      fitted = new double[at.zeta.length];
      dualFitted = new double[at.zeta.length];
      sizes = new double[at.zeta.length];
      entropy = HyperbolicEntropy.ofLog(at.logInvariant, ColumnPass.CHUNK);
      z = new double[ColumnPass.CHUNK];
      theta = new double[ColumnPass.CHUNK];
    }

    /** Xθ. */
    double[] fitted() {
      return fitted;
    }

    /** max_i |y_i - x_iθ|/(Σ_j |x_ij θ_j| + |y_i|). */
    double primalResidual(double[] y) {
      double most = 0;
      for (int i = 0; i < y.length; i++) {
        double size = sizes[i] + Math.abs(y[i]);
        most = Math.max(most, size > 0 ? Math.abs(fitted[i] - y[i]) / size : 0);
      }
      return most;
    }

    /** Xθ(ν) at the dual point. */
    double[] dualFitted() {
      return dualFitted;
    }

    /** The rest of the certificate. */
    CertificateSums sums() {
      return sums;
    }

    /** ‖θ‖₁. */
    double l1() {
      return l1;
    }

    /** ‖θ‖₂. */
    double l2() {
      return Math.sqrt(squares);
    }

    @Override
    public void add(int first, int count, double[] columns) {
      int n = fitted.length;
      double scale = DualSum.scale(at.logInvariant);
      Kernels.multiplyRows(columns, 0, n, count, at.zeta, z, 0);
      for (int k = 0; k < count; k++) {
        theta[k] = entropy.sinh(k, z[k] / scale);
        l1 += Math.abs(theta[k]);
        squares += theta[k] * theta[k];
      }
      at.sink.take(first, count, theta);
      Kernels.combineRows(1, theta, 0, columns, 0, n, count, fitted);
      for (int k = 0; k < count; k++) {
        double terms = CertificateSums.terms(columns, k * n, at.zeta) / (2 * scale);
        z[k] = sums.add(entropy, k, theta[k], 0, 0, z[k] / (2 * scale), terms);
        for (int i = 0; i < n; i++) {
          sizes[i] += Math.abs(columns[k * n + i] * theta[k]);
        }
      }
      Kernels.combineRows(1, z, 0, columns, 0, n, count, dualFitted);
    }

    @Override
    public void merge(Part other) {
      Kernels.axpy(1, other.fitted, fitted);
      Kernels.axpy(1, other.dualFitted, dualFitted);
      Kernels.axpy(1, other.sizes, sizes);
      sums.merge(other.sums);
      l1 += other.l1;
      squares += other.squares;
    }
  }
}
