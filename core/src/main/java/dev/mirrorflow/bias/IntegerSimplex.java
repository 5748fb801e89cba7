package dev.mirrorflow.bias;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * min &lt;c, x&gt; over Mx &gt;= r, x &gt;= 0 with c &gt;= 0, in integers: the dual simplex method
 * from the basis of all slacks, with Bland's rule, so that it ends. The tableau is kept as integers
 * over one common denominator (Edmonds 1967).
 */
final class IntegerSimplex {

  /**
   * A solution, all over one denominator.
   *
   * @param values x
   * @param duals of the rows
   * @param cost &lt;c, x&gt;
   */
  record Solution(
      BigInteger[] values, BigInteger[] duals, BigInteger cost, BigInteger denominator) {}

  private final IntegerRows rows;
  private final int n;
  private final int m;

  /** Rows of the n basic variables, then that of the costs; the last column is the right side. */
  private final BigInteger[][] tableau;

  private BigInteger denominator = BigInteger.ONE;

  /** x are 0 to m - 1, the slacks follow. */
  private final int[] basic;

  private final int[] nonbasic;

  /** The row that has no solution. */
  private int impossible = -1;

  /**
   * The problem.
   *
   * @param rows that count the work
   * @param entries M, n rows of m
   * @param right r, length n
   * @param cost c, length m
   */
  IntegerSimplex(IntegerRows rows, BigInteger[][] entries, BigInteger[] right, BigInteger[] cost) {
    this.rows = rows;
    this.n = entries.length;
    this.m = cost.length;
    this.tableau = new BigInteger[n + 1][m + 1];
    this.basic = new int[n];
    this.nonbasic = new int[m];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < m; k++) {
        tableau[i][k] = entries[i][k].negate();
      }
      tableau[i][m] = right[i].negate();
      basic[i] = m + i;
    }
    System.arraycopy(cost, 0, tableau[n], 0, m);
    tableau[n][m] = BigInteger.ZERO;
    Arrays.setAll(nonbasic, k -> k);
  }

  /**
   * Solves it; null where it has no solution.
   *
   * @throws dev.mirrorflow.error.ComputationException if that takes too long
   */
  Solution solve() {
    for (int leaving = leaving(); leaving >= 0; leaving = leaving()) {
      int entering = entering(leaving);
      if (entering < 0) {
        impossible = leaving;
        return null;
      }
      rows.spend((long) (n + 1) * (m + 1));
      pivot(leaving, entering);
    }
    BigInteger[] values = new BigInteger[m];
    Arrays.fill(values, BigInteger.ZERO);
    for (int i = 0; i < n; i++) {
      if (basic[i] < m) {
        values[basic[i]] = tableau[i][m];
      }
    }
    BigInteger[] duals = new BigInteger[n];
    Arrays.fill(duals, BigInteger.ZERO);
    for (int k = 0; k < m; k++) {
      if (nonbasic[k] >= m) {
        duals[nonbasic[k] - m] = tableau[n][k];
      }
    }
    return new Solution(values, duals, tableau[n][m].negate(), denominator);
  }

  /** The row of the first variable below 0, -1 if there is none. */
  private int leaving() {
    int first = -1;
    for (int i = 0; i < n; i++) {
      if (tableau[i][m].signum() < 0 && (first < 0 || basic[i] < basic[first])) {
        first = i;
      }
    }
    return first;
  }

  /** The column of the least ratio of cost to slope, the first variable of several; -1 if none. */
  private int entering(int row) {
    int best = -1;
    for (int k = 0; k < m; k++) {
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
      for (int k = 0; k <= m; k++) {
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

  /**
   * Of the first rows so many, how many have a part in the combination that shows that there is no
   * solution.
   */
  int proofSize(int most) {
    int first = basic[impossible] - m;
    int count = first >= 0 && first < most ? 1 : 0;
    for (int k = 0; k < m; k++) {
      int row = nonbasic[k] - m;
      count += row >= 0 && row < most && tableau[impossible][k].signum() > 0 ? 1 : 0;
    }
    return count;
  }
}
