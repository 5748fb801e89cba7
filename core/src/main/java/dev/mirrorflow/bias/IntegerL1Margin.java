package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.math.BigInteger;
import java.util.Arrays;

/** The separator of least ℓ1 norm in integers: min Σ(w⁺ + w⁻) over N(w⁺ - w⁻) &gt;= 1. */
final class IntegerL1Margin {

  private IntegerL1Margin() {}

  /**
   * Solves the problem.
   *
   * @throws BadDataException if the classes are not separable
   * @throws ComputationException if that takes too long
   */
  static MaxMargin of(IntegerRows rows) {
    int n = rows.samples();
    int d = rows.features();
    BigInteger[][] entries = new BigInteger[n][2 * d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        entries[i][j] = rows.entry(i, j);
        entries[i][d + j] = rows.entry(i, j).negate();
      }
    }
    BigInteger[] right = new BigInteger[n];
    Arrays.fill(right, BigInteger.ONE);
    BigInteger[] cost = new BigInteger[2 * d];
    Arrays.fill(cost, BigInteger.ONE);
    IntegerSimplex simplex = new IntegerSimplex(rows, entries, right, cost);
    IntegerSimplex.Solution found = simplex.solve();
    if (found == null) {
      throw MaxMargin.inseparable(simplex.proofSize(n));
    }
    return rows.margin(found);
  }
}
