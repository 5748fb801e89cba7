package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSum;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
import dev.mirrorflow.model.HyperbolicEntropy;

/**
 * Aθ(ζ) and Newton's matrix A diag(√(θ² + I²)) Aᵀ in one pass; and how far the step that led to ζ
 * reaches in the exponents.
 *
 * @param step Δζ, as long as ζ; empty where there was none
 */
record DualSum(DualPoint at, double[] step) implements ColumnSum<DualSum.Part> {

  @Override
  public Part zero(int n) {
    return new Part(this);
  }

  /**
   * The sums: n² + 2n + 2 doubles. As weights span more than a double holds, the matrix is kept
   * relative to the largest weight so far.
   */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final double[] fitted;
    private final double[] pull;
    private final double[] gram;
    private double logTopWeight = Double.NEGATIVE_INFINITY;
    private double reach;

    private final transient double[] step;
    private final transient PointColumns columns;
    private final transient double[] work = new double[ColumnPass.CHUNK];

    Part(DualSum what) {
      int n = what.at.zeta().length;
      fitted = new double[n];
      pull = new double[n];
      gram = new double[n * n];
      step = what.step;
      columns = new PointColumns(what.at);
    }

    /** Aθ. */
    double[] fitted() {
      return fitted;
    }

    /** A(θ0 s/s0), s = √(θ² + I²), s0 = √(θ0² + I²): what θ0 takes from A ∂θ/∂ ln I. */
    double[] pull() {
      return pull;
    }

    /** Entry (i, k), i &gt;= k, of A diag(w) Aᵀ at i + k n, w relative to about the largest. */
    double[] gram() {
      return gram;
    }

    /** A bound of the logarithm of the largest weight, at most ln 2 above it. */
    double logTopWeight() {
      return logTopWeight;
    }

    /** max |AᵀΔζ|/c. */
    double reach() {
      return reach;
    }

    @Override
    public void add(int first, int count, double[] ofX) {
      columns.moveTo(first, count, ofX);
      if (step.length > 0) {
        columns.multiply(step, count, work);
        for (int k = 0; k < count; k++) {
          reach = Math.max(reach, Math.abs(work[k]));
        }
      }
      columns.combine(columns.theta(), count, fitted);
      addPull(count);
      addGram(count);
    }

    private void addPull(int count) {
      HyperbolicEntropy entropy = columns.entropy();
      double[] theta0 = columns.theta0();
      boolean isZero = true;
      for (int k = 0; k < count; k++) {
        double s0 = entropy.weight(k, theta0[k]);
        work[k] = theta0[k] == 0 ? 0 : theta0[k] * (columns.weight(k) / s0);
        isZero &= theta0[k] == 0;
      }
      if (!isZero) {
        columns.combine(work, count, pull);
      }
    }

    private void addGram(int count) {
      HyperbolicEntropy entropy = columns.entropy();
      int n = fitted.length;
      double[] a = columns.a();
      double top = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < count; k++) {
        top = Math.max(top, entropy.logCoshBound(k, columns.exponent(k)));
      }
      raiseTop(top);
      for (int k = 0; k < count; k++) {
        double root = entropy.rootCosh(k, columns.exponent(k), logTopWeight);
        for (int i = k * n; i < (k + 1) * n; i++) {
          a[i] *= root;
        }
      }
      LinearAlgebraBackend.blas().dsyrk("L", "N", n, count, 1, a, n, 1, gram, n);
    }

    private void raiseTop(double top) {
      if (top > logTopWeight) {
        double by = Math.exp(logTopWeight - top);
        for (int k = 0; k < gram.length; k++) {
          gram[k] *= by;
        }
        logTopWeight = top;
      }
    }

    @Override
    public void merge(Part other) {
      raiseTop(other.logTopWeight);
      Kernels.axpy(Math.exp(other.logTopWeight - logTopWeight), other.gram, gram);
      Kernels.axpy(1, other.fitted, fitted);
      Kernels.axpy(1, other.pull, pull);
      reach = Math.max(reach, other.reach);
    }
  }
}
