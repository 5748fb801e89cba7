package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.BasisInverse;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Logistic;
import java.util.Arrays;

/**
 * The separator of maximum ℓ1 margin (in ℓ∞ distance), min ‖w‖₁ over y_i &lt;x_i, w&gt; &gt;= 1:
 * where the diagonal network points in the end.
 *
 * <p>The dual simplex method on Aw - s = 1, s &gt;= 0, from the basis of all slacks s, where λ = 0
 * satisfies |Aᵀλ| &lt;= 1 and λ &gt;= 0 already: no first phase is needed, and a step that λ can
 * follow for ever is the proof that no separator exists. O(n² + nd) an exchange, some n exchanges;
 * memory for A and two n x n matrices more. Rows and columns are brought to one size first; near
 * the end the basic values are refined to twice the precision of a double; and where even that
 * proves nothing, a small problem is solved in integers.
 */
public final class L1Margin {

  private static final int REFACTOR = 50;

  /** Relative to the largest, an entry too small to be rounding. */
  private static final double PIVOT = 1e-10;

  /** Relative to its terms, a basic value that is 0: before it is refined, and after. */
  private static final double FEASIBLE = 1e-11;

  private static final double REFINED = 1e-20;

  private final MarginProblem problem;
  private final DesignMatrix a;
  private final double[] right;
  private final double[] weight;
  private final int n;
  private final int d;

  /** [Â | -Id]. */
  private final DesignMatrix extended;

  private final BasisInverse inverse;
  private final boolean[] basic;
  private final double[] sign;
  private final double[] onBasis;
  private final double[] onBasisRest;
  private final double[] cost;
  private final double[] lambda;
  private final double[] z;
  private final double[] row;
  private final double[] slope;
  private final double[] column;
  private final double[] image;

  private L1Margin(MarginProblem problem) {
    this.problem = problem;
    this.a = problem.a();
    this.right = problem.right();
    this.weight = problem.weight();
    this.n = a.rows();
    this.d = a.columns();
    this.extended = DesignMatrix.zeros(n, d + n);
    double[] to = new double[d + n];
    int[] columns = new int[n];
    for (int i = 0; i < n; i++) {
      a.copyRow(i, to);
      to[d + i] = -1;
      extended.setRow(i, to);
      to[d + i] = 0;
      columns[i] = d + i;
    }
    this.inverse = new BasisInverse(extended, columns);
    this.basic = new boolean[d + n];
    Arrays.fill(basic, d, d + n, true);
    this.sign = new double[n];
    Arrays.fill(sign, 1);
    this.onBasis = new double[n];
    this.onBasisRest = new double[n];
    this.cost = new double[n];
    this.lambda = new double[n];
    this.z = new double[d + n];
    this.row = new double[n];
    this.slope = new double[d + n];
    this.column = new double[n];
    this.image = new double[n];
  }

  /**
   * Solves the problem.
   *
   * @throws BadDataException if the classes are not separable, with the proof
   * @throws ComputationException if no certified solution was found
   */
  public static MaxMargin of(Logistic risk) {
    DesignMatrix signed = risk.signedDesign();
    MaxMargin found = null;
    try {
      found = new L1Margin(new MarginProblem(risk, MarginNorm.L1)).solve();
    } catch (ComputationException _) {
      // A basis that is singular to working precision may not be so in integers.
    }
    if (found != null) {
      return found;
    }
    L2Margin.proveInseparable(risk);
    if (IntegerRows.isAffordable(signed)) {
      return IntegerMargin.ofL1(new IntegerRows(signed));
    }
    throw MaxMargin.uncertified();
  }

  /** The solution, or null where none was proved. */
  private MaxMargin solve() {
    int most = 1000 + 50 * n;
    int sinceFactored = 0;
    boolean isRefined = false;
    for (int pivots = 0; pivots < most; pivots++) {
      ComputationException.throwIfInterrupted();
      evaluate(isRefined);
      int leaving = leaving(isRefined ? REFINED : FEASIBLE);
      if (leaving < 0 && sinceFactored == 0) {
        if (isRefined) {
          return certified();
        }
        isRefined = true;
        continue;
      }
      if (leaving < 0 || sinceFactored == REFACTOR) {
        inverse.refactor();
        sinceFactored = 0;
        continue;
      }
      if (!exchange(leaving)) {
        return null;
      }
      sinceFactored++;
    }
    return null;
  }

