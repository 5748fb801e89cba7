package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The separator of least ℓ2 norm in integers, by the method of {@link L2Margin}: the λ &gt;= 0 that
 * minimises ‖Nᵀλ‖² + (1 - Σλ)². Without rounding the method needs no tolerance and ends, for the
 * minimum falls with each set of samples; its linear systems are solved by Bareiss's elimination.
 */
final class IntegerL2Margin {

  private final IntegerRows rows;
  private final int n;

  /** NNᵀ + 1, entries computed when first used. */
  private final BigInteger[][] gram;

  /** λ is numerators over the denominator. */
  private BigInteger[] numerators;

  private BigInteger denominator = BigInteger.ONE;
  private final boolean[] active;

  private IntegerL2Margin(IntegerRows rows) {
    this.rows = rows;
    this.n = rows.samples();
    this.gram = new BigInteger[n][n];
    this.numerators = zeros(n);
    this.active = new boolean[n];
  }

  /**
   * Solves the problem.
   *
   * @param guess samples that may be the support vectors
   * @throws BadDataException if the classes are not separable
   * @throws ComputationException if that takes too long
   */
  static MaxMargin of(IntegerRows rows, boolean[] guess) {
    IntegerL2Margin solver = new IntegerL2Margin(rows);
    solver.begin(guess);
    return solver.solve();
  }

  /** Starts from the solution on the guess, if it is positive there. */
  private void begin(boolean[] guess) {
    int[] set = IntStream.range(0, n).filter(i -> guess[i]).toArray();
    if (set.length == 0 || set.length > rows.features() + 1) {
      return;
    }
    BigInteger[] solution = solveOn(set);
    BigInteger scale = solution[set.length];
    if (scale.signum() > 0
        && Arrays.stream(solution).limit(set.length).allMatch(value -> value.signum() > 0)) {
      take(set, solution);
      for (int i : set) {
        active[i] = true;
      }
    }
  }

  private MaxMargin solve() {
    while (true) {
      BigInteger[] v = combination();
      BigInteger rest = denominator;
      for (BigInteger value : numerators) {
        rest = rest.subtract(value);
      }
      if (rest.signum() == 0) {
        throw MaxMargin.inseparable(
            (int) Arrays.stream(numerators).filter(this::isSupport).count());
      }
      int entering = entering(v, rest);
      if (entering < 0) {
        return margin(v, rest);
      }
      active[entering] = true;
      settle();
    }
  }

  private boolean isSupport(BigInteger value) {
    return value.signum() > 0;
  }

  /** Nᵀλ over the denominator. */
  private BigInteger[] combination() {
    BigInteger[] v = zeros(rows.features());
    for (int i = 0; i < n; i++) {
      if (numerators[i].signum() != 0) {
        rows.spend(v.length);
        for (int j = 0; j < v.length; j++) {
          v[j] = v[j].add(rows.entry(i, j).multiply(numerators[i]));
        }
      }
    }
    return v;
  }

  /** The sample that violates its condition most, -1 if none does. */
  private int entering(BigInteger[] v, BigInteger rest) {
    rows.spend((long) n * v.length);
    int best = -1;
    BigInteger most = BigInteger.ZERO;
    for (int i = 0; i < n; i++) {
      BigInteger slope = rest.subtract(rows.dot(i, v));
      if (!active[i] && slope.compareTo(most) > 0) {
        most = slope;
        best = i;
      }
    }
    return best;
  }

  /** Solves on the active set and drops from it until λ is positive there. */
  private void settle() {
    while (true) {
      int[] set = IntStream.range(0, n).filter(i -> active[i]).toArray();
      BigInteger[] wanted = solveOn(set);
      BigInteger scale = wanted[set.length];
      // λ moves by p/q of its way to what is wanted; an entry reaches 0 at now/(now - wanted).
      BigInteger p = BigInteger.ONE;
      BigInteger q = BigInteger.ONE;
      int leaving = -1;
      for (int k = 0; k < set.length; k++) {
        if (wanted[k].signum() <= 0) {
          BigInteger now = numerators[set[k]].multiply(scale);
          BigInteger fall = now.subtract(wanted[k].multiply(denominator));
          if (leaving < 0 || now.multiply(q).compareTo(p.multiply(fall)) < 0) {
            p = now;
            q = fall;
            leaving = set[k];
          }
        }
      }
      if (leaving < 0) {
        take(set, wanted);
        return;
      }
      move(set, wanted, p, q);
      numerators[leaving] = BigInteger.ZERO;
      for (int i : set) {
        active[i] = numerators[i].signum() > 0;
      }
    }
  }

