package dev.mirrorflow.linalg;

import java.util.Arrays;

/**
 * Py for a {@link RowReduction}, the nearest to y in the range of X, by modified Gram-Schmidt in
 * twice the digits of a double, in the scaling that the samples were given with: scaled rows would
 * weigh them otherwise.
 *
 * <p>The unknowns are the values t at the pivot rows; the others are combinations M t of them. A
 * pivot row that none of the others has to do with keeps its y, to the last bit. About 20 n r²
 * flops.
 */
final class RowLeastSquares {

  /** Rows smaller than the largest by more than this weigh nothing in twice the digits anyway. */
  private static final int LIGHTEST = -400;

  private final Equilibration scaling;
  private final int n;
  private final int r;
  private final int[] pivots;
  private final boolean[] isPivot;

  /**
   * A scaled row i times 2^weight[i] is that of the samples as they were given, but for a factor.
   */
  private final int[] weight;

  /** Row i in terms of the pivot rows, and what that lost; weighted. */
  private final double[][] m;

  private final double[][] mLow;

  /** What M and its rest may be off by. */
  private final double[][] mError;

  /** The columns of the weighted M made orthogonal, what these lost, and the triangle for it. */
  private final double[][] q;

  private final double[][] qLow;
  private final double[][] above;

  RowLeastSquares(
      Equilibration scaling,
      double[][] factor,
      double[][] factorLow,
      double[][] factorError,
      int[] pivots) {
    this.scaling = scaling;
    this.n = factor.length;
    this.r = pivots.length;
    this.pivots = pivots;
    this.isPivot = new boolean[n];
    for (int i : pivots) {
      isPivot[i] = true;
    }
    this.weight = weights(scaling, factor);
    this.m = new double[n][r];
    this.mLow = new double[n][r];
    this.mError = new double[n][r];
    this.q = new double[r][n];
    this.qLow = new double[r][n];
    this.above = new double[r][r];
    for (int k = 0; k < r; k++) {
      m[pivots[k]][k] = 1;
    }
    for (int i = 0; i < n; i++) {
      if (!isPivot[i]) {
        combine(i, factor, factorLow, factorError);
      }
    }
  }

