package dev.mirrorflow.bias;

/**
 * The sizes of the rows of Aθ = b, against which residuals are judged.
 *
 * @param sizes m_i = Σ_j |a_ij θ_j| + |b_i|
 */
record RowTerms(double[] sizes) {

  /** How much of its terms rounding may have added to a residual, over the root of d. */
  private static final double ROUNDING = Math.ulp(2.0);

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** From Σ_j |a_ij θ_j| for each row, to which |b_i| is added. */
  static RowTerms of(double[] sums, double[] b) {
    double[] sizes = sums.clone();
    for (int i = 0; i < b.length; i++) {
      sizes[i] += Math.abs(b[i]);
    }
    return new RowTerms(sizes);
  }

  /**
   * The residual with about as much added as rounding may have, away from 0: by no fixed part of
   * the terms, which would be the column of a θ with a single entry, and ask for a change of that
   * entry only.
   *
   * @param d the length of θ
   */
  double[] withRounding(double[] residual, int d) {
    double rounding = ROUNDING * Math.sqrt(d);
    double[] out = residual.clone();
    for (int i = 0; i < out.length; i++) {
      double part = (i + 1) * GOLDEN;
      double size = rounding * sizes[i] * (0.5 + part - Math.floor(part));
      out[i] += Math.copySign(size, out[i]);
    }
    return out;
  }

  /** max_i |r_i|/m_i; NaN if some r_i is. */
  double ofResidual(double[] residual) {
    double most = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (residual[i] != 0) {
        most = Math.max(most, Math.abs(residual[i]) / sizes[i]);
      }
    }
    return most;
  }
}
