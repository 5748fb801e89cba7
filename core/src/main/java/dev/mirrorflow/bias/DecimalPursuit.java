package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The simplex method of {@link BasisExchange} in 120 decimals, for small problems of which a double
 * cannot hold the digits. The right-hand side is moved by 1e-40 of its terms, so that no basic
 * entry is 0 and no basis comes again; signs and the dual solution are not changed by that.
 */
final class DecimalPursuit {

  /** A vertex of least cost, rounded: θ, p of the independent rows, and Xᵀp. */
  record Solution(double[] theta, double[] dual, double[] subgradient, int pivots) {}

  private static final MathContext DIGITS = new MathContext(120);
  private static final BigDecimal MOVE = new BigDecimal("1e-40");
  private static final BigDecimal NOTHING = new BigDecimal("1e-70");

  /** Of y where it was projected, which two doubles hold. */
  private static final BigDecimal ROUNDING = new BigDecimal("1e-30");

  private static final BigDecimal EXCESS = new BigDecimal("1e-50");
  private static final int MOST_PIVOTS = 500;

  private final DecimalRows rows;
  private final Costs costs;
  private final int n;
  private final int d;
  private final int[] basis;
  private final BigDecimal[] moved;
  private BigDecimal[][] inverse;
  private BigDecimal[] dual;

  /** The sizes of the terms of p. */
  private BigDecimal[] dualTerms;

  private BigDecimal[] z;

  private DecimalPursuit(DecimalRows rows, Costs costs, int[] basis) {
    this.rows = rows;
    this.costs = costs;
    this.n = rows.count();
    this.d = rows.features();
    this.basis = basis;
    this.moved = rows.y().clone();
  }

  /**
   * Solves from the basis of the first columns that are independent; empty if there is none.
   *
   * @param order all columns, the most wanted first
   */
  static Optional<Solution> solve(DecimalRows rows, Costs costs, int[] order) {
    int[] basis = independent(rows, order);
    return basis.length < rows.count()
        ? Optional.empty()
        : new DecimalPursuit(rows, costs, basis).run();
  }

  /** As many independent columns as there are rows, by elimination, in the order wanted. */
  private static int[] independent(DecimalRows rows, int[] order) {
    int n = rows.count();
    BigDecimal[][] left = new BigDecimal[n][];
    int[] pivotRow = new int[n];
    int[] chosen = new int[n];
    int found = 0;
    for (int k = 0; k < order.length && found < n; k++) {
      BigDecimal[] column = rows.column(order[k]);
      BigDecimal[] terms = new BigDecimal[n];
      for (int i = 0; i < n; i++) {
        terms[i] = column[i].abs();
      }
      for (int m = 0; m < found; m++) {
        BigDecimal c = column[pivotRow[m]];
        for (int i = 0; i < n; i++) {
          BigDecimal part = c.multiply(left[m][i], DIGITS);
          terms[i] = terms[i].add(part.abs(), DIGITS);
          column[i] = i == pivotRow[m] ? BigDecimal.ZERO : difference(column[i], part);
        }
      }
      int best = -1;
      for (int i = 0; i < n; i++) {
        boolean isReal = column[i].abs().compareTo(terms[i].multiply(NOTHING)) > 0;
        if (isReal && (best < 0 || column[i].abs().compareTo(column[best].abs()) > 0)) {
          best = i;
        }
      }
      if (best >= 0) {
        BigDecimal pivot = column[best];
        for (int i = 0; i < n; i++) {
          column[i] = column[i].divide(pivot, DIGITS);
        }
        left[found] = column;
        pivotRow[found] = best;
        chosen[found++] = order[k];
      }
    }
    return Arrays.copyOf(chosen, found);
  }

  private Optional<Solution> run() {
    SplittableRandom random = new SplittableRandom(1);
    invert();
    BigDecimal[] start = new BigDecimal[n];
    BigDecimal largest = BigDecimal.ZERO;
    for (int k = 0; k < n; k++) {
      start[k] = product(inverse[k], rows.y()).abs();
      largest = largest.max(start[k]);
    }
    for (int i = 0; i < n; i++) {
      BigDecimal terms = rows.y()[i].abs();
      BigDecimal entries = BigDecimal.ZERO;
      for (int k = 0; k < n; k++) {
        BigDecimal entry = rows.x(i, basis[k]).abs();
        terms = terms.add(entry.multiply(start[k], DIGITS), DIGITS);
        entries = entries.max(entry);
      }
      if (terms.signum() == 0) {
        terms = entries.multiply(largest, DIGITS);
      }
      moved[i] =
          moved[i].add(terms.multiply(MOVE).multiply(new BigDecimal(random.nextDouble(1, 2))));
    }
    for (int pivots = 0; pivots < MOST_PIVOTS; pivots++) {
      ComputationException.throwIfInterrupted();
      BigDecimal[] values = new BigDecimal[n];
      for (int k = 0; k < n; k++) {
        values[k] = product(inverse[k], moved);
      }
      price(values);
      int entering = entering();
      if (entering < 0) {
        return Optional.of(solution(pivots));
      }
      basis[leaving(values, entering)] = entering;
      invert();
    }
    return Optional.empty();
  }

  /** p with Bᵀp the slopes of the costs at θ_B, and Xᵀp. */
  private void price(BigDecimal[] values) {
    dual = new BigDecimal[n];
    dualTerms = new BigDecimal[n];
    Arrays.fill(dual, BigDecimal.ZERO);
    Arrays.fill(dualTerms, BigDecimal.ZERO);
    for (int k = 0; k < n; k++) {
      BigDecimal slope = new BigDecimal(costs.slope(basis[k], values[k].signum() < 0));
      for (int i = 0; i < n; i++) {
        BigDecimal term = inverse[k][i].multiply(slope);
        dual[i] = dual[i].add(term, DIGITS);
        dualTerms[i] = dualTerms[i].add(term.abs(), DIGITS);
      }
    }
    z = new BigDecimal[d];
    for (int j = 0; j < d; j++) {
      z[j] = product(dual, rows.column(j));
    }
  }

