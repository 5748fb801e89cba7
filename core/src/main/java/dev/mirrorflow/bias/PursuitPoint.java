package dev.mirrorflow.bias;

/**
 * A minimiser of {@link Costs} over Aθ = b.
 *
 * @param theta θ, length d
 * @param dual p for X and y, length n
 * @param products Aᵀq = Xᵀp, length d, of the accuracy of q, the dual solution for A and b
 * @param bound &lt;q, b&gt;, which no cost is below where Aᵀq is within the slopes at 0
 * @param pivots exchanges of the simplex method
 */
record PursuitPoint(double[] theta, double[] dual, double[] products, double bound, int pivots) {

  /** Whether no entry of θ is below 0. */
  boolean isNonnegative() {
    for (double t : theta) {
      if (t < 0) {
        return false;
      }
    }
    return true;
  }
}
