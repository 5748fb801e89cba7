package dev.mirrorflow.linalg;

import dev.mirrorflow.error.ComputationException;
import java.util.Arrays;

/**
 * X = L A by Gaussian elimination with complete pivoting in twice the digits of a double: the rows
 * of A are a basis of the row space of X, at its numerical rank r, and L is n x r. A basis row is a
 * combination of rows of X that has lost no digit however little of them is left, so A is well
 * conditioned though X is not.
 *
 * <p>What remains of a row is rounding, and the row dependent, where no entry of it exceeds 16 n ε
 * of the terms that it is the sum of: judged entry by entry, so that neither the size of a row or
 * column nor that of the others counts.
 *
 * <p>About 20 n r d flops, none of them by vectors, and 24 n d bytes, 24 r d of them kept: for X of
 * which the Gram matrix is no help.
 */
public final class RowReduction {

  private static final double EPSILON = Math.ulp(1.0);

  /** Against its terms, a sum in twice the digits that is 0 but for their rounding. */
  static final double EXACT = 0x1p-90;

  private final int n;
  private final int d;
  private final double rounding;
  private final Equilibration scaling;

  /** Exponents that bring rows and columns to one size, by which pivots are chosen. */
  private final int[] rowSize;

  private final int[] columnSize;

  /** What is left of row i: entries, what they lost, and the sizes of their terms. */
  private final double[][] rest;

  private final double[][] low;
  private final double[][] terms;

  /** Row i of L, its exponents those of the scaled rows, and what its entries lost. */
  private final double[][] factor;

  private final double[][] factorLow;

  /** What the entries of L and their rests may be off by together. */
  private final double[][] factorError;

  private final int[] pivots;
  private final int rank;
  private final DesignMatrix basis;
  private final DesignMatrix basisRest;
  private final DesignMatrix basisError;

  /**
   * Reduces X, its rows brought to one size first.
   *
   * @throws ComputationException if the thread is interrupted
   */
  public RowReduction(DesignMatrix x) {
    this.n = x.rows();
    this.d = x.columns();
    this.rounding = 16 * n * EPSILON;
    this.scaling = Equilibration.ofRows(x);
    DesignMatrix scaled = scaling.scaled();
    Equilibration sizes = Equilibration.of(x);
    rowSize = new int[n];
    columnSize = new int[d];
    Arrays.setAll(rowSize, i -> sizes.row(i) - scaling.row(i));
    Arrays.setAll(columnSize, sizes::column);
    int most = Math.min(n, d);
    rest = new double[n][d];
    low = new double[n][d];
    terms = new double[n][d];
    factor = new double[n][most];
    factorLow = new double[n][most];
    factorError = new double[n][most];
    for (int i = 0; i < n; i++) {
      scaled.copyRow(i, rest[i]);
      for (int j = 0; j < d; j++) {
        terms[i][j] = Math.abs(rest[i][j]);
      }
    }
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    int r = 0;
    while (r < most && choosePivot(order, r)) {
      ComputationException.throwIfInterrupted();
      eliminate(order, r);
      r++;
    }
    rank = r;
    pivots = Arrays.copyOf(order, r);
    basis = DesignMatrix.zeros(Math.max(1, r), d);
    basisRest = DesignMatrix.zeros(Math.max(1, r), d);
    basisError = DesignMatrix.zeros(Math.max(1, r), d);
    for (int k = 0; k < r; k++) {
      takeBasisRow(k);
    }
  }

  /** r. */
  public int rank() {
    return rank;
  }

  /** A, r x d; its largest entries are between 1 and 2. A zero row where X is zero. */
  public DesignMatrix basis() {
    return basis;
  }

  /** What the rounding of A to doubles has lost, r x d. */
  public DesignMatrix basisRest() {
    return basisRest;
  }

  /** What A and its rest together may be off by, r x d. */
  public DesignMatrix basisError() {
    return basisError;
  }