  /** Relative to the largest row, so that squares neither overflow nor underflow. */
  private static int[] weights(Equilibration scaling, double[][] factor) {
    int largest = Integer.MIN_VALUE;
    for (int i = 0; i < factor.length; i++) {
      if (Arrays.stream(factor[i]).anyMatch(c -> c != 0)) {
        largest = Math.max(largest, -scaling.row(i));
      }
    }
    int[] weight = new int[factor.length];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = Math.clamp(-(long) scaling.row(i) - largest, LIGHTEST, 0);
    }
    return weight;
  }

  /** Solves m_i L_S = l_i, L_S the lower triangle of the pivot rows. */
  private void combine(int i, double[][] factor, double[][] factorLow, double[][] factorError) {
    for (int k = r - 1; k >= 0; k--) {
      LongSum sum = new LongSum(factor[i][k], factorLow[i][k]);
      double terms = Math.abs(factor[i][k]);
      double open = factorError[i][k];
      for (int l = k + 1; l < r; l++) {
        int row = pivots[l];
        sum.addProduct(m[i][l], mLow[i][l], -factor[row][k], -factorLow[row][k]);
        terms += Math.abs(m[i][l] * factor[row][k]);
        open += mError[i][l] * Math.abs(factor[row][k]);
        open += Math.abs(m[i][l]) * factorError[row][k];
      }
      if (Math.abs(sum.value()) > RowReduction.EXACT * terms) {
        m[i][k] = sum.value() / factor[pivots[k]][k];
        mLow[i][k] = sum.rest() / factor[pivots[k]][k];
      }
      mError[i][k] = (open + RowReduction.EXACT * terms) / factor[pivots[k]][k];
    }
  }

  /**
   * Projects y. An entry of Py is 0 where it is the rounding of its terms.
   *
   * @param fitted receives Py, length n
   * @param fittedLow receives what that lost in rounding
   * @param fittedError receives what the two together may be off by
   * @return ‖y - Py‖/‖y‖
   */
  double fit(double[] y, double[] fitted, double[] fittedLow, double[] fittedError) {
    int size = Integer.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      if (y[i] != 0) {
        size = Math.max(size, Math.getExponent(y[i]) + scaling.row(i) + weight[i]);
      }
    }
    double[] given = new double[n];
    for (int i = 0; i < n; i++) {
      given[i] = Math.scalb(y[i], scaling.row(i) + weight[i] - size);
    }
    double[][] t = solve(given);
    double[] tError = error(t[0], given);
    double squares = 0;
    double missed = 0;
    for (int i = 0; i < n; i++) {
      LongSum sum = new LongSum(0);
      double terms = 0;
      double open = 0;
      for (int k = 0; k < r; k++) {
        sum.addProduct(t[0][k], t[1][k], m[i][k], mLow[i][k]);
        terms += Math.abs(t[0][k] * m[i][k]);
        open += Math.abs(t[0][k]) * mError[i][k] + tError[k] * Math.abs(m[i][k]);
      }
      int exponent = size - scaling.row(i);
      if (!isPivot[i] || isCoupled(index(i))) {
        boolean isRounding = Math.abs(sum.value()) <= RowReduction.EXACT * terms;
        fitted[i] = isRounding ? 0 : Math.scalb(sum.value(), exponent);
        fittedLow[i] = isRounding ? 0 : Math.scalb(sum.rest(), exponent);
        fittedError[i] = Math.scalb(open + RowReduction.EXACT * terms, exponent);
        missed += square(given[i] - Math.scalb(sum.value(), weight[i]));
      }
      squares += square(given[i]);
    }
    return Math.sqrt(missed / squares);
  }

  private static double square(double a) {
    return a * a;
  }

  private int index(int row) {
    int k = 0;
    while (pivots[k] != row) {
      k++;
    }
    return k;
  }

  /** Whether some other row is a combination of pivot row k and others. */
  private boolean isCoupled(int k) {
    for (int i = 0; i < n; i++) {
      if (!isPivot[i] && m[i][k] != 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * t in units of the scaled rows, and what it lost. Leaves the orthogonal columns of M in q and
   * the unit upper triangle that makes M of them in above.
   */
  private double[][] solve(double[] given) {
    double[] length = new double[r];
    for (int k = 0; k < r; k++) {
      for (int i = 0; i < n; i++) {
        q[k][i] = Math.scalb(m[i][k], weight[i]);
        qLow[k][i] = Math.scalb(mLow[i][k], weight[i]);
      }
      length[k] = Math.sqrt(dot(q[k], qLow[k], q[k], qLow[k]).value());
    }
    double[] left = given.clone();
    double[] leftLow = new double[n];
    double[][] aboveLow = new double[r][r];
    double[] t = new double[r];
    double[] tLow = new double[r];
    for (int k = 0; k < r; k++) {
      LongSum square = dot(q[k], qLow[k], q[k], qLow[k]);
      for (int l = k + 1; l < r; l++) {
        LongSum part = quotient(dot(q[k], qLow[k], q[l], qLow[l]), square);
        above[k][l] = part.value();
        aboveLow[k][l] = part.rest();
        subtract(part, q[k], qLow[k], q[l], qLow[l]);
      }
      LongSum part = quotient(dot(q[k], qLow[k], left, leftLow), square);
      t[k] = part.value();
      tLow[k] = part.rest();
      subtract(part, q[k], qLow[k], left, leftLow);
    }
    for (int k = r - 1; k >= 0; k--) {
      LongSum sum = new LongSum(t[k], tLow[k]);
      for (int l = k + 1; l < r; l++) {
        sum.addProduct(t[l], tLow[l], -above[k][l], -aboveLow[k][l]);
      }
      // What is given is below 2; what adds less than this to any row is not known.
      boolean isRounding = Math.abs(sum.value()) * length[k] <= RowReduction.EXACT;
      t[k] = isRounding ? 0 : sum.value();
      tLow[k] = isRounding ? 0 : sum.rest();
    }
    return new double[][] {t, tLow};
  }

  /**
   * What t may be off by: with W for M and its weights, and δW for what that may be off by, of size
   * (WᵀW)⁻¹ (δWᵀ(y - Wt) - Wᵀ δW t).
   */
  private double[] error(double[] t, double[] given) {
    double[][] inverse = inverseSizes();
    double[][] open = new double[r][n];
    double[] moved = new double[n];
    double[] left = given.clone();
    for (int k = 0; k < r; k++) {
      double size = 0;
      for (int i = 0; i < n; i++) {
        double w = Math.scalb(m[i][k], weight[i]);
        size = Math.hypot(size, w);
        left[i] -= w * t[k];
      }
      for (int i = 0; i < n; i++) {
        open[k][i] = Math.scalb(mError[i][k], weight[i]) + RowReduction.EXACT * size;
        moved[i] += open[k][i] * Math.abs(t[k]);
      }
    }
    double[] turned = new double[r];
    for (int l = 0; l < r; l++) {
      double square = 0;
      for (int i = 0; i < n; i++) {
        turned[l] += Math.abs(q[l][i]) * (moved[i] + RowReduction.EXACT * Math.abs(given[i]));
        square += q[l][i] * q[l][i];
      }
      for (int k = 0; k <= l; k++) {
        for (int i = 0; i < n; i++) {
          turned[l] += inverse[k][l] * open[k][i] * Math.abs(left[i]);
        }
      }
      turned[l] /= square;
    }
    double[] error = new double[r];
    for (int k = 0; k < r; k++) {
      for (int l = k; l < r; l++) {
        error[k] += inverse[k][l] * turned[l];
      }
    }
    return error;
  }

  /** The sizes of the entries of the inverse of the triangle in above. */
  private double[][] inverseSizes() {
    double[][] inverse = new double[r][r];
    for (int l = 0; l < r; l++) {
      inverse[l][l] = 1;
      for (int k = l - 1; k >= 0; k--) {
        for (int j = k + 1; j <= l; j++) {
          inverse[k][l] -= above[k][j] * inverse[j][l];
        }
      }
    }
    for (double[] row : inverse) {
      Arrays.setAll(row, l -> Math.abs(row[l]));
    }
    return inverse;
  }

  private LongSum dot(double[] a, double[] aLow, double[] b, double[] bLow) {
    LongSum sum = new LongSum(0);
    for (int i = 0; i < n; i++) {
      sum.addProduct(a[i], aLow[i], b[i], bLow[i]);
    }
    return new LongSum(sum.value(), sum.rest());
  }

  private static LongSum quotient(LongSum a, LongSum b) {
    double first = a.value() / b.value();
    LongSum left = new LongSum(a.value(), a.rest());
    left.addProduct(b.value(), b.rest(), -first);
    LongSum out = new LongSum(first);
    out.add(left.value() / b.value());
    return new LongSum(out.value(), out.rest());
  }

  private void subtract(LongSum c, double[] a, double[] aLow, double[] from, double[] fromLow) {
    double value = c.value();
    double rest = c.rest();
    for (int i = 0; i < n; i++) {
      LongSum sum = new LongSum(from[i], fromLow[i]);
      sum.addProduct(a[i], aLow[i], -value, -rest);
      from[i] = sum.value();
      fromLow[i] = sum.rest();
    }
  }
}