  /** The column whose x_jᵀp is furthest beyond the slopes at 0; -1 if none is. */
  private int entering() {
    int best = -1;
    BigDecimal most = EXCESS;
    for (int j = 0; j < d; j++) {
      BigDecimal above = z[j].subtract(new BigDecimal(costs.up()[j]));
      BigDecimal below = z[j].negate().subtract(new BigDecimal(costs.down()[j]));
      BigDecimal excess = above.max(below);
      if (excess.signum() > 0 && costs.unit()[j] == 0) {
        excess = excess.divide(terms(j), DIGITS);
      }
      if (excess.compareTo(most) > 0) {
        most = excess;
        best = j;
      }
    }
    return best;
  }

  /** The sizes of all that x_jᵀp is the sum of. */
  private BigDecimal terms(int j) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < n; i++) {
      sum = sum.add(rows.x(i, j).abs().multiply(dualTerms[i]), DIGITS);
    }
    return sum;
  }

  /** Where the cost along the edge is least. */
  private int leaving(BigDecimal[] values, int entering) {
    BigDecimal[] column = rows.column(entering);
    BigDecimal[] w = new BigDecimal[n];
    BigDecimal[] ratio = new BigDecimal[n];
    for (int k = 0; k < n; k++) {
      w[k] = product(inverse[k], column);
      int towards = w[k].signum() * z[entering].signum() * (values[k].signum() < 0 ? -1 : 1);
      ratio[k] = towards > 0 ? values[k].divide(w[k], DIGITS).abs() : null;
    }
    boolean isBelow = z[entering].signum() < 0;
    BigDecimal slope = new BigDecimal(costs.slope(entering, isBelow)).subtract(z[entering]);
    slope = isBelow ? slope.negate() : slope;
    BigDecimal level = slope.multiply(EXCESS);
    while (true) {
      int next = -1;
      for (int k = 0; k < n; k++) {
        if (ratio[k] != null && (next < 0 || ratio[k].compareTo(ratio[next]) < 0)) {
          next = k;
        }
      }
      if (next < 0) {
        throw new ComputationException("basis pursuit lost its accuracy at column " + entering);
      }
      slope = slope.add(w[next].abs().multiply(new BigDecimal(costs.kink(basis[next]))));
      if (slope.compareTo(level) >= 0) {
        return next;
      }
      ratio[next] = null;
    }
  }

  private Solution solution(int pivots) {
    double[] theta = new double[d];
    for (int k = 0; k < n; k++) {
      BigDecimal value = product(inverse[k], rows.y());
      BigDecimal terms = BigDecimal.ZERO;
      for (int i = 0; i < n; i++) {
        terms = terms.add(inverse[k][i].multiply(rows.y()[i]).abs(), DIGITS);
      }
      BigDecimal nothing = rows.isRounded() ? ROUNDING : NOTHING;
      boolean isNothing = value.abs().compareTo(terms.multiply(nothing)) <= 0;
      theta[basis[k]] = isNothing ? 0 : value.doubleValue();
    }
    return new Solution(theta, doubles(dual), doubles(z), pivots);
  }

  private static double[] doubles(BigDecimal[] a) {
    return Arrays.stream(a).mapToDouble(BigDecimal::doubleValue).toArray();
  }

  /** a - b; 0 where only rounding is left. */
  private static BigDecimal difference(BigDecimal a, BigDecimal b) {
    BigDecimal difference = a.subtract(b, DIGITS);
    boolean isNothing = difference.abs().compareTo(a.abs().multiply(NOTHING)) <= 0;
    return isNothing ? BigDecimal.ZERO : difference;
  }

  private static BigDecimal product(BigDecimal[] a, BigDecimal[] b) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < a.length; i++) {
      if (a[i].signum() != 0 && b[i].signum() != 0) {
        sum = sum.add(a[i].multiply(b[i], DIGITS), DIGITS);
      }
    }
    return sum;
  }

  /** B⁻¹ by Gauss and Jordan's method. */
  private void invert() {
    BigDecimal[][] a = new BigDecimal[n][2 * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        a[i][k] = rows.x(i, basis[k]);
        a[i][n + k] = i == k ? BigDecimal.ONE : BigDecimal.ZERO;
      }
    }
    for (int k = 0; k < n; k++) {
      int pivot = k;
      for (int i = k + 1; i < n; i++) {
        pivot = a[i][k].abs().compareTo(a[pivot][k].abs()) > 0 ? i : pivot;
      }
      BigDecimal[] row = a[pivot];
      a[pivot] = a[k];
      a[k] = row;
      BigDecimal divisor = row[k];
      for (int j = k; j < 2 * n; j++) {
        row[j] = row[j].divide(divisor, DIGITS);
      }
      for (int i = 0; i < n; i++) {
        BigDecimal c = a[i][k];
        if (i != k && c.signum() != 0) {
          for (int j = k; j < 2 * n; j++) {
            a[i][j] = difference(a[i][j], c.multiply(row[j], DIGITS));
          }
        }
      }
    }
    inverse = new BigDecimal[n][];
    for (int k = 0; k < n; k++) {
      inverse[k] = Arrays.copyOfRange(a[k], n, 2 * n);
    }
  }
}
