package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnQr;
import dev.mirrorflow.model.Norms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The constraint of an X by columns some of whose rows are combinations of others: those that are
 * not are found in the Gram matrix, in half the digits of a double, and in two passes whether what
 * is left of the others is rounding.
 */
final class RowDependence {

  /** An entry is rounding below this many times n ε of its terms, as in memory. */
  static final double ROUNDING = 16 * Math.ulp(1.0);

  private final ColumnEngine engine;
  private final RowChoice all;
  private final double[] gram;
  private final int n;

  /**
   * For a Gram matrix that is not well conditioned.
   *
   * @param all the rows
   * @param gram theirs, entry (i, k), i &gt;= k, at i + k n
   */
  RowDependence(ColumnEngine engine, RowChoice all, double[] gram) {
    this.engine = engine;
    this.all = all;
    this.gram = gram;
    this.n = all.size();
  }

  /**
   * The constraint.
   *
   * @throws BadDataException if rows are nearly dependent without being it to rounding, or are
   *     dependent and of different size, so that a projection would need more digits
   */
  ColumnConstraint constraint(double[] y) {
    int[] independent = independentRows();
    int[] dependent =
        IntStream.range(0, n)
            .filter(i -> IntStream.of(independent).noneMatch(k -> k == i))
            .toArray();
    RowChoice a = all.only(independent);
    RowChoice others = all.only(dependent);
    double[][] combinations = combinations(independent, dependent, a, others);
    ColumnQr factors = factors(a, others, combinations);
    double[] missed = new double[n];
    double[] b = factors.solve(y, missed);
    if (isMet(combinations, a.of(y), others.of(y))) {
      b = a.of(y);
      Arrays.fill(missed, 0);
    }
    double[] reached = y.clone();
    Kernels.axpy(-1, missed, reached);
    Cholesky factor = Cholesky.of(products(independent), b.length);
    double missing = Norms.l2(missed);
    return new ColumnConstraint(
        a,
        b,
        factor,
        reached,
        missing > 0 ? missing / Norms.l2(y) : 0,
        Optional.of(new ColumnConstraint.Projection(factors, b)),
        false,
        note(b.length));
  }

  private String note(int rank) {
    int full = Math.min(n, engine.columns());
    return rank < full ? "X is rank deficient: rank " + rank + " of " + full : "";
  }

  private double gram(int i, int k) {
    return gram[Math.max(i, k) + Math.min(i, k) * n];
  }

  /** In the order of a Cholesky factorisation that takes the row of which most is left. */
  private int[] independentRows() {
    List<Integer> taken = new ArrayList<>();
    double[] left = new double[n];
    for (int i = 0; i < n; i++) {
      left[i] = gram(i, i);
    }
    double[][] factor = new double[n][];
    for (int r = 0; r < Math.min(n, engine.columns()); r++) {
      int pivot = -1;
      double most = Constraint.WELL_CONDITIONED;
      for (int i = 0; i < n; i++) {
        if (!taken.contains(i) && left[i] > most * gram(i, i)) {
          pivot = i;
          most = left[i] / gram(i, i);
        }
      }
      if (pivot < 0) {
        break;
      }
      factor[r] = column(factor, r, pivot, Math.sqrt(left[pivot]));
      for (int i = 0; i < n; i++) {
        left[i] -= factor[r][i] * factor[r][i];
      }
      taken.add(pivot);
    }
    return taken.stream().mapToInt(Integer::intValue).toArray();
  }

  private double[] column(double[][] factor, int r, int pivot, double root) {
    double[] column = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = gram(i, pivot);
      for (int k = 0; k < r; k++) {
        sum -= factor[k][i] * factor[k][pivot];
      }
      column[i] = sum / root;
    }
    return column;
  }

  /** A Aᵀ of some rows. */
  private double[] products(int[] rows) {
    int r = rows.length;
    double[] out = new double[r * r];
    for (int k = 0; k < r; k++) {
      for (int i = k; i < r; i++) {
        out[i + k * r] = gram(rows[i], rows[k]);
      }
    }
    return out;
  }

  /** How much of each independent row is in each other one, refined once. */
  private double[][] combinations(
      int[] independent, int[] dependent, RowChoice a, RowChoice others) {
    Cholesky factor = Cholesky.of(products(independent), independent.length);
    double[][] combinations = new double[dependent.length][independent.length];
    for (int i = 0; i < dependent.length; i++) {
      for (int k = 0; k < independent.length; k++) {
        combinations[i][k] = gram(dependent[i], independent[k]);
      }
      factor.solve(combinations[i]);
    }
    double[][] more = engine.sum(new DependenceSum(a, others, combinations)).products();
    for (int i = 0; i < dependent.length; i++) {
      factor.solve(more[i]);
      for (int k = 0; k < independent.length; k++) {
        combinations[i][k] += more[i][k];
      }
    }
    if (dependent.length == 0
        || engine.sum(new DependenceSum(a, others, combinations)).largest() > ROUNDING * n) {
      throw new DependentRowsException(
          engine,
          "X X^T is ill conditioned, which is not solved by columns; remove rows that nearly"
              + " repeat or combine others, or use it in memory");
    }
    return combinations;
  }

  /** Whether the dependent rows agree with y to rounding. */
  private boolean isMet(double[][] combinations, double[] b, double[] others) {
    for (int i = 0; i < others.length; i++) {
      double left = others[i];
      double terms = Math.abs(left);
      for (int k = 0; k < b.length; k++) {
        left -= combinations[i][k] * b[k];
        terms += Math.abs(combinations[i][k] * b[k]);
      }
      if (Math.abs(left) > ROUNDING * n * terms) {
        return false;
      }
    }
    return true;
  }

  /** L of X = LA. */
  private ColumnQr factors(RowChoice a, RowChoice others, double[][] combinations) {
    if (!all.isEverything()) {
      throw new DependentRowsException(
          engine,
          "rows of X are of different size, and some are combinations of others, which is not"
              + " solved by columns; remove these, or use it in memory");
    }
    ColumnQr factors = new ColumnQr(n);
    for (int k = 0; k < a.size(); k++) {
      double[] column = new double[n];
      column[a.rows()[k]] = 1;
      for (int i = 0; i < others.size(); i++) {
        column[others.rows()[i]] = combinations[i][k];
      }
      if (!factors.append(column, Constraint.WELL_CONDITIONED)) {
        throw new IllegalStateException("row " + k + " is no combination of the others");
      }
    }
    return factors;
  }
}
