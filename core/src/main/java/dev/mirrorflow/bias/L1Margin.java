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
 * memory for A and two n x n matrices more.
 */
public final class L1Margin {

  private static final int REFACTOR = 50;

  /** Relative to the largest, an entry too small to be rounding. */
  private static final double PIVOT = 1e-10;

  private static final double FEASIBLE = 1e-11;

  private final DesignMatrix signed;
  private final int n;
  private final int d;

  /** [A | -Id]. */
  private final DesignMatrix extended;

  private final BasisInverse inverse;
  private final boolean[] basic;
  private final double[] sign;
  private final double[] ones;
  private final double[] onBasis;
  private final double[] cost;
  private final double[] lambda;
  private final double[] z;
  private final double[] row;
  private final double[] slope;
  private final double[] column;
  private final double[] w;

  private L1Margin(DesignMatrix signed) {
    this.signed = signed;
    this.n = signed.rows();
    this.d = signed.columns();
    this.extended = DesignMatrix.zeros(n, d + n);
    double longest = MaxMargin.longestRow(signed);
    double[] from = new double[d];
    double[] to = new double[d + n];
    int[] columns = new int[n];
    for (int i = 0; i < n; i++) {
      signed.copyRow(i, from);
      for (int j = 0; j < d; j++) {
        to[j] = from[j] / longest;
      }
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
    this.ones = sign.clone();
    this.onBasis = new double[n];
    this.cost = new double[n];
    this.lambda = new double[n];
    this.z = new double[d + n];
    this.row = new double[n];
    this.slope = new double[d + n];
    this.column = new double[n];
    this.w = new double[n];
  }

  /**
   * Solves the problem.
   *
   * @throws BadDataException if the classes are not separable, with the proof
   * @throws ComputationException if no certified solution was found
   */
  public static MaxMargin of(Logistic risk) {
    return new L1Margin(risk.signedDesign()).solve();
  }

  private MaxMargin solve() {
    int most = 1000 + 50 * n;
    int sinceFactored = 0;
    for (int pivots = 0; pivots < most; pivots++) {
      evaluate();
      int leaving = leaving();
      if (leaving < 0 && sinceFactored == 0) {
        double[] theta = new double[d];
        for (int k = 0; k < n; k++) {
          if (inverse.column(k) < d) {
            theta[inverse.column(k)] = onBasis[k];
          }
        }
        return MaxMargin.ofL1(signed, theta, lambda);
      }
      if (leaving < 0 || sinceFactored == REFACTOR) {
        inverse.refactor();
        sinceFactored = 0;
        continue;
      }
      exchange(leaving);
      sinceFactored++;
    }
    throw new ComputationException(
        "the l1 margin is not solved after "
            + most
            + " exchanges; the samples may be degenerate: remove repeated ones");
  }

  /** The basic values, λ and its products with all columns. */
  private void evaluate() {
    inverse.solve(ones, onBasis);
    for (int k = 0; k < n; k++) {
      cost[k] = inverse.column(k) < d ? sign[k] : 0;
    }
    inverse.solveTransposed(cost, lambda);
    extended.multiplyTransposed(1, lambda, z);
  }

  /** The place whose value has the wrong sign by most, -1 if none has. */
  private int leaving() {
    double largest = 0;
    for (double value : onBasis) {
      largest = Math.max(largest, Math.abs(value));
    }
    int worst = -1;
    double least = -FEASIBLE * largest;
    for (int k = 0; k < n; k++) {
      if (sign[k] * onBasis[k] < least) {
        least = sign[k] * onBasis[k];
        worst = k;
      }
    }
    return worst;
  }

  private void exchange(int leaving) {
    Arrays.fill(column, 0);
    column[leaving] = -sign[leaving];
    inverse.solveTransposed(column, row);
    extended.multiplyTransposed(1, row, slope);
    // A basic w_j that leaves can at most go over to its other sign.
    double length = inverse.column(leaving) < d ? 2 : Double.POSITIVE_INFINITY;
    int entering = entering(length);
    if (entering < 0) {
      if (length == 2) {
        sign[leaving] = -sign[leaving];
        return;
      }
      MaxMargin.refuseInseparable(signed, row.clone());
      throw new ComputationException(
          "the l1 margin lost its accuracy; the classes are nearly inseparable or X is ill"
              + " conditioned");
    }
    basic[inverse.column(leaving)] = false;
    basic[entering] = true;
    extended.copyColumn(entering, column);
    inverse.multiply(column, w);
    inverse.exchange(leaving, entering, w);
    sign[leaving] = entering < d ? Math.signum(slope[entering]) : 1;
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
      double room = j < d ? 1 - Math.signum(slope[j]) * z[j] : -z[j];
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