  private void take(int[] set, BigInteger[] solution) {
    numerators = zeros(n);
    for (int k = 0; k < set.length; k++) {
      numerators[set[k]] = solution[k];
    }
    denominator = solution[set.length];
  }

  /** λ += p/q (wanted - λ). */
  private void move(int[] set, BigInteger[] wanted, BigInteger p, BigInteger q) {
    BigInteger scale = wanted[set.length];
    BigInteger stay = q.subtract(p).multiply(scale);
    BigInteger go = p.multiply(denominator);
    for (int k = 0; k < set.length; k++) {
      numerators[set[k]] = numerators[set[k]].multiply(stay).add(wanted[k].multiply(go));
    }
    denominator = denominator.multiply(q).multiply(scale);
    BigInteger common = denominator;
    for (int i : set) {
      common = common.gcd(numerators[i]);
    }
    for (int i : set) {
      numerators[i] = numerators[i].divide(common);
    }
    denominator = denominator.divide(common);
  }

  /** The unconstrained λ of the set, its numerators followed by their denominator, above 0. */
  private BigInteger[] solveOn(int[] set) {
    int m = set.length;
    rows.spend((long) m * m * m + (long) m * rows.features());
    BigInteger[][] system = new BigInteger[m][m + 1];
    for (int i = 0; i < m; i++) {
      for (int k = 0; k < m; k++) {
        system[i][k] = gram(set[i], set[k]);
      }
      system[i][m] = BigInteger.ONE;
    }
    BigInteger before = BigInteger.ONE;
    // Gauss-Jordan steps; every leading minor of a positive definite matrix is above 0.
    for (int k = 0; k < m; k++) {
      BigInteger pivot = system[k][k];
      if (pivot.signum() == 0) {
        BigInteger[] none = zeros(m + 1);
        return none;
      }
      for (int i = 0; i < m; i++) {
        if (i == k) {
          continue;
        }
        BigInteger factor = system[i][k];
        for (int c = 0; c <= m; c++) {
          system[i][c] =
              system[i][c].multiply(pivot).subtract(factor.multiply(system[k][c])).divide(before);
        }
      }
      before = pivot;
    }
    BigInteger[] out = new BigInteger[m + 1];
    for (int i = 0; i < m; i++) {
      out[i] = system[i][m];
    }
    out[m] = before;
    return out;
  }

  private BigInteger gram(int i, int k) {
    if (gram[i][k] == null) {
      rows.spend(rows.features());
      gram[i][k] = rows.dot(i, k).add(BigInteger.ONE);
      gram[k][i] = gram[i][k];
    }
    return gram[i][k];
  }

  /** w' = Nᵀλ/(1 - Σλ). */
  private MaxMargin margin(BigInteger[] v, BigInteger rest) {
    double[] w = new double[v.length];
    BigInteger square = BigInteger.ZERO;
    for (int j = 0; j < w.length; j++) {
      w[j] = rows.parameter(v[j], rest);
      square = square.add(v[j].multiply(v[j]));
    }
    BigInteger sum = denominator.subtract(rest);
    double[] weights = new double[n];
    Arrays.setAll(weights, i -> IntegerRows.ratio(numerators[i], sum));
    return MaxMargin.exact(w, weights, rows.rootParameter(square, rest.multiply(rest)));
  }

  private static BigInteger[] zeros(int length) {
    BigInteger[] out = new BigInteger[length];
    Arrays.fill(out, BigInteger.ZERO);
    return out;
  }
}
