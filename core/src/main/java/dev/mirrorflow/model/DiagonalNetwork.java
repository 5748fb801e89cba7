package dev.mirrorflow.model;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;

/**
 * The diagonal linear network f(x) = &lt;u⊙v, x&gt; with loss L(u, v) = R(u⊙v) (3.1)-(3.9). All
 * vectors have length d. The methods here are for analysis and allocate their work space; the loops
 * of {@code descent} do not.
 */
public final class DiagonalNetwork {

  private final LeastSquares risk;

  public DiagonalNetwork(LeastSquares risk) {
    this.risk = risk;
  }

  /**
   * α itself, the scale of the start (3.29).
   *
   * @throws BadDataException unless α is positive and finite
   */
  public static double checkedAlpha(double alpha) {
    if (!(alpha > 0) || Double.isInfinite(alpha)) {
      throw new BadDataException("alpha must be positive and finite, not " + alpha);
    }
    return alpha;
  }

  /** R, the risk in θ. */
  public LeastSquares risk() {
    return risk;
  }

  /** θ = u⊙v. */
  public static double[] theta(double[] u, double[] v) {
    double[] theta = new double[u.length];
    Kernels.hadamard(u, v, theta);
    return theta;
  }

  /** I = (u⊙u - v⊙v)/2, conserved by the gradient flow (3.17). */
  public static double[] invariant(double[] u, double[] v) {
    double[] invariant = new double[u.length];
    for (int j = 0; j < u.length; j++) {
      // As a product: the difference of the squares would lose its digits where u and v are close.
      // Halved before, for it may be twice what a double holds.
      invariant[j] = (u[j] - v[j]) * (0.5 * (u[j] + v[j]));
    }
    return invariant;
  }

  /**
   * The symmetry (u, v) → (b⊙u, v/b) in place: θ and the loss stay, the gradients and I do not
   * (3.2).
   *
   * @throws BadDataException if some b_j is zero, NaN or infinite
   */
  public static void rescale(double[] u, double[] v, double[] b) {
    for (int j = 0; j < b.length; j++) {
      if (b[j] == 0 || !Double.isFinite(b[j])) {
        throw new BadDataException(
            "b holds " + b[j] + " at " + j + "; the rescaling needs finite factors other than 0");
      }
    }
    for (int j = 0; j < b.length; j++) {
      u[j] *= b[j];
      v[j] /= b[j];
    }
  }

  /** L(u, v). 2nd flops. */
  public double loss(double[] u, double[] v) {
    return risk.loss(theta(u, v));
  }

  /**
   * L and its two gradients ∇_u L = v⊙g, ∇_v L = u⊙g with g the gradient of R in θ = u⊙v (3.9). 4nd
   * flops.
   *
   * @param gradU receives ∇_u L
   * @param gradV receives ∇_v L
   */
  public double lossAndGradients(double[] u, double[] v, double[] gradU, double[] gradV) {
    double[] g = new double[u.length];
    double loss = risk.lossAndGradient(theta(u, v), new double[risk.samples()], g);
    Kernels.hadamardGradients(u, v, g, gradU, gradV);
    return loss;
  }

  /**
   * The Hessian of L at (u, v) applied to (p, q): with s = v⊙p + u⊙q and h = XᵀX s/n, outU = v⊙h +
   * g⊙q and outV = u⊙h + g⊙p. 8nd flops.
   */
  public void hessianVector(
      double[] u, double[] v, double[] p, double[] q, double[] outU, double[] outV) {
    int d = u.length;
    double[] g = new double[d];
    risk.lossAndGradient(theta(u, v), new double[risk.samples()], g);
    double[] s = new double[d];
    for (int j = 0; j < d; j++) {
      s[j] = v[j] * p[j] + u[j] * q[j];
    }
    double[] h = new double[d];
    risk.hessianVector(s, h);
    for (int j = 0; j < d; j++) {
      double up = v[j] * h[j] + g[j] * q[j];
      outV[j] = u[j] * h[j] + g[j] * p[j];
      outU[j] = up;
    }
  }
}
