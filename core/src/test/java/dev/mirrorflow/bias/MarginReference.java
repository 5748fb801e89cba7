package dev.mirrorflow.bias;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.function.Consumer;

/**
 * The least norms of tiny separation problems by trying everything, in integers: in ℓ1 all vertices
 * of the arrangement of the planes &lt;a_i, w&gt; = 1 and w_j = 0, one of which is the solution; in
 * ℓ2 all sets of support vectors; in ℓ∞ all sets of k samples of margin 1, of k - 1 entries inside
 * the bounds, and of signs of the others. It shares no method and no line with the solvers.
 */
final class MarginReference {

  private static final MathContext DIGITS = new MathContext(60);

  /** A = 2^shift N. */
  private final BigInteger[][] rows;

  private final int shift;
  private final int n;
  private final int d;

  MarginReference(double[][] a) {
    this.n = a.length;
    this.d = a[0].length;
    BigDecimal[][] exact = new BigDecimal[n][d];
    int least = 0;
    for (double[] row : a) {
      for (double value : row) {
        least = value == 0 ? least : Math.min(least, Math.getExponent(value) - 52);
      }
    }
    this.shift = least;
    BigDecimal unit = new BigDecimal(BigInteger.TWO.pow(-least));
    this.rows = new BigInteger[n][d];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        exact[i][j] = new BigDecimal(a[i][j]).multiply(unit);
        rows[i][j] = exact[i][j].toBigIntegerExact();
      }
    }
  }

  /** The least ℓ1 norm, null if no separator exists. */
  BigDecimal l1() {
    BigDecimal[] least = new BigDecimal[1];
    choose(
        n + d,
        d,
        new int[d],
        0,
        0,
        planes -> {
          BigInteger[][] system = new BigInteger[d][d + 1];
          for (int k = 0; k < d; k++) {
            for (int j = 0; j < d; j++) {
              system[k][j] =
                  planes[k] < n
                      ? rows[planes[k]][j]
                      : planes[k] - n == j ? BigInteger.ONE : BigInteger.ZERO;
            }
            system[k][d] = planes[k] < n ? BigInteger.ONE : BigInteger.ZERO;
          }
          BigInteger[] w = solve(system);
          if (w != null && separates(w)) {
            BigInteger sum = BigInteger.ZERO;
            for (int j = 0; j < d; j++) {
              sum = sum.add(w[j].abs());
            }
            BigDecimal norm = quotient(sum, w[d]);
            least[0] = least[0] == null ? norm : least[0].min(norm);
          }
        });
    return scaled(least[0], 1);
  }

  /** The least ℓ2 norm, null if no separator exists. */
  BigDecimal l2() {
    BigDecimal[] square = new BigDecimal[1];
    for (int size = 1; size <= Math.min(n, d) && square[0] == null; size++) {
      int m = size;
      choose(
          n,
          m,
          new int[m],
          0,
          0,
          set -> {
            BigInteger[][] system = new BigInteger[m][m + 1];
            for (int k = 0; k < m; k++) {
              for (int i = 0; i < m; i++) {
                system[k][i] = dot(rows[set[k]], rows[set[i]]);
              }
              system[k][m] = BigInteger.ONE;
            }
            BigInteger[] lambda = solve(system);
            if (lambda == null || square[0] != null) {
              return;
            }
            BigInteger sum = BigInteger.ZERO;
            BigInteger[] w = new BigInteger[d + 1];
            java.util.Arrays.fill(w, BigInteger.ZERO);
            for (int k = 0; k < m; k++) {
              if (lambda[k].signum() < 0) {
                return;
              }
              sum = sum.add(lambda[k]);
              for (int j = 0; j < d; j++) {
                w[j] = w[j].add(lambda[k].multiply(rows[set[k]][j]));
              }
            }
            w[d] = lambda[m];
            if (separates(w)) {
              square[0] = quotient(sum, lambda[m]);
            }
          });
    }
    return square[0] == null ? null : scaled(square[0].sqrt(DIGITS), 1);
  }

  /** The least ℓ∞ norm, null if no separator exists. */
  BigDecimal largest() {
    BigDecimal[] least = new BigDecimal[1];
    for (int size = 1; size <= Math.min(n, d + 1); size++) {
      int k = size;
      choose(
          n,
          k,
          new int[k],
          0,
          0,
          tight ->
              choose(d, k - 1, new int[k - 1], 0, 0, inside -> trySigns(tight, inside, least)));
    }
    return scaled(least[0], 1);
  }

  private void trySigns(int[] tight, int[] inside, BigDecimal[] least) {
    int k = tight.length;
    boolean[] isInside = new boolean[d];
    for (int j : inside) {
      isInside[j] = true;
    }
    int[] outside = java.util.stream.IntStream.range(0, d).filter(j -> !isInside[j]).toArray();
    for (int signs = 0; signs < 1 << outside.length; signs++) {
      BigInteger[][] system = new BigInteger[k][k + 1];
      for (int i = 0; i < k; i++) {
        BigInteger sum = BigInteger.ZERO;
        for (int m = 0; m < outside.length; m++) {
          BigInteger entry = rows[tight[i]][outside[m]];
          sum = (signs >> m & 1) == 0 ? sum.add(entry) : sum.subtract(entry);
        }
        for (int m = 0; m < k - 1; m++) {
          system[i][m] = rows[tight[i]][inside[m]];
        }
        system[i][k - 1] = sum;
        system[i][k] = BigInteger.ONE;
      }
      BigInteger[] found = solve(system);
      if (found == null || found[k - 1].signum() <= 0) {
        continue;
      }
      BigInteger[] w = new BigInteger[d + 1];
      boolean isWithin = true;
      for (int m = 0; m < k - 1; m++) {
        w[inside[m]] = found[m];
        isWithin &= found[m].abs().compareTo(found[k - 1]) <= 0;
      }
      for (int m = 0; m < outside.length; m++) {
        w[outside[m]] = (signs >> m & 1) == 0 ? found[k - 1] : found[k - 1].negate();
      }
      w[d] = found[k];
      if (isWithin && separates(w)) {
        BigDecimal norm = quotient(found[k - 1], found[k]);
        least[0] = least[0] == null ? norm : least[0].min(norm);
      }
    }
  }

  /** The least of (&lt;a_i, w&gt; - 1)/Σ_j |a_ij w_j|, exactly. */
  double worstMargin(double[] w) {
    double worst = Double.POSITIVE_INFINITY;
    BigDecimal unit = new BigDecimal(BigInteger.TWO.pow(-shift));
    for (BigInteger[] row : rows) {
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal size = BigDecimal.ZERO;
      for (int j = 0; j < d; j++) {
        BigDecimal term = new BigDecimal(row[j]).multiply(new BigDecimal(w[j])).divide(unit);
        sum = sum.add(term);
        size = size.add(term.abs());
      }
      BigDecimal above = sum.subtract(BigDecimal.ONE);
      worst = Math.min(worst, size.signum() == 0 ? -1 : above.divide(size, DIGITS).doubleValue());
    }
    return worst;
  }

  private BigDecimal scaled(BigDecimal norm, int power) {
    return norm == null
        ? null
        : norm.multiply(new BigDecimal(BigInteger.TWO.pow(-shift * power)), DIGITS);
  }

  private static BigDecimal quotient(BigInteger p, BigInteger q) {
    return new BigDecimal(p).divide(new BigDecimal(q), DIGITS);
  }

  /** Whether N w >= q for w given with its denominator q > 0 in place d. */
  private boolean separates(BigInteger[] w) {
    for (BigInteger[] row : rows) {
      if (dot(row, w).compareTo(w[d]) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Of the first d entries. */
  private BigInteger dot(BigInteger[] a, BigInteger[] b) {
    BigInteger sum = BigInteger.ZERO;
    for (int j = 0; j < d; j++) {
      sum = sum.add(a[j].multiply(b[j]));
    }
    return sum;
  }

  /** Cramer's rule: numerators and then the determinant, made positive; null if it is 0. */
  private static BigInteger[] solve(BigInteger[][] system) {
    int m = system.length;
    BigInteger[][] matrix = new BigInteger[m][];
    for (int k = 0; k < m; k++) {
      matrix[k] = java.util.Arrays.copyOf(system[k], m);
    }
    BigInteger determinant = determinant(matrix);
    if (determinant.signum() == 0) {
      return null;
    }
    BigInteger sign = BigInteger.valueOf(determinant.signum());
    BigInteger[] out = new BigInteger[m + 1];
    for (int c = 0; c < m; c++) {
      for (int k = 0; k < m; k++) {
        matrix[k] = java.util.Arrays.copyOf(system[k], m);
        matrix[k][c] = system[k][m];
      }
      out[c] = determinant(matrix).multiply(sign);
    }
    out[m] = determinant.abs();
    return out;
  }

  /** By expansion along the first row. */
  private static BigInteger determinant(BigInteger[][] a) {
    int m = a.length;
    if (m == 1) {
      return a[0][0];
    }
    if (m == 2) {
      return a[0][0].multiply(a[1][1]).subtract(a[0][1].multiply(a[1][0]));
    }
    BigInteger sum = BigInteger.ZERO;
    for (int c = 0; c < m; c++) {
      if (a[0][c].signum() == 0) {
        continue;
      }
      BigInteger[][] minor = new BigInteger[m - 1][m - 1];
      for (int k = 1; k < m; k++) {
        for (int j = 0; j < m - 1; j++) {
          minor[k - 1][j] = a[k][j < c ? j : j + 1];
        }
      }
      BigInteger term = a[0][c].multiply(determinant(minor));
      sum = c % 2 == 0 ? sum.add(term) : sum.subtract(term);
    }
    return sum;
  }

  private static void choose(
      int from, int count, int[] chosen, int place, int next, Consumer<int[]> taker) {
    if (place == count) {
      taker.accept(chosen);
      return;
    }
    for (int k = next; k <= from - (count - place); k++) {
      chosen[place] = k;
      choose(from, count, chosen, place + 1, k + 1, taker);
    }
  }
}
