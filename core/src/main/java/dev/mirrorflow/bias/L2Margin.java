package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.Corrections;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LongSum;
import dev.mirrorflow.linalg.LongVectors;
import dev.mirrorflow.model.Logistic;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The separator of maximum ℓ2 margin, min ‖w‖₂ over y_i &lt;x_i, w&gt; &gt;= 1: where gradient
 * descent on the logistic loss of a linear model points in the end (Soudry et al. 2018).
 *
 * <p>Least distance programming by non-negative least squares (Lawson and Hanson 1974, ch. 23): the
 * λ &gt;= 0 that minimises ‖Aᵀλ‖² + (1 - Σλ)², A the signed samples, is a multiple of the dual
 * solution, and a zero minimum proves that no separator exists. The active set is finite and its
 * last linear system, on the support vectors alone, exact. n² d flops for the Gram matrix and a
 * Cholesky factor for each of some n exchanges. Rows are brought to one size first; near the end λ
 * and the slopes are computed in twice the precision of a double; and where even that proves
 * nothing, a small problem is solved in integers.
 */
public final class L2Margin {

  /** Relative to its terms, a slope that is 0: in doubles, and in twice their precision. */
  private static final double ROUNDING = 1e-14;

  private static final double REFINED = 1e-22;

  private final MarginProblem problem;
  private final DesignMatrix a;
  private final double[] right;
  private final int n;

  /** ÂÂᵀ + rrᵀ, entry (i, k) at i + k n. */
  private final double[] gram;

  private final double[] lambda;
  private final double[] rest;
  private final boolean[] active;

  /** Âᵀλ as a pair. */
  private final double[] high;

  private final double[] low;
  private final double[] row;
  private final double[] slope;

  /** Σ |terms| of each slope. */
  private final double[] size;

  private boolean isRefined;

