package dev.mirrorflow.bias;

import dev.mirrorflow.descent.ColumnDescent;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.ColumnState;
import dev.mirrorflow.linalg.ColumnStep;
import dev.mirrorflow.linalg.ColumnSum;
import dev.mirrorflow.model.HyperbolicEntropy;
import java.io.Serializable;

/**
 * Looks at some of the descents of a {@link ColumnDescent}: their norms, and how far they are from
 * their limits. 8nd flops a descent.
 *
 * @param looks what to look at, in the order of the descents; null for those that are left out
 */
record TrajectorySum(Look[] looks) implements ColumnStep<TrajectorySum.Part> {

  /**
   * One descent.
   *
   * @param residual Xθ - y, length n
   * @param dual its ν, length n
   * @param limitDual ν of its limit, length n
   * @param sink receives θ
   */
  record Look(double alpha, double[] residual, double[] dual, double[] limitDual, ColumnSink sink)
      implements Serializable {}

  @Override
  public Part zero(int n, ColumnState state) {
    return new Part(this, n, state);
  }

  /** The sums of each descent that is looked at, null for the others. */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final Sums[] sums;

    private final transient TrajectorySum what;
    private final transient ColumnState state;
    private final transient HyperbolicEntropy[] entropies;
    private final transient double[] u = new double[ColumnPass.CHUNK];
    private final transient double[] v = new double[ColumnPass.CHUNK];
    private final transient double[] products = new double[ColumnPass.CHUNK];
    private final transient double[] theta = new double[ColumnPass.CHUNK];

    Part(TrajectorySum what, int n, ColumnState state) {
      this.what = what;
      this.state = state;
      this.sums = new Sums[what.looks.length];
      this.entropies = new HyperbolicEntropy[sums.length];
      for (int k = 0; k < sums.length; k++) {
        if (what.looks[k] != null) {
          sums[k] = new Sums(n);
          entropies[k] = HyperbolicEntropy.ofAlpha(what.looks[k].alpha, ColumnPass.CHUNK);
        }
      }
    }

    /** The k-th descent's. */
    Sums sums(int k) {
      return sums[k];
    }

    @Override
    public void add(int first, int count, double[] columns) {
      for (int k = 0; k < sums.length; k++) {
        if (sums[k] != null) {
          state.get(2 * k, first, count, u);
          state.get(2 * k + 1, first, count, v);
          Kernels.hadamard(u, v, theta);
          what.looks[k].sink.take(first, count, theta);
          addNorms(sums[k], what.looks[k], count, columns);
          addDistances(sums[k], what.looks[k], entropies[k], count, columns);
        }
      }
    }

    private void addNorms(Sums to, Look look, int count, double[] columns) {
      int n = look.residual.length;
      for (int j = 0; j < count; j++) {
        to.l1 += Math.abs(theta[j]);
        to.squares += theta[j] * theta[j];
        double invariant = (u[j] - v[j]) / look.alpha * ((u[j] + v[j]) / look.alpha) / 2;
        to.drift = Math.max(to.drift, Math.abs(invariant - 1));
      }
      Kernels.multiplyRows(columns, 0, n, count, look.residual, products, 0);
      for (int j = 0; j < products.length; j++) {
        products[j] = j < count ? products[j] / n : 0;
      }
      to.gradientSquares += Kernels.hadamardGradientSquaredNorm(u, v, products);
    }

    private void addDistances(
        Sums to, Look look, HyperbolicEntropy entropy, int count, double[] columns) {
      int n = look.residual.length;
      Kernels.multiplyRows(columns, 0, n, count, look.limitDual, products, 0);
      for (int j = 0; j < count; j++) {
        double limit = entropy.sinh(j, 2 * products[j]);
        to.limitSquares += limit * limit;
        to.missSquares += (theta[j] - limit) * (theta[j] - limit);
      }
      Kernels.multiplyRows(columns, 0, n, count, look.dual, products, 0);
      for (int j = 0; j < count; j++) {
        products[j] =
            to.certificate.add(
                entropy,
                j,
                theta[j],
                0,
                0,
                products[j],
                CertificateSums.terms(columns, j * n, look.dual));
      }
      Kernels.combineRows(1, products, 0, columns, 0, n, count, to.dualFitted);
    }

    @Override
    public void merge(Part other) {
      for (int k = 0; k < sums.length; k++) {
        if (sums[k] != null) {
          sums[k].merge(other.sums[k]);
        }
      }
    }
  }

  /** The sums of one descent: n doubles and a few more. */
  static final class Sums implements Serializable {

    private static final long serialVersionUID = 1L;

    private final CertificateSums certificate = new CertificateSums();
    private final double[] dualFitted;
    private double l1;
    private double squares;
    private double drift;
    private double gradientSquares;
    private double limitSquares;
    private double missSquares;

    Sums(int n) {
      dualFitted = new double[n];
    }

    private void merge(Sums other) {
      certificate.merge(other.certificate);
      Kernels.axpy(1, other.dualFitted, dualFitted);
      l1 += other.l1;
      squares += other.squares;
      drift = Math.max(drift, other.drift);
      gradientSquares += other.gradientSquares;
      limitSquares += other.limitSquares;
      missSquares += other.missSquares;
    }

    /**
     * The point of the descent that was looked at.
     *
     * @param norm ‖y‖
     */
    ColumnPoint point(ColumnDescent.Lane lane, double[] y, double norm) {
      double[] miss = dualFitted.clone();
      Kernels.axpy(-1, y, miss);
      return new ColumnPoint(
          lane.iterations(),
          lane.loss(),
          Math.sqrt(gradientSquares),
          l1,
          Math.sqrt(squares),
          drift,
          certificate.certificate(
              Math.sqrt(Kernels.squaredNorm(lane.residual())) / norm,
              Kernels.dot(lane.dual(), miss)),
          Math.sqrt(missSquares) / Math.sqrt(limitSquares));
    }
  }
}
