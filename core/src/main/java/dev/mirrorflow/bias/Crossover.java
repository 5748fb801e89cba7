package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.Arrays;

/**
 * Finishes a projection whose limit is sparse. There θ off the support falls below rounding, the
 * Newton matrix is numerically singular and ν is not determined; but with the support S known, θ_S
 * = X_S⁺ y is, and a ν that meets the optimality conditions on S and keeps θ below rounding off S
 * proves it.
 */
final class Crossover {

  private static final double ROUNDING = 1e-12;

  private final DesignMatrix a;
  private final double[] b;
  private final HyperbolicEntropy entropy;
  private final double[] shift;

  Crossover(Constraint constraint, HyperbolicEntropy entropy, double[] shift) {
    this.a = constraint.a();
    this.b = constraint.b();
    this.entropy = entropy;
    this.shift = shift;
  }

  /** A finished point: θ and its dual variable ζ. */
  record Point(double[] theta, double[] zeta) {}

  /** The point with the support above the widest gap of |θ|, or null if it is not proved. */
  Point finish(double[] theta, double[] zeta, double scale) {
    double[] sizes = Arrays.stream(theta).map(Math::abs).sorted().toArray();
    int d = sizes.length;
    int most = Math.min(a.rows(), d - 1);
    int best = 0;
    double gap = 0;
    for (int k = 1; k <= most; k++) {
      double ratio = sizes[d - k] / sizes[d - k - 1];
      if (sizes[d - k] > 0 && ratio > gap) {
        gap = ratio;
        best = k;
      }
    }
    if (best == 0) {
      return null;
    }
    double threshold = sizes[d - best];
    int[] support = new int[best];
    int count = 0;
    for (int j = 0; j < d && count < best; j++) {
      if (Math.abs(theta[j]) >= threshold) {
        support[count++] = j;
      }
    }
    return onSupport(support, theta, zeta, scale);
  }

  private Point onSupport(int[] support, double[] theta, double[] zeta, double scale) {
    int k = support.length;
    int n = a.rows();
    DesignMatrix columns = DesignMatrix.zeros(k, n);
    for (int i = 0; i < n; i++) {
      for (int s = 0; s < k; s++) {
        columns.set(s, i, a.get(i, support[s]));
      }
    }
    Cholesky gram;
    try {
      gram = gram(columns);
    } catch (ComputationException e) {
      return null;
    }
    double[] onSupport = new double[k];
    double[] rest = b.clone();
    double[] fitted = new double[n];
    for (int pass = 0; pass < 2; pass++) {
      double[] correction = new double[k];
      columns.multiply(rest, correction);
      gram.solve(correction);
      Kernels.axpy(1, correction, onSupport);
      columns.multiplyTransposed(1, onSupport, fitted);
      for (int i = 0; i < n; i++) {
        rest[i] = b[i] - fitted[i];
      }
    }
    double[] dual = movedOnto(support, columns, gram, onSupport, zeta, scale);
    double[] z = new double[theta.length];
    a.multiplyTransposed(1 / scale, dual, z);
    double[] out = new double[theta.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = entropy.sinh(j, z[j] + shift[j]);
    }
    for (int s = 0; s < k; s++) {
      out[support[s]] = onSupport[s];
    }
    a.multiply(out, fitted);
    Kernels.axpy(-1, b, fitted);
    boolean proved =
        DualSystem.isFinite(out)
            && Kernels.squaredNorm(fitted) <= ROUNDING * ROUNDING * Kernels.squaredNorm(b);
    return proved ? new Point(out, dual) : null;
  }

  /** The ζ nearest to the given one at which z is asinh(θ_S/I) - s on the support. */
  private double[] movedOnto(
      int[] support,
      DesignMatrix columns,
      Cholesky gram,
      double[] onSupport,
      double[] zeta,
      double scale) {
    double[] moved = zeta.clone();
    double[] step = new double[zeta.length];
    for (int pass = 0; pass < 2; pass++) {
      double[] miss = new double[support.length];
      columns.multiply(moved, miss);
      for (int s = 0; s < miss.length; s++) {
        int j = support[s];
        double wanted = 2 * entropy.gradient(j, onSupport[s]) - shift[j];
        miss[s] = wanted * scale - miss[s];
      }
      gram.solve(miss);
      columns.multiplyTransposed(1, miss, step);
      Kernels.axpy(1, step, moved);
    }
    return moved;
  }

  private static Cholesky gram(DesignMatrix columns) {
    int k = columns.rows();
    double[] gram = new double[k * k];
    for (int s = 0; s < k; s++) {
      for (int t = 0; t <= s; t++) {
        gram[s + t * k] = columns.rowDot(s, t);
      }
    }
    return Cholesky.of(gram, k);
  }
}
