package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The separator of least ℓ∞ norm in integers: min t over N(w⁺ - w⁻) &gt;= 1 and t - w⁺ - w⁻ &gt;=
 * 0.
 */
final class IntegerLargestMargin {

  private IntegerLargestMargin() {}

  /**
   * Solves the problem.
   *
   * @throws BadDataException if the classes are not separable
   * @throws ComputationException if that takes too long
   */
  static MaxMargin of(IntegerRows rows) {
    int n = rows.samples();
    int d = rows.features();
    BigInteger[][] entries = new BigInteger[n + d][2 * d + 1];
    for (BigInteger[] row : entries) {
      Arrays.fill(row, BigInteger.ZERO);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        entries[i][j] = rows.entry(i, j);
        entries[i][d + j] = rows.entry(i, j).negate();
      }
    }
    for (int j = 0; j < d; j++) {
      entries[n + j][j] = BigInteger.ONE.negate();
      entries[n + j][d + j] = BigInteger.ONE.negate();
      entries[n + j][2 * d] = BigInteger.ONE;
    }
    BigInteger[] right = new BigInteger[n + d];
    Arrays.fill(right, 0, n, BigInteger.ONE);
    Arrays.fill(right, n, n + d, BigInteger.ZERO);
    BigInteger[] cost = new BigInteger[2 * d + 1];
    Arrays.fill(cost, BigInteger.ZERO);
    cost[2 * d] = BigInteger.ONE;
    IntegerSimplex simplex = new IntegerSimplex(rows, entries, right, cost);
    IntegerSimplex.Solution found = simplex.solve();
    if (found == null) {
      throw MaxMargin.inseparable(simplex.proofSize(n));
    }
    return rows.margin(found);
  }
}
