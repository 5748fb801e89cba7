package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The separator of least ℓ1 norm in integers: the dual simplex method on N(w⁺ - w⁻) - s = 1 from
 * the basis of all slacks s, with Bland's rule, so that it ends. The tableau is kept as integers
 * over one common denominator (Edmonds 1967).
 */
final class IntegerL1Margin {

  private final IntegerRows rows;
  private final int n;
  private final int d;

  /** Rows of the n basic variables, then that of the costs; the last column is the right side. */
  private final BigInteger[][] tableau;

  private BigInteger denominator = BigInteger.ONE;

  /** w⁺ are 0 to d - 1, w⁻ follow, then s. */
  private final int[] basic;

  private final int[] nonbasic;

  private IntegerL1Margin(IntegerRows rows) {
    this.rows = rows;
    this.n = rows.samples();
    this.d = rows.features();
    this.tableau = new BigInteger[n + 1][2 * d + 1];
    this.basic = new int[n];
    this.nonbasic = new int[2 * d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        tableau[i][j] = rows.entry(i, j).negate();
        tableau[i][d + j] = rows.entry(i, j);
      }
      tableau[i][2 * d] = BigInteger.ONE.negate();
      basic[i] = 2 * d + i;
    }
    Arrays.fill(tableau[n], BigInteger.ONE);
    tableau[n][2 * d] = BigInteger.ZERO;
    Arrays.setAll(nonbasic, j -> j);
  }

  /**
   * Solves the problem.
   *
   * @throws BadDataException if the classes are not separable
   * @throws ComputationException if that takes too long
   */
  static MaxMargin of(IntegerRows rows) {
    return new IntegerL1Margin(rows).solve();
  }

  private MaxMargin solve() {
    for (int leaving = leaving(); leaving >= 0; leaving = leaving()) {
      int entering = entering(leaving);
      if (entering < 0) {
        throw MaxMargin.inseparable(proofSize(leaving));
      }
      rows.spend((long) (n + 1) * (2 * d + 1));
      pivot(leaving, entering);
    }
    double[] w = new double[d];
    for (int i = 0; i < n; i++) {
      if (basic[i] < 2 * d) {
        double value = rows.parameter(tableau[i][2 * d], denominator);
        w[basic[i] % d] = basic[i] < d ? value : -value;
      }
    }
    BigInteger norm = tableau[n][2 * d].negate();
    double[] weights = new double[n];
    for (int k = 0; k < 2 * d; k++) {
      if (nonbasic[k] >= 2 * d) {
        weights[nonbasic[k] - 2 * d] = IntegerRows.ratio(tableau[n][k], norm);
      }
    }
    return MaxMargin.exact(w, weights, rows.parameter(norm, denominator));
  }

  /** The row of the first variable below 0, -1 if there is none. */
  private int leaving() {
    int first = -1;
    for (int i = 0; i < n; i++) {
      if (tableau[i][2 * d].signum() < 0 && (first < 0 || basic[i] < basic[first])) {
        first = i;
      }
    }
    return first;
  }

  /** The column of the least ratio of cost to slope, the first variable of several; -1 if none. */
  private int entering(int row) {
    int best = -1;
    for (int k = 0; k < 2 * d; k++) {
      if (tableau[row][k].signum() >= 0) {
        continue;
      }
      if (best >= 0) {
        // Slopes are below 0, which turns the comparison round twice.
        int order =
            tableau[n][k]
                .multiply(tableau[row][best].negate())
                .compareTo(tableau[n][best].multiply(tableau[row][k].negate()));
        if (order > 0 || order == 0 && nonbasic[k] > nonbasic[best]) {
          continue;
        }
      }
      best = k;
    }
    return best;
  }

  private void pivot(int row, int column) {
    BigInteger p = tableau[row][column];
    for (int i = 0; i <= n; i++) {
      if (i == row) {
        continue;
      }
      BigInteger factor = tableau[i][column];
      for (int k = 0; k <= 2 * d; k++) {
        if (k != column) {
          BigInteger value = tableau[i][k].multiply(p).subtract(factor.multiply(tableau[row][k]));
          tableau[i][k] = value.divide(denominator);
        }
      }
      tableau[i][column] = factor.negate();
    }
    tableau[row][column] = denominator;
    denominator = p;
    // A pivot of this method is below 0.
    for (BigInteger[] values : tableau) {
      Arrays.setAll(values, k -> values[k].negate());
    }
    denominator = denominator.negate();
    int swap = basic[row];
    basic[row] = nonbasic[column];
    nonbasic[column] = swap;
  }

  /** How many samples the combination of a row without a column to enter has. */
  private int proofSize(int row) {
    int count = basic[row] >= 2 * d ? 1 : 0;
    for (int k = 0; k < 2 * d; k++) {
      count += nonbasic[k] >= 2 * d && tableau[row][k].signum() > 0 ? 1 : 0;
    }
    return count;
  }
}