  private L2Margin(MarginProblem problem) {
    this.problem = problem;
    this.a = problem.a();
    this.right = problem.right();
    this.n = a.rows();
    this.gram = new double[n * n];
    this.lambda = new double[n];
    this.rest = new double[n];
    this.active = new boolean[n];
    this.high = new double[a.columns()];
    this.low = new double[a.columns()];
    this.row = new double[a.columns()];
    this.slope = new double[n];
    this.size = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k <= i; k++) {
        double value = a.rowDot(i, k) + right[i] * right[k];
        gram[i + k * n] = value;
        gram[k + i * n] = value;
      }
    }
  }

  /**
   * For the other norms, as this solver is the better one at it: every norm has a separator or
   * none.
   *
   * @throws InseparableException if it proves that there is none
   */
  static void proveInseparable(Logistic risk) {
    try {
      of(risk);
    } catch (ComputationException _) {
      // Then nothing is known.
    }
  }

  /**
   * Solves the problem.
   *
   * @throws BadDataException if the classes are not separable, with the proof
   * @throws ComputationException if no certified solution was found
   */
  public static MaxMargin of(Logistic risk) {
    DesignMatrix signed = risk.signedDesign();
    L2Margin solver = new L2Margin(new MarginProblem(risk, MarginNorm.L2));
    MaxMargin found = solver.solve();
    if (found != null) {
      return found;
    }
    if (IntegerRows.isAffordable(signed)) {
      try {
        return IntegerL2Margin.of(new IntegerRows(signed), solver.active);
      } catch (ComputationException e) {
        solver.refuseInseparable();
        throw e;
      }
    }
    solver.refuseInseparable();
    throw MaxMargin.uncertified();
  }

  private void refuseInseparable() {
    if (problem.isInseparable(lambda, rest)) {
      throw MaxMargin.inseparable(activeSet().length);
    }
  }

  /** The solution, or null where none was proved. */
  private MaxMargin solve() {
    int most = 100 + 20 * n;
    for (int step = 0; step < most; step++) {
      ComputationException.throwIfInterrupted();
      int entering = entering();
      if (entering >= 0) {
        active[entering] = true;
      }
      if (entering < 0 || !settle(entering)) {
        if (isRefined) {
          break;
        }
        isRefined = true;
        if (activeSet().length > 0) {
          settle(-1);
        }
      }
    }
    problem.combine(lambda, rest, high, low);
    return problem.certified(high, low, lambda, rest);
  }

  /** The sample that violates its condition most, -1 if none does beyond rounding. */
  private int entering() {
    if (isRefined) {
      refinedSlopes(IntStream.range(0, n).toArray());
      refinedSizes();
    } else {
      slopes();
    }
    double tolerance = isRefined ? REFINED : ROUNDING;
    int best = -1;
    double most = 0;
    for (int i = 0; i < n; i++) {
      if (!active[i] && slope[i] > Math.max(most, tolerance * size[i])) {
        most = slope[i];
        best = i;
      }
    }
    return best;
  }

  private void refinedSizes() {
    double[] terms = problem.terms(lambda);
    for (int i = 0; i < n; i++) {
      a.copyRow(i, row);
      size[i] = right[i];
      for (int j = 0; j < row.length; j++) {
        size[i] += Math.abs(row[j]) * terms[j];
      }
    }
  }

  /** r_i - ((ÂÂᵀ + rrᵀ)λ)_i. */
  private void slopes() {
    for (int i = 0; i < n; i++) {
      double value = right[i];
      double terms = right[i];
      for (int k = 0; k < n; k++) {
        double term = gram[i + k * n] * lambda[k];
        value -= term;
        terms += Math.abs(term);
      }
      slope[i] = value;
      size[i] = terms;
    }
  }

  /** The same in twice the precision, for the given samples. */
  private void refinedSlopes(int[] samples) {
    problem.combine(lambda, rest, high, low);
    LongSum left = new LongSum(1);
    for (int i = 0; i < n; i++) {
      if (lambda[i] != 0) {
        left.addProduct(lambda[i], rest[i], -right[i]);
      }
    }
    for (int i : samples) {
      LongSum margin = problem.margin(i, row, high, low);
      LongSum sum = new LongSum(-margin.value(), -margin.rest());
      sum.addProduct(left.value(), left.rest(), right[i]);
      slope[i] = sum.value();
    }
  }

  /**
   * Solves on the active set and drops from it until λ is positive there; false at rounding.
   *
   * @param entering the sample that has just been added, -1 for none
   */
  private boolean settle(int entering) {
    while (true) {
      int[] set = activeSet();
      double[] wanted = new double[n];
      double[] wantedRest = new double[n];
      try {
        solveOn(set, wanted, wantedRest);
      } catch (ComputationException _) {
        if (entering >= 0) {
          active[entering] = false;
        }
        return false;
      }
      double length = 1;
      int leaving = -1;
      for (int i : set) {
        double now = lambda[i];
        if (wanted[i] <= 0 && now / (now - wanted[i]) < length) {
          length = now / (now - wanted[i]);
          leaving = i;
        }
      }
      for (int i : set) {
        lambda[i] = leaving < 0 ? wanted[i] : lambda[i] + length * (wanted[i] - lambda[i]);
        rest[i] = leaving < 0 ? wantedRest[i] : 0;
      }
      if (leaving < 0) {
        return true;
      }
      lambda[leaving] = 0;
      active[leaving] = false;
      if (leaving == entering) {
        return false;
      }
    }
  }

  private int[] activeSet() {
    return IntStream.range(0, n).filter(i -> active[i]).toArray();
  }

  /** The unconstrained λ of the set, refined by one step, or by several of twice the precision. */
  private void solveOn(int[] set, double[] wanted, double[] wantedRest) {
    int m = set.length;
    double[] block = new double[m * m];
    for (int k = 0; k < m; k++) {
      for (int i = 0; i < m; i++) {
        block[i + k * m] = gram[set[i] + set[k] * n];
      }
    }
    Cholesky factor = Cholesky.of(block, m);
    double[] step = new double[m];
    Arrays.setAll(step, i -> right[set[i]]);
    factor.solve(step);
    add(step, set, wanted, wantedRest);
    if (isRefined) {
      refine(factor, set, wanted, wantedRest);
      return;
    }
    for (int i = 0; i < m; i++) {
      step[i] = right[set[i]];
      for (int k = 0; k < m; k++) {
        step[i] -= block[i + k * m] * wanted[set[k]];
      }
    }
    factor.solve(step);
    add(step, set, wanted, wantedRest);
  }

  private void refine(Cholesky factor, int[] set, double[] wanted, double[] wantedRest) {
    double[] before = lambda.clone();
    double[] restBefore = rest.clone();
    double[] step = new double[set.length];
    Corrections course = new Corrections();
    while (course.goesOn()) {
      System.arraycopy(wanted, 0, lambda, 0, n);
      System.arraycopy(wantedRest, 0, rest, 0, n);
      refinedSlopes(set);
      Arrays.setAll(step, i -> slope[set[i]]);
      factor.solve(step);
      add(step, set, wanted, wantedRest);
      course.corrected(Norms.max(step), Norms.max(wanted));
    }
    System.arraycopy(before, 0, lambda, 0, n);
    System.arraycopy(restBefore, 0, rest, 0, n);
  }

  private static void add(double[] step, int[] set, double[] wanted, double[] wantedRest) {
    for (int i = 0; i < set.length; i++) {
      wantedRest[set[i]] += step[i];
    }
    LongVectors.normalise(wanted, wantedRest);
  }
}
