package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSum;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
import dev.mirrorflow.model.HyperbolicEntropy;

/**
 * Xθ(ζ) and Newton's matrix X diag(√(θ² + I²)) Xᵀ for θ0 = 0 and a uniform I, in one pass; and how
 * far the step that led to ζ reaches in the exponents.
 *
 * @param logInvariant ln I
 * @param zeta ζ, length n
 * @param step Δζ, length n; empty where there was none
 */
record DualSum(double logInvariant, double[] zeta, double[] step)
    implements ColumnSum<DualSum.Part> {

  /** c = max(1, I), which keeps ζ within range. */
  static double scale(double logInvariant) {
    return Math.exp(Math.max(0, logInvariant));
  }

  @Override
  public Part zero(int n) {
    return new Part(this);
  }

  /**
   * The sums: n² + n + 2 doubles. As weights span more than a double holds, the matrix is kept
   * relative to the largest weight so far.
   */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private final int n;
    private final double[] fitted;
    private final double[] gram;
    private double logTopWeight = Double.NEGATIVE_INFINITY;
    private double reach;

    private final transient DualSum at;
    private final transient HyperbolicEntropy entropy;
    private final transient double[] z;
    private final transient double[] theta;

    Part(DualSum at) {
      this.at = at;
      n = at.zeta.length;
      fitted = new double[n];
      gram = new double[n * n];
      entropy = HyperbolicEntropy.ofLog(at.logInvariant, ColumnPass.CHUNK);
      z = new double[ColumnPass.CHUNK];
      theta = new double[ColumnPass.CHUNK];
    }

    /** Xθ. */
    double[] fitted() {
      return fitted;
    }

    /** Entry (i, k), i &gt;= k, of X diag(w) Xᵀ at i + k n, w relative to about the largest. */
    double[] gram() {
      return gram;
    }

    /** A bound of the logarithm of the largest weight, at most ln 2 above it. */
    double logTopWeight() {
      return logTopWeight;
    }

    /** max |XᵀΔζ|/c. */
    double reach() {
      return reach;
    }

    @Override
    public void add(int first, int count, double[] columns) {
      double scale = scale(at.logInvariant);
      if (at.step.length > 0) {
        Kernels.multiplyRows(columns, 0, n, count, at.step, z, 0);
        for (int k = 0; k < count; k++) {
          reach = Math.max(reach, Math.abs(z[k]) / scale);
        }
      }
      Kernels.multiplyRows(columns, 0, n, count, at.zeta, z, 0);
      double top = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < count; k++) {
        theta[k] = entropy.sinh(k, z[k] / scale);
        top = Math.max(top, entropy.logCoshBound(k, z[k] / scale));
      }
      Kernels.combineRows(1, theta, 0, columns, 0, n, count, fitted);
      raiseTop(top);
      for (int k = 0; k < count; k++) {
        double root = entropy.rootCosh(k, z[k] / scale, logTopWeight);
        for (int i = k * n; i < (k + 1) * n; i++) {
          columns[i] *= root;
        }
      }
      LinearAlgebraBackend.blas().dsyrk("L", "N", n, count, 1, columns, n, 1, gram, n);
    }

    private void raiseTop(double top) {
      if (top > logTopWeight) {
        scaleGram(Math.exp(logTopWeight - top));
        logTopWeight = top;
      }
    }

    private void scaleGram(double by) {
      for (int k = 0; k < gram.length; k++) {
        gram[k] *= by;
      }
    }

    @Override
    public void merge(Part other) {
      raiseTop(other.logTopWeight);
      Kernels.axpy(Math.exp(other.logTopWeight - logTopWeight), other.gram, gram);
      Kernels.axpy(1, other.fitted, fitted);
      reach = Math.max(reach, other.reach);
    }
  }
}
