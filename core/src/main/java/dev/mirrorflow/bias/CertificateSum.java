package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.ColumnSum;
import dev.mirrorflow.model.HyperbolicEntropy;

/**
 * What proves that θ(ζ) is the limit, made from the θ that is handed on, and the norms of θ.
 *
 * @param sink receives θ
 */
record CertificateSum(DualPoint at, ColumnSink sink) implements ColumnSum<CertificateSum.Part> {

  @Override
  public Part zero(int n) {
    return new Part(this, n);
  }

  /** 2n doubles, n of A and a few more. */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final double[] fitted;
    private final double[] sizes;
    private final double[] dualFitted;
    private final CertificateSums sums = new CertificateSums();
    private double l1;
    private double squares;

    private final transient ColumnSink sink;
    private final transient PointColumns columns;

    Part(CertificateSum what, int n) {
      fitted = new double[n];
      sizes = new double[n];
      dualFitted = new double[what.at.zeta().length];
      sink = what.sink;
      columns = new PointColumns(what.at);
    }

    /** Xθ. */
    double[] fitted() {
      return fitted;
    }

    /** Σ_j |x_ij θ_j|, entries of θ below rounding of I counting as so much, see {@link Terms}. */
    double[] sizes() {
      return sizes;
    }

    /** Aθ(ν) at the dual point. */
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
    public void add(int first, int count, double[] ofX) {
      int n = fitted.length;
      columns.moveTo(first, count, ofX);
      double[] theta = columns.theta();
      HyperbolicEntropy entropy = columns.entropy();
      for (int k = 0; k < count; k++) {
        l1 += Math.abs(theta[k]);
        squares += theta[k] * theta[k];
        double size = Math.abs(theta[k]) + Terms.FLOOR * entropy.invariant(k);
        for (int i = 0; i < n; i++) {
          sizes[i] += Math.abs(ofX[k * n + i]) * size;
        }
      }
      sink.take(first, count, theta);
      Kernels.combineRows(1, theta, 0, ofX, 0, n, count, fitted);
      for (int k = 0; k < count; k++) {
        // θ is not needed any more: the dual point takes its place.
        theta[k] =
            sums.add(
                entropy,
                k,
                theta[k],
                columns.theta0()[k],
                columns.shift(k),
                columns.mirror(k),
                columns.mirrorTerms(k));
      }
      columns.combine(theta, count, dualFitted);
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