  /**
   * The smallest of the pivots, the parts of a row that are left of it when it is taken, relative
   * to the largest: near 0 rows are nearly dependent.
   */
  public double pivotRatio() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int k = 0; k < rank; k++) {
      least = Math.min(least, factor[pivots[k]][k]);
      most = Math.max(most, factor[pivots[k]][k]);
    }
    return least / most;
  }

  /** The rows of X that are no combination of those before, r of them. */
  public int[] pivots() {
    return pivots.clone();
  }

  /**
   * Swaps the row with the largest entry that is not rounding to place r; false if there is none.
   * Largest among rows and columns of one size: a pivot that its column makes large would fill the
   * other rows with terms beside which theirs are rounding.
   */
  private boolean choosePivot(int[] order, int r) {
    int best = -1;
    double most = 0;
    for (int k = r; k < n; k++) {
      int column = pivotColumn(order[k]);
      double size = column < 0 ? 0 : size(order[k], column);
      if (size > most) {
        most = size;
        best = k;
      }
    }
    if (best < 0) {
      return false;
    }
    int row = order[best];
    order[best] = order[r];
    order[r] = row;
    return true;
  }

  /** The column of the largest entry of row i that is not rounding; -1 if there is none. */
  private int pivotColumn(int i) {
    int best = -1;
    double most = 0;
    for (int j = 0; j < d; j++) {
      double size = size(i, j);
      if (size > most && Math.abs(rest[i][j]) > rounding * terms[i][j]) {
        most = size;
        best = j;
      }
    }
    return best;
  }

  private double size(int i, int j) {
    return Math.abs(Math.scalb(rest[i][j], rowSize[i] + columnSize[j]));
  }

  private double largestReal(int i) {
    double most = 0;
    for (int j = 0; j < d; j++) {
      double size = Math.abs(rest[i][j]);
      if (size > most && size > rounding * terms[i][j]) {
        most = size;
      }
    }
    return most;
  }

  private void eliminate(int[] order, int r) {
    int pivot = order[r];
    int column = pivotColumn(pivot);
    factor[pivot][r] = 1;
    for (int k = r + 1; k < n; k++) {
      int i = order[k];
      if (rest[i][column] != 0) {
        subtract(i, pivot, column, r);
      }
    }
  }

  /**
   * Takes a multiple of the pivot's rest from that of row i so that its entry in the column is 0.
   */
  private void subtract(int i, int pivot, int column, int r) {
    double c = rest[i][column] / rest[pivot][column];
    LongSum left = new LongSum(rest[i][column], low[i][column]);
    left.addProduct(rest[pivot][column], low[pivot][column], -c);
    double more = left.value() / rest[pivot][column];
    factor[i][r] = c;
    factorLow[i][r] = more;
    double open = terms[i][column] + Math.abs(c) * terms[pivot][column];
    factorError[i][r] = rounding * EPSILON * open / Math.abs(rest[pivot][column]);
    double[] a = rest[pivot];
    double[] aLow = low[pivot];
    for (int j = 0; j < d; j++) {
      if (a[j] != 0) {
        LongSum sum = new LongSum(rest[i][j], low[i][j]);
        sum.addProduct(a[j], aLow[j], -c, -more);
        rest[i][j] = sum.value();
        low[i][j] = sum.rest();
        terms[i][j] += Math.abs(c * a[j]);
      }
    }
    rest[i][column] = 0;
    low[i][column] = 0;
  }

  /** Makes row k of A of size 1 by a power of two, which goes to L. */
  private void takeBasisRow(int k) {
    double[] row = rest[pivots[k]];
    int exponent = Math.getExponent(largestReal(pivots[k]));
    double[] scaled = new double[d];
    double[] scaledRest = new double[d];
    double[] scaledError = new double[d];
    for (int j = 0; j < d; j++) {
      double error = rounding * EPSILON * terms[pivots[k]][j];
      boolean isReal = Math.abs(row[j]) > error;
      scaledError[j] = Math.scalb(error, -exponent);
      scaled[j] = isReal ? Math.scalb(row[j], -exponent) : 0;
      scaledRest[j] = isReal ? Math.scalb(low[pivots[k]][j], -exponent) : 0;
    }
    basis.setRow(k, scaled);
    basisRest.setRow(k, scaledRest);
    basisError.setRow(k, scaledError);
    for (int i = 0; i < n; i++) {
      factor[i][k] = Math.scalb(factor[i][k], exponent);
      factorLow[i][k] = Math.scalb(factorLow[i][k], exponent);
      factorError[i][k] = Math.scalb(factorError[i][k], exponent);
    }
  }

  /**
   * The b of Aθ = b that says the same as Xθ = y; where y is not in the range of X, as Xθ = Py with
   * P the orthogonal projection onto it.
   *
   * @param y length n
   */
  public ReducedTarget target(double[] y) {
    double[] scaled = scaling.scaledTarget(y);
    double[] b = new double[rank];
    double[] bLow = new double[rank];
    double[] none = new double[n];
    double[] error = substitute(scaled, none, none, b, bLow);
    if (isMet(scaled, b, bLow, error, EXACT)) {
      return new ReducedTarget(b, bLow, error, y.clone(), none, 0);
    }
    boolean isRounding = isMet(scaled, b, bLow, error, rounding);
    double[] fitted = y.clone();
    double[] fittedLow = new double[n];
    double[] fittedError = new double[n];
    RowLeastSquares rows = new RowLeastSquares(scaling, factor, factorLow, factorError, pivots);
    double distance = rows.fit(y, fitted, fittedLow, fittedError);
    error =
        substitute(
            scaling.scaledTarget(fitted),
            scaling.scaledTarget(fittedLow),
            scaling.scaledTarget(fittedError),
            b,
            bLow);
    return new ReducedTarget(b, bLow, error, fitted, fittedLow, isRounding ? 0 : distance);
  }

  /**
   * b from the rows of the pivots; 0 where only rounding of these digits is left of its terms. What
   * y may be off by makes no b 0: where all of it is in doubt, it is still the best that is known.
   *
   * @param yError what y and its rest may be off by
   * @return what b may be off by for that and for the digits of two doubles
   */
  private double[] substitute(
      double[] y, double[] yLow, double[] yError, double[] b, double[] bLow) {
    double[] rounded = new double[rank];
    double[] error = new double[rank];
    for (int k = 0; k < rank; k++) {
      int i = pivots[k];
      LongSum sum = remainder(i, y, b, bLow, k);
      sum.add(yLow[i]);
      b[k] = sum.value() / factor[i][k];
      bLow[k] = sum.rest() / factor[i][k];
      double terms = Math.abs(y[i]);
      double roundedBefore = 0;
      double before = yError[i];
      for (int l = 0; l < k; l++) {
        double size = Math.abs(factor[i][l]);
        terms += size * Math.abs(b[l]);
        roundedBefore += size * rounded[l];
        before += size * error[l];
      }
      rounded[k] = (rounding * EPSILON * terms + roundedBefore) / factor[i][k];
      error[k] = (rounding * EPSILON * terms + before) / factor[i][k];
      if (Math.abs(b[k]) <= rounded[k]) {
        b[k] = 0;
        bLow[k] = 0;
      }
    }
    return error;
  }

  /** y_i - Σ_{l<k} L_il b_l. */
  private LongSum remainder(int i, double[] y, double[] b, double[] bLow, int k) {
    LongSum sum = new LongSum(y[i]);
    for (int l = 0; l < k; l++) {
      sum.addProduct(b[l], bLow[l], -factor[i][l], -factorLow[i][l]);
    }
    return sum;
  }

  /**
   * Whether the rows that are no pivots agree with y to the tolerance, each against its own terms.
   */
  private boolean isMet(double[] y, double[] b, double[] bLow, double[] error, double tolerance) {
    boolean[] isPivot = new boolean[n];
    for (int i : pivots) {
      isPivot[i] = true;
    }
    for (int i = 0; i < n; i++) {
      if (!isPivot[i]) {
        double size = Math.abs(y[i]);
        double open = 0;
        for (int k = 0; k < rank; k++) {
          size += Math.abs(factor[i][k] * b[k]);
          open += Math.abs(factor[i][k]) * error[k];
        }
        if (Math.abs(remainder(i, y, b, bLow, rank).value()) > tolerance * size + open) {
          return false;
        }
      }
    }
    return true;
  }
}