  private MaxMargin certified() {
    double[] w = new double[d];
    double[] rest = new double[d];
    for (int k = 0; k < n; k++) {
      if (inverse.column(k) < d) {
        w[inverse.column(k)] = onBasis[k];
        rest[inverse.column(k)] = onBasisRest[k];
      }
    }
    double[] lambdaRest = new double[n];
    inverse.refineTransposed(cost, lambda, lambdaRest);
    return problem.certified(w, rest, lambda, lambdaRest);
  }

  /** The basic values, λ and its products with all columns. */
  private void evaluate(boolean isRefined) {
    inverse.solve(right, onBasis);
    Arrays.fill(onBasisRest, 0);
    if (isRefined) {
      inverse.refine(right, onBasis, onBasisRest);
    }
    for (int k = 0; k < n; k++) {
      cost[k] = inverse.column(k) < d ? sign[k] * weight[inverse.column(k)] : 0;
    }
    inverse.solveTransposed(cost, lambda);
    extended.multiplyTransposed(1, lambda, z);
  }

  /** The place whose value has the wrong sign by most of its terms, -1 if none has. */
  private int leaving(double tolerance) {
    double largest = 0;
    for (int k = 0; k < n; k++) {
      largest = inverse.column(k) < d ? Math.max(largest, Math.abs(onBasis[k])) : largest;
    }
    int worst = -1;
    double least = -tolerance;
    for (int k = 0; k < n; k++) {
      double value = sign[k] * onBasis[k];
      if (value < 0) {
        // A slack is what a margin has above r_i; both are of the size of ŵ before they cancel.
        double size = inverse.column(k) < d ? largest : largest + right[inverse.column(k) - d];
        if (value < least * size) {
          least = value / size;
          worst = k;
        }
      }
    }
    return worst;
  }

  /** False where λ can grow for ever, or rounding makes it seem so. */
  private boolean exchange(int leaving) {
    Arrays.fill(column, 0);
    column[leaving] = -sign[leaving];
    inverse.solveTransposed(column, row);
    extended.multiplyTransposed(1, row, slope);
    // A basic w_j that leaves can at most go over to its other sign.
    int leavingColumn = inverse.column(leaving);
    double length = leavingColumn < d ? 2 * weight[leavingColumn] : Double.POSITIVE_INFINITY;
    int entering = entering(length);
    if (entering < 0) {
      if (leavingColumn < d) {
        sign[leaving] = -sign[leaving];
        return true;
      }
      return false;
    }
    basic[leavingColumn] = false;
    basic[entering] = true;
    extended.copyColumn(entering, column);
    inverse.multiply(column, image);
    inverse.exchange(leaving, entering, image);
    sign[leaving] = entering < d ? Math.signum(slope[entering]) : 1;
    return true;
  }

  /** The column that λ meets first along {@link #row} before {@code length}, -1 if none. */
  private int entering(double length) {
    double largest = 0;
    for (int j = 0; j < slope.length; j++) {
      if (!basic[j]) {
        largest = Math.max(largest, Math.abs(slope[j]));
      }
    }
    int first = -1;
    double least = length;
    for (int j = 0; j < slope.length; j++) {
      if (basic[j] || Math.abs(slope[j]) <= PIVOT * largest || (j >= d && slope[j] <= 0)) {
        continue;
      }
      double room = j < d ? weight[j] - Math.signum(slope[j]) * z[j] : -z[j];
      double ratio = Math.max(0, room) / Math.abs(slope[j]);
      boolean tied = first >= 0 && Math.abs(ratio - least) <= 1e-13 * least;
      if (tied ? Math.abs(slope[j]) > Math.abs(slope[first]) : ratio < least) {
        first = j;
        least = ratio;
      }
    }
    return first;
  }
}
