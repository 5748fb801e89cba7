package dev.mirrorflow.linalg;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.netlib.util.intW;

/**
 * The two ends of the spectrum of a symmetric operator of which only products are known, by the
 * Lanczos process with full reorthogonalisation from a seeded Gaussian start. k steps cost k
 * products and 8 k² m flops for the basis, which takes k m doubles.
 *
 * <p>For a unit vector z with Az - λz of norm ρ, some eigenvalue lies within ρ of λ; where the
 * start has a part in the eigenvector of an end, as a random one has, it is that end. An eigenvalue
 * of any multiplicity is found once.
 */
public final class Lanczos {

  private static final double EPSILON = Math.ulp(1.0);

  /** Steps between two looks at the tridiagonal matrix. */
  private static final int STRIDE = 8;

  /** A symmetric m x m matrix A. */
  @FunctionalInterface
  public interface Operator {

    /** out = A p; both of length m. */
    void multiply(double[] p, double[] out);
  }

  /**
   * The ends of the spectrum.
   *
   * @param smallest the smallest eigenvalue
   * @param largest the largest eigenvalue
   * @param lowest a unit eigenvector of the smallest, length m
   * @param residual the larger of the two ‖Az - λz‖, relative to the largest |λ|
   * @param steps products with A
   */
  public record Ends(
      double smallest, double largest, double[] lowest, double residual, int steps) {}

  private final Operator operator;
  private final int m;
  private final double[][] basis;
  private final double[] diagonal;
  private final double[] offDiagonal;

  private Lanczos(Operator operator, int m, int most) {
    this.operator = operator;
    this.m = m;
    this.basis = new double[most][];
    this.diagonal = new double[most];
    this.offDiagonal = new double[most];
  }

  /**
   * Finds the ends.
   *
   * @param m the dimension
   * @param tolerance the residual to reach
   * @param most the most steps, m suffice
   * @param seed of the start
   * @throws ComputationException if the residuals stay above the tolerance
   */
  public static Ends ends(Operator operator, int m, double tolerance, int most, long seed) {
    return new Lanczos(operator, m, Math.min(m, most)).run(tolerance, seed);
  }

  private Ends run(double tolerance, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[] next = new double[m];
    for (int j = 0; j < m; j++) {
      next[j] = random.nextGaussian();
    }
    double norm = Math.sqrt(Kernels.squaredNorm(next));
    double scale = 0;
    double residual = Double.POSITIVE_INFINITY;
    for (int k = 0; k < basis.length; k++) {
      basis[k] = scaled(next, 1 / norm);
      operator.multiply(basis[k], next);
      diagonal[k] = Kernels.dot(basis[k], next);
      orthogonalise(next, k + 1);
      norm = Math.sqrt(Kernels.squaredNorm(next));
      offDiagonal[k] = norm;
      scale = Math.max(scale, Math.abs(diagonal[k]) + norm);
      boolean exhausted = norm <= m * EPSILON * scale || k + 1 == m;
      if (exhausted || (k + 1) % STRIDE == 0 || k + 1 == basis.length) {
        Tridiagonal ritz = Tridiagonal.of(diagonal, offDiagonal, k + 1);
        residual = exhausted ? 0 : ritz.residual(norm);
        if (residual <= tolerance) {
          return ends(ritz, residual);
        }
      }
    }
    throw new ComputationException(
        "the ends of the spectrum were not found in %d Lanczos steps: residual %.1e, wanted %.1e"
            .formatted(basis.length, residual, tolerance));
  }

  /** Takes the parts along the first {@code count} basis vectors out, twice. */
  private void orthogonalise(double[] a, int count) {
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < count; k++) {
        Kernels.axpy(-Kernels.dot(basis[k], a), basis[k], a);
      }
    }
  }

  private Ends ends(Tridiagonal ritz, double residual) {
    double[] lowest = new double[m];
    for (int k = 0; k < ritz.size(); k++) {
      Kernels.axpy(ritz.lowest(k), basis[k], lowest);
    }
    return new Ends(ritz.smallest(), ritz.largest(), lowest, residual, ritz.size());
  }

  private static double[] scaled(double[] a, double factor) {
    double[] out = a.clone();
    for (int j = 0; j < out.length; j++) {
      out[j] *= factor;
    }
    return out;
  }

  /** The eigenvalues, rising, and eigenvectors of a tridiagonal matrix, by LAPACK. */
  private record Tridiagonal(double[] values, double[] vectors) {

    static Tridiagonal of(double[] diagonal, double[] offDiagonal, int k) {
      double[] values = Arrays.copyOf(diagonal, k);
      double[] vectors = new double[k * k];
      intW info = new intW(0);
      LinearAlgebraBackend.lapack()
          .dstev(
              "V",
              k,
              values,
              Arrays.copyOf(offDiagonal, k),
              vectors,
              k,
              new double[Math.max(1, 2 * k - 2)],
              info);
      if (info.val != 0) {
        throw new ComputationException(
            "the eigenvalues of a tridiagonal matrix did not converge (dstev info "
                + info.val
                + "); check the data for extreme values");
      }
      return new Tridiagonal(values, vectors);
    }

    int size() {
      return values.length;
    }

    double smallest() {
      return values[0];
    }

    double largest() {
      return values[values.length - 1];
    }

    double lowest(int k) {
      return vectors[k];
    }

    /** ‖Az - λz‖ at the two ends is the next off-diagonal entry times the last entry of z. */
    double residual(double next) {
      int k = values.length;
      double last = Math.max(Math.abs(vectors[k - 1]), Math.abs(vectors[k * k - 1]));
      double scale = Math.max(Math.abs(smallest()), Math.abs(largest()));
      return scale > 0 ? next * last / scale : 0;
    }
  }
}
