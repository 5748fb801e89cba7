package dev.mirrorflow.landscape;

/**
 * A critical point of L(u, v) = R(u⊙v) with a given support: θ minimises R over it, g_j = 0 there,
 * and (u_j, v_j) = (0, 0) where g_j ≠ 0 (3.11), (3.13). It minimises L if g = 0; otherwise it is a
 * strict saddle, since where (u_j, v_j) = (0, 0) the Hessian has the block [[0, g_j], [g_j, 0]],
 * with the eigenvalues ±g_j. L has no other minima and no maxima.
 *
 * @param support the j with θ_j ≠ 0, rising
 * @param theta θ, length d
 * @param gradient g = ∇R(θ), length d, with the entries that are rounding set to 0
 * @param loss R of the minimiser that θ rounds
 * @param familyDimension the dimension of the set of θ' with this support and loss, of which θ is
 *     the one of least ℓ2 norm; 0 if θ is alone, as it is where the columns are independent
 */
public record CriticalPoint(
    int[] support, double[] theta, double[] gradient, double loss, int familyDimension) {

  /** Whether it minimises L, and R; a strict saddle if not. */
  public boolean isMinimum() {
    return steepest() < 0;
  }

  /** The coordinate of the largest |g_j|, the first of several; -1 if g = 0. */
  public int steepest() {
    int best = -1;
    double most = 0;
    for (int j = 0; j < gradient.length; j++) {
      if (Math.abs(gradient[j]) > most) {
        most = Math.abs(gradient[j]);
        best = j;
      }
    }
    return best;
  }

  /** The smallest eigenvalue of the Hessian of L, -max |g_j|; the same on the whole orbit. */
  public double smallestEigenvalue() {
    int j = steepest();
    return j < 0 ? 0 : -Math.abs(gradient[j]);
  }

  /** u with |u_j| = |v_j|: √|θ_j|. */
  public double[] u() {
    double[] u = new double[theta.length];
    for (int j : support) {
      u[j] = Math.sqrt(Math.abs(theta[j]));
    }
    return u;
  }

  /** v with |u_j| = |v_j|: √|θ_j| with the sign of θ_j. */
  public double[] v() {
    double[] v = new double[theta.length];
    for (int j : support) {
      v[j] = Math.copySign(Math.sqrt(Math.abs(theta[j])), theta[j]);
    }
    return v;
  }

  /**
   * The unit vector (p, q), length 2d, along which L falls fastest in second order: p_j = 1/√2, q_j
   * = -sign(g_j)/√2 at the steepest j.
   *
   * @throws IllegalStateException at a minimum
   */
  public double[] negativeDirection() {
    int j = steepest();
    if (j < 0) {
      throw new IllegalStateException("a minimum has no direction of negative curvature");
    }
    double[] direction = new double[2 * theta.length];
    direction[j] = Math.sqrt(0.5);
    direction[theta.length + j] = Math.copySign(Math.sqrt(0.5), -gradient[j]);
    return direction;
  }

  /** The coordinates with θ_j = 0 and g_j = 0, rising: where (c, 0) and (0, c) are critical too. */
  public int[] idle() {
    int[] out = new int[theta.length];
    int count = 0;
    for (int j = 0; j < theta.length; j++) {
      if (theta[j] == 0 && gradient[j] == 0) {
        out[count++] = j;
      }
    }
    return java.util.Arrays.copyOf(out, count);
  }
}
