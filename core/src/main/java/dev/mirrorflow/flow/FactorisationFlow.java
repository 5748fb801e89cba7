package dev.mirrorflow.flow;

import dev.ludovic.netlib.blas.BLAS;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;

/**
 * Gradient flow of matrix factorisation, L(U) = R(vec W) = ‖A(UUᵀ) - y‖²/(2m) with W = UUᵀ of size
 * d x d and m measurements y_i = &lt;A_i, W&gt;, from U = αI (S. Gunasekar, B. Woodworth, S.
 * Bhojanapalli, B. Neyshabur, N. Srebro, Implicit regularization in matrix factorization, 2017): U'
 * = -2 G U with G = Σ r_i A_i/m. Under {@link ExplicitEuler} it is gradient descent.
 *
 * <p>For measurements that commute it ends, as α → 0, at the positive semidefinite W of least
 * nuclear norm, that is least trace, with A(W) = y; in general it is conjectured to, and {@code
 * bias.NuclearNormBound} says how near it came.
 *
 * <p>Example: 3 commuting measurements of a 10 x 10 matrix of rank 2 and trace 2, seed 1 of {@code
 * data.SyntheticSensing}, are fitted at the least trace 1.559328; from α = 1, 0.1, 0.01, 1e-4 the
 * flow ends at traces 9.03, 1.75, 1.602 and 1.5594.
 *
 * <p>What falls below 1e-16 of the largest entry of U is lost to rounding and cannot grow again as
 * the flow would have it: an α below about 1e-6 may end elsewhere.
 *
 * <p>The state is U, row by row, followed by the dual variable ν, ν' = -2r/m: U' = (Σ ν'_i A_i) U,
 * and U = α exp(Σ ν_i A_i) where the A_i commute. θ is vec W, length d². An evaluation costs 4md² +
 * 4d³ flops.
 */
public final class FactorisationFlow implements GradientFlow {

  private final LeastSquares measurements;
  private final int size;
  private final double alpha;
  private final double[] product;
  private final double[] gradient;
  private final double[] residual;

  /**
   * The flow from U = αI.
   *
   * @param measurements a row vec(A_i) for each symmetric A_i
   * @throws BadDataException if the rows are not symmetric matrices, or α is not positive
   */
  public FactorisationFlow(LeastSquares measurements, double alpha) {
    this.measurements = measurements;
    this.size = sizeOf(measurements);
    this.alpha = DiagonalNetwork.checkedAlpha(alpha);
    this.product = new double[size * size];
    this.gradient = new double[size * size];
    this.residual = new double[measurements.samples()];
  }

  private static int sizeOf(LeastSquares measurements) {
    int size = (int) Math.round(Math.sqrt(measurements.features()));
    if (size * size != measurements.features()) {
      throw new BadDataException(
          "the measurements have "
              + measurements.features()
              + " entries each, which is not the square of a size");
    }
    for (int i = 0; i < measurements.samples(); i++) {
      for (int a = 0; a < size; a++) {
        for (int b = 0; b < a; b++) {
          if (measurements.design().get(i, a * size + b)
              != measurements.design().get(i, b * size + a)) {
            throw new BadDataException(
                "measurement " + i + " is not symmetric; use (A + Aᵀ)/2, which measures the same");
          }
        }
      }
    }
    return size;
  }

  @Override
  public int dimension() {
    return size * size + residual.length;
  }

  @Override
  public int features() {
    return size * size;
  }

  @Override
  public double[] start() {
    double[] state = new double[dimension()];
    for (int k = 0; k < size; k++) {
      state[k * size + k] = alpha;
    }
    return state;
  }

  @Override
  public double evaluate(double[] state, double[] derivative) {
    theta(state, product);
    double loss = measurements.lossAndGradient(product, residual, gradient);
    // Column by column the arrays hold Uᵀ and G; (GU)ᵀ = Uᵀ G.
    blas().dgemm("N", "N", size, size, size, -2, state, size, gradient, size, 0, derivative, size);
    for (int i = 0; i < residual.length; i++) {
      derivative[size * size + i] = -2 * residual[i] / residual.length;
    }
    return loss;
  }

  @Override
  public void theta(double[] state, double[] theta) {
    blas().dgemm("T", "N", size, size, size, 1, state, size, state, size, 0, theta, size);
  }

  @Override
  public double loss(double[] state) {
    theta(state, product);
    return measurements.loss(product, residual);
  }

  @Override
  public double residualRounding(double[] state) {
    theta(state, product);
    return measurements.residualRounding(product);
  }

  /** A copy of ν in a state, length m. */
  public double[] dual(double[] state) {
    return java.util.Arrays.copyOfRange(state, size * size, state.length);
  }

  private static BLAS blas() {
    return LinearAlgebraBackend.blas();
  }
}
