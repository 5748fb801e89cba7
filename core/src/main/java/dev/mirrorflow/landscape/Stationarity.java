package dev.mirrorflow.landscape;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnQr;
import dev.mirrorflow.linalg.LongSum;
import dev.mirrorflow.linalg.LongVectors;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * How far θ on a face is from a minimiser of R, sample by sample and column by column, each
 * relative to the terms of the samples. Residuals have twice the digits of a double.
 */
final class Stationarity {

  /** With rows further apart, what the small ones say is lost in the rounding of the others. */
  static final double MOST_RATIO = 1e6;

  private static final int REFINEMENTS = 2;

  private final ScaledColumns columns;
  private final FloatingFace face;
  private final ColumnQr factors;
  private final int n;
  private final double[] residual;

  /** |y_i| + Σ_j |x_ij θ_j|. */
  private final double[] terms;

  private final double[] y;

  /** What {@link #refined} returned, if it was asked. */
  private Optional<double[]> refined = Optional.empty();

  Stationarity(ScaledColumns columns, FloatingFace face, double[] y) {
    this.columns = columns;
    this.face = face;
    this.factors = face.factors();
    this.n = y.length;
    this.y = y;
    this.residual = new double[n];
    this.terms = new double[n];
    subtract(y, face.beta(), new double[factors.size()], residual, terms);
  }

  /** Makes a - A(β + c) in twice the digits, A the columns of the face, and |a| + |A||β|. */
  private void subtract(
      double[] a, double[] beta, double[] small, double[] difference, double[] sizes) {
    double[] high = a.clone();
    double[] low = new double[n];
    for (int i = 0; i < n; i++) {
      sizes[i] = Math.abs(a[i]);
    }
    for (int k = 0; k < beta.length; k++) {
      double[] entries = factors.column(k);
      LongVectors.add(-beta[k], -small[k], entries, high, low);
      for (int i = 0; i < n; i++) {
        sizes[i] += Math.abs(entries[i] * beta[k]);
      }
    }
    for (int i = 0; i < n; i++) {
      difference[i] = high[i] + low[i];
    }
  }

  /** y - Xθ for the least squares of the face, of which θ is a rounding. */
  double[] refined() {
    if (refined.isEmpty()) {
      refined = Optional.of(outside(y, face.beta(), new double[n]));
    }
    return refined.get();
  }

  /** y - Xθ. */
  double[] residual() {
    return residual;
  }

  /** max_i |y_i - x_iθ| relative to its terms. */
  double ofSamples() {
    double most = 0;
    for (int i = 0; i < n; i++) {
      most = Math.max(most, share(residual[i], terms[i]));
    }
    return most;
  }

  private static double share(double value, double terms) {
    return value == 0 ? 0 : Math.abs(value) / terms;
  }

  /**
   * The largest over the columns of |z_jᵀ(y - Xθ)| relative to its terms; NaN where the rows of X
   * are so different that the digits do not tell.
   *
   * @param others which columns off the face are asked for
   */
  double ofColumns(IntPredicate others) {
    if (columns.rowRatio() > MOST_RATIO) {
      return Double.NaN;
    }
    double most = 0;
    double[] step = factors.backSubstituted(residual);
    double least = Arrays.stream(terms).min().orElse(0);
    for (int k = 0; k < step.length; k++) {
      // Σ_i |v_i| terms_i is no less than either, since v x_k = 1.
      double norm = columns.scaledNorm(face.coordinates()[k]);
      double terms = Math.max(Math.abs(face.beta()[k]), least / norm);
      double bound = share(step[k], terms);
      most = Math.max(most, bound <= face.rounding() ? bound : ofFace(k));
    }
    int[] on = face.coordinates().clone();
    Arrays.sort(on);
    for (int j = 0; j < columns.count(); j++) {
      if (others.test(j) && Arrays.binarySearch(on, j) < 0) {
        most = Math.max(most, ofColumn(j));
      }
    }
    return most;
  }

  /** Of a column of the face: the change of β_k that y - Xθ asks for. */
  private double ofFace(int k) {
    double[] row = factors.inverseRow(k);
    double[] inverse = factors.backSubstituted(row);
    double size = product(row, terms);
    for (int m = 0; m < inverse.length; m++) {
      size += Math.abs(inverse[m]) * product(factors.column(m), residual);
    }
    return share(dot(row, residual), size);
  }

  /**
   * The part of a vector outside the span of the face.
   *
   * @param combination its coefficients on the face, to the digits of a double
   * @param sizes receives the sizes of the terms of this difference
   */
  private double[] outside(double[] vector, double[] combination, double[] sizes) {
    double[] outside = new double[n];
    double[] change = new double[combination.length];
    for (int pass = 0; pass < REFINEMENTS; pass++) {
      subtract(vector, combination, change, outside, sizes);
      Kernels.axpy(1, factors.backSubstituted(outside), change);
    }
    subtract(vector, combination, change, outside, sizes);
    return outside;
  }

  /**
   * Of a column off the face: 0 where it is a combination of those of the face but for the rounding
   * of each sample.
   */
  double ofColumn(int j) {
    double[] column = columns.copy(j, new double[n]);
    double[] combination = factors.backSubstituted(column);
    double[] sizes = new double[n];
    double[] outside = outside(column, combination, sizes);
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, share(outside[i], sizes[i]));
    }
    return largest <= face.rounding() ? 0 : share(dot(outside, refined()), product(outside, terms));
  }

  /** Σ |a_i b_i|. */
  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] * b[i]);
    }
    return sum;
  }

  /** Σ a_i b_i in twice the digits. */
  static double dot(double[] a, double[] b) {
    LongSum sum = new LongSum(0);
    for (int i = 0; i < a.length; i++) {
      sum.addProduct(a[i], b[i]);
    }
    return sum.value();
  }
}
