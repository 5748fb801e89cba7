package dev.mirrorflow.landscape;

/**
 * A point at which the flow from a tiny α rests, on the way from one jump to the next; the last one
 * is where it stays.
 *
 * @param time τ = t/ln(1/α) of the jump that leads to it, 0 for the first, θ = 0
 * @param support the j with θ_j ≠ 0, rising
 * @param values θ_j for these
 * @param loss R(θ); infinite where that is beyond the doubles
 * @param l1 ‖θ‖₁
 * @param entering the coordinates that the jump took into the support, rising
 * @param leaving the coordinates that it dropped, rising
 * @param tied the coordinates off the support that arrived too and whose gradient is 0, rising, if
 *     their columns and those of the support are linearly dependent, otherwise none: other θ may
 *     then have the same Xθ and ‖θ‖₁, and this one is not more likely than they
 */
public record Saddle(
    double time,
    int[] support,
    double[] values,
    double loss,
    double l1,
    int[] entering,
    int[] leaving,
    int[] tied) {

  /** θ, length d. */
  public double[] theta(int d) {
    double[] theta = new double[d];
    for (int k = 0; k < support.length; k++) {
      theta[support[k]] = values[k];
    }
    return theta;
  }
}
