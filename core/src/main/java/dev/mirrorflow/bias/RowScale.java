package dev.mirrorflow.bias;

/**
 * Powers of two that bring the rows of an X kept by columns to about one size, from its Gram
 * matrix: for ζ, y and the matrix, as X itself is not touched. All are 1 where the rows are alike.
 *
 * @param exponents of two, one a row
 */
record RowScale(int[] exponents) {

  /** Rows within this many powers of two are left. */
  private static final int ALIKE = 8;

  /** From X Xᵀ, entry (i, k), i &gt;= k, at i + k n. */
  static RowScale ofGram(double[] gram, int n) {
    int[] exponents = new int[n];
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      double square = gram[i + i * n];
      if (square > 0) {
        exponents[i] = -Math.getExponent(Math.sqrt(square));
        least = Math.min(least, exponents[i]);
        most = Math.max(most, exponents[i]);
      }
    }
    return new RowScale(most - (long) least > ALIKE ? exponents : new int[n]);
  }

  /** Scales an entry for each row. */
  void apply(double[] perRow) {
    for (int i = 0; i < perRow.length; i++) {
      perRow[i] = Math.scalb(perRow[i], exponents[i]);
    }
  }

  /** The matrix with its rows and columns scaled, a copy. */
  double[] ofBoth(double[] gram) {
    int n = exponents.length;
    double[] out = gram.clone();
    for (int k = 0; k < n; k++) {
      for (int i = k; i < n; i++) {
        out[i + k * n] = Math.scalb(gram[i + k * n], exponents[i] + exponents[k]);
      }
    }
    return out;
  }
}
