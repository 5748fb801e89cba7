package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Logistic;
import java.util.Arrays;

/**
 * The separator of maximum ℓ2 margin, min ‖w‖₂ over y_i &lt;x_i, w&gt; &gt;= 1: where gradient
 * descent on the logistic loss of a linear model points in the end (Soudry et al. 2018).
 *
 * <p>Least distance programming by non-negative least squares (Lawson and Hanson 1974, ch. 23): the
 * λ &gt;= 0 that minimises ‖Aᵀλ‖² + (1 - Σλ)², A the signed samples, is a multiple of the dual
 * solution, and a zero minimum proves that no separator exists. The active set is finite and its
 * last linear system, on the support vectors alone, exact. n² d flops for the Gram matrix and a
 * Cholesky factor for each of some n exchanges.
 */
public final class L2Margin {

  private final DesignMatrix signed;
  private final int n;

  /** AAᵀ/longest² + 1, entry (i, j) at i + j n. */
  private final double[] gram;

  private final double[] lambda;
  private final boolean[] active;

  private L2Margin(DesignMatrix signed) {
    this.signed = signed;
    this.n = signed.rows();
    this.gram = new double[n * n];
    this.lambda = new double[n];
    this.active = new boolean[n];
    double longest = MaxMargin.longestRow(signed);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k <= i; k++) {
        double value = 1 + signed.rowDot(i, k) / longest / longest;
        gram[i + k * n] = value;
        gram[k + i * n] = value;
      }
    }
  }

  /**
   * Solves the problem.
   *
   * @throws BadDataException if the classes are not separable, with the proof
   * @throws ComputationException if no certified solution was found
   */
  public static MaxMargin of(Logistic risk) {
    return new L2Margin(risk.signedDesign()).solve();
  }

  private MaxMargin solve() {
    int most = 100 + 20 * n;
    for (int step = 0; step < most; step++) {
      int entering = entering();
      if (entering < 0) {
        break;
      }
      active[entering] = true;
      if (!settle(entering)) {
        break;
      }
    }
    MaxMargin.refuseInseparable(signed, lambda);
    double[] w = new double[signed.columns()];
    signed.multiplyTransposed(1, lambda, w);
    return MaxMargin.ofL2(signed, w, lambda);
  }

  /** The sample that violates its condition most, -1 if none does beyond rounding. */
  private int entering() {
    int best = -1;
    double most = 1e-14 * n;
    for (int i = 0; i < n; i++) {
      if (!active[i]) {
        double value = slope(i);
        if (value > most) {
          most = value;
          best = i;
        }
      }
    }
    return best;
  }

  private double slope(int i) {
    double value = 1;
    for (int k = 0; k < n; k++) {
      value -= gram[i + k * n] * lambda[k];
    }
    return value;
  }

  /** Solves on the active set and drops from it until λ is positive there; false at rounding. */
  private boolean settle(int entering) {
    while (true) {
      int[] set = activeSet();
      double[] wanted;
      try {
        wanted = solveOn(set);
      } catch (ComputationException _) {
        active[entering] = false;
        return false;
      }
      double length = 1;
      int leaving = -1;
      for (int k = 0; k < set.length; k++) {
        double now = lambda[set[k]];
        if (wanted[k] <= 0 && now / (now - wanted[k]) < length) {
          length = now / (now - wanted[k]);
          leaving = set[k];
        }
      }
      for (int k = 0; k < set.length; k++) {
        lambda[set[k]] += length * (wanted[k] - lambda[set[k]]);
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
    int[] set = new int[n];
    int size = 0;
    for (int i = 0; i < n; i++) {
      if (active[i]) {
        set[size++] = i;
      }
    }
    return Arrays.copyOf(set, size);
  }

  /** The unconstrained λ of the set, with one step of refinement. */
  private double[] solveOn(int[] set) {
    int m = set.length;
    double[] block = new double[m * m];
    for (int k = 0; k < m; k++) {
      for (int i = 0; i < m; i++) {
        block[i + k * m] = gram[set[i] + set[k] * n];
      }
    }
    Cholesky factor = Cholesky.of(block, m);
    double[] solution = new double[m];
    Arrays.fill(solution, 1);
    factor.solve(solution);
    double[] rest = new double[m];
    for (int i = 0; i < m; i++) {
      rest[i] = 1;
      for (int k = 0; k < m; k++) {
        rest[i] -= block[i + k * m] * solution[k];
      }
    }
    factor.solve(rest);
    for (int i = 0; i < m; i++) {
      solution[i] += rest[i];
    }
    return solution;
  }
}
