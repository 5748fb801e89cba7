package dev.mirrorflow.bias;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The rows of X that A consists of, each times a power of two, so that none counts more than the
 * others: for an X that is kept by columns. No bit is lost.
 *
 * @param rows indices of the rows of X
 * @param factors one for each of these
 * @param all n, the rows of X
 */
record RowChoice(int[] rows, double[] factors, int all) implements Serializable {

  /** Rows within this many powers of two are left. */
  private static final int ALIKE = 8;

  /** All rows, as they are. */
  static RowChoice everyRow(int n) {
    int[] rows = new int[n];
    double[] factors = new double[n];
    Arrays.setAll(rows, i -> i);
    Arrays.fill(factors, 1);
    return new RowChoice(rows, factors, n);
  }

  /**
   * All rows, brought to one size where they are not alike.
   *
   * @param largest the largest entry of each row, 0 for one that is to be left
   */
  static RowChoice scaled(double[] largest) {
    RowChoice every = everyRow(largest.length);
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int i = 0; i < largest.length; i++) {
      if (largest[i] > 0) {
        // Within the normal doubles, where a product by it is exact.
        int exponent = Math.clamp(Math.getExponent(largest[i]), -1021, 1021);
        every.factors[i] = Math.scalb(1.0, -exponent);
        least = Math.min(least, exponent);
        most = Math.max(most, exponent);
      }
    }
    return most - (long) least > ALIKE || Math.max(most, -least) > 200
        ? every
        : everyRow(largest.length);
  }

  /** Some of these rows. */
  RowChoice only(int[] places) {
    return new RowChoice(
        Arrays.stream(places).map(k -> rows[k]).toArray(),
        Arrays.stream(places).mapToDouble(k -> factors[k]).toArray(),
        all);
  }

  /** n of A. */
  int size() {
    return rows.length;
  }

  /** These rows of a vector with an entry for each row of X. */
  double[] of(double[] perRow) {
    double[] out = new double[rows.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = perRow[rows[i]] * factors[i];
    }
    return out;
  }

  /** For each row of X: p with Xᵀp = Aᵀ of what is given. */
  double[] spread(double[] perChosen) {
    double[] out = new double[all];
    for (int i = 0; i < rows.length; i++) {
      out[rows[i]] = perChosen[i] * factors[i];
    }
    return out;
  }

  /** Whether A is X. */
  boolean isEverything() {
    return rows.length == all && Arrays.stream(factors).allMatch(factor -> factor == 1);
  }

  /**
   * The columns of A.
   *
   * @param columns of X, one after the other
   * @param out receives them
   */
  void choose(int count, double[] columns, double[] out) {
    int at = 0;
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < rows.length; i++) {
        out[at++] = columns[k * all + rows[i]] * factors[i];
      }
    }
  }
}
