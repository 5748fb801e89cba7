package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The separators of least ℓ1 and ℓ∞ norm in integers, by {@link IntegerSimplex}, w = w⁺ - w⁻ over
 * Nw &gt;= 1.
 */
final class IntegerMargin {

  private IntegerMargin() {}

  /**
   * min Σ(w⁺ + w⁻).
   *
   * @throws BadDataException if the classes are not separable
   * @throws ComputationException if that takes too long
   */
  static MaxMargin ofL1(IntegerRows rows) {
    BigInteger[] cost = new BigInteger[2 * rows.features()];
    Arrays.fill(cost, BigInteger.ONE);
    return solve(rows, samples(rows, 0, 0), cost);
  }

  /**
   * min t, t - w⁺ - w⁻ &gt;= 0.
   *
   * @throws BadDataException if the classes are not separable
   * @throws ComputationException if that takes too long
   */
  static MaxMargin ofLargest(IntegerRows rows) {
    int n = rows.samples();
    int d = rows.features();
    BigInteger[][] entries = samples(rows, d, 1);
    for (int j = 0; j < d; j++) {
      entries[n + j][j] = BigInteger.ONE.negate();
      entries[n + j][d + j] = BigInteger.ONE.negate();
      entries[n + j][2 * d] = BigInteger.ONE;
    }
    BigInteger[] cost = zeros(2 * d + 1);
    cost[2 * d] = BigInteger.ONE;
    return solve(rows, entries, cost);
  }

  /** [N, -N] with so many rows below it and columns behind it, of zeros. */
  private static BigInteger[][] samples(IntegerRows rows, int below, int behind) {
    int n = rows.samples();
    int d = rows.features();
    BigInteger[][] entries = new BigInteger[n + below][];
    Arrays.setAll(entries, i -> zeros(2 * d + behind));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        entries[i][j] = rows.entry(i, j);
        entries[i][d + j] = rows.entry(i, j).negate();
      }
    }
    return entries;
  }

  private static BigInteger[] zeros(int length) {
    BigInteger[] zeros = new BigInteger[length];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  /** With margins of at least 1 in the rows that are samples. */
  private static MaxMargin solve(IntegerRows rows, BigInteger[][] entries, BigInteger[] cost) {
    int n = rows.samples();
    BigInteger[] right = zeros(entries.length);
    Arrays.fill(right, 0, n, BigInteger.ONE);
    IntegerSimplex simplex = new IntegerSimplex(rows, entries, right, cost);
    IntegerSimplex.Solution found = simplex.solve();
    if (found == null) {
      throw MaxMargin.inseparable(simplex.proofSize(n));
    }
    return rows.margin(found);
  }
}
