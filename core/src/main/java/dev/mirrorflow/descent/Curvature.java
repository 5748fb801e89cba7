package dev.mirrorflow.descent;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Norms;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The largest eigenvalue of X diag(w) Xᵀ/n, by power iteration on vectors of length n that goes on
 * from the vector it ended with. 4nd flops an iteration; allocates nothing after construction.
 */
final class Curvature {

  private final DesignMatrix x;
  private final double[] p;
  private final double[] next;
  private final double[] q;

  Curvature(DesignMatrix x) {
    this.x = x;
    this.p = new double[x.rows()];
    this.next = new double[x.rows()];
    this.q = new double[x.columns()];
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    for (int i = 0; i < p.length; i++) {
      p[i] = random.nextGaussian();
    }
    normalise(p, Norms.l2(p));
  }

  /**
   * λmax, from below, to the relative tolerance on the change of an iteration.
   *
   * @param w weights of length d, or null for all ones
   */
  double largest(double[] w, double tolerance, int maxIterations) {
    double lambda = 0;
    for (int k = 0; k < maxIterations; k++) {
      x.multiplyTransposed(1.0 / x.rows(), p, q);
      if (w != null) {
        Kernels.hadamard(q, w, q);
      }
      x.multiply(q, next);
      double norm = Norms.l2(next);
      if (norm == 0 || !Double.isFinite(norm)) {
        return norm;
      }
      System.arraycopy(next, 0, p, 0, p.length);
      normalise(p, norm);
      if (Math.abs(norm - lambda) <= tolerance * norm) {
        return norm;
      }
      lambda = norm;
    }
    return lambda;
  }

  /** Xᵀp/n for the vector p that the power iteration goes on from, length d; allocates it. */
  double[] transposedProduct() {
    double[] product = new double[x.columns()];
    x.multiplyTransposed(1.0 / x.rows(), p, product);
    return product;
  }

  private static void normalise(double[] a, double norm) {
    for (int i = 0; i < a.length; i++) {
      a[i] /= norm;
    }
  }
}
