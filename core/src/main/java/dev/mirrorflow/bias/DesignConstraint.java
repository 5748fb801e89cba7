package dev.mirrorflow.bias;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ScaledRows;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * The {@link Constraint} Aθ = b for an X of which the products alone are known: A is X with its
 * rows brought to about one size by powers of two. Where y is not in the range of X, b is of Py, y
 * projected onto it.
 *
 * @param a A
 * @param b as many entries
 * @param scales A is X with its rows multiplied by them
 * @param leastNorm p, where Aᵀp is the interpolator of least norm
 * @param reached Py, length n
 * @param distance ‖y - Py‖/‖y‖, 0 where y is in the range of X to rounding
 * @param isPlain whether rows and columns of X are each of about one size
 */
record DesignConstraint(
    Design a,
    double[] b,
    double[] scales,
    double[] leastNorm,
    double[] reached,
    double distance,
    boolean isPlain) {

  /** A part of y outside the range of X that is below this is rounding. */
  private static final double IN_RANGE = 1e-10;

  /** The iterations end where the residual is this part of y. */
  private static final double CONVERGED = 1e-14;

  /** Or where its products with the columns are, of the largest that they could be. */
  private static final double ORTHOGONAL = 1e-12;

  /** Squares of entries within so many powers of two of 1 can be added up. */
  private static final int MODERATE = 200;

  /** Columns further apart than so many powers of two ask for more digits. */
  private static final int MOST_APART = 20;

  private static final int MOST_ITERATIONS = 5000;

  /**
   * Looks X through.
   *
   * @throws BadDataException if y does not have length n or is not finite, X is all zeros, or
   *     whether y is in its range cannot be told
   */
  static DesignConstraint of(Design x, double[] y) {
    if (y.length != x.rows()) {
      throw new BadDataException(
          "X has " + x.rows() + " rows but y has " + y.length + " entries; they must match");
    }
    for (int i = 0; i < y.length; i++) {
      if (!Double.isFinite(y[i])) {
        throw new BadDataException(
            "y holds " + y[i] + " at row " + i + " (counted from 0); remove or impute it");
      }
    }
    double[] largest = new double[y.length];
    x.largestOfRows(largest);
    if (Norms.max(largest) == 0) {
      throw new BadDataException("X is all zeros, so no parameter explains y; check the file");
    }
    boolean rowsAreAlike = areWithin(largest, ColumnConstraint.ALIKE);
    double[] scales = scales(largest, rowsAreAlike);
    Design a = rowsAreAlike ? x : ScaledRows.of(x, scales);
    double[] b = scaled(scales, y);
    double[] ofColumns = largestOfColumns(a);
    if (!areWithin(ofColumns, MOST_APART)) {
      throw new BadDataException(
          "the columns of X are of very different size; scale them, or make X dense, where more"
              + " digits are taken");
    }
    boolean isPlain = rowsAreAlike && areWithin(ofColumns, ColumnConstraint.ALIKE);
    LeastNorm fit = LeastNorm.of(a, b);
    if (!fit.isOutside()) {
      return new DesignConstraint(a, b, scales, fit.dual(), y, 0, isPlain);
    }
    if (!rowsAreAlike) {
      throw new BadDataException(
          "no theta fits y, and the rows of X are of very different size, so that a double has not"
              + " the digits for the best one; scale the samples, or make X dense");
    }
    double[] reached = y.clone();
    Kernels.axpy(-1, fit.residual(), reached);
    double rounding = ORTHOGONAL * Norms.max(y);
    Arrays.setAll(reached, i -> Math.abs(reached[i]) > rounding ? reached[i] : 0);
    double[] inRange = scaled(scales, reached);
    return new DesignConstraint(
        a,
        inRange,
        scales,
        LeastNorm.of(a, inRange).dual(),
        reached,
        Norms.l2(fit.residual()) / Norms.l2(y),
        isPlain);
  }

  /**
   * Powers of two that bring the largest entries of the rows to [1, 2), unless they are to stay.
   */
  private static double[] scales(double[] largest, boolean keeps) {
    double[] scales = new double[largest.length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = keeps || largest[i] == 0 ? 1 : Math.scalb(1.0, -Math.getExponent(largest[i]));
    }
    return scales;
  }

  /** Whether the sizes that are not 0 are within 2^apart, and their squares in range. */
  private static boolean areWithin(double[] sizes, int apart) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (double size : sizes) {
      if (size > 0) {
        low = Math.min(low, Math.getExponent(size));
        high = Math.max(high, Math.getExponent(size));
      }
    }
    return high - low <= apart && Math.abs(high) < MODERATE;
  }

  private static double[] largestOfColumns(Design a) {
    double[] ones = new double[a.rows()];
    Arrays.fill(ones, 1);
    double[] largest = new double[a.columns()];
    a.largestOfColumns(ones, largest);
    return largest;
  }

  private static double[] scaled(double[] scales, double[] values) {
    double[] out = values.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= scales[i];
    }
    return out;
  }

  /**
   * The least ‖b - Aθ‖ of least ‖θ‖, by conjugate gradients on the normal equations (M. Hestenes
   * and E. Stiefel, 1952), with its dual beside it: θ = Aᵀp.
   *
   * @param isOutside whether b is out of the range of A beyond rounding
   */
  private record LeastNorm(double[] dual, double[] residual, boolean isOutside) {

    static LeastNorm of(Design a, double[] b) {
      int n = b.length;
      double[] dual = new double[n];
      double[] residual = b.clone();
      double[] gradient = new double[a.columns()];
      double[] product = new double[n];
      a.multiplyTransposed(residual, gradient);
      double[] direction = gradient.clone();
      double[] dualDirection = residual.clone();
      double slope = Kernels.squaredNorm(gradient);
      double size = Norms.l2(b);
      double largestStretch = 0;
      double[] squaredNorms = a.squaredNorms();
      boolean isLeast = slope == 0;
      for (int k = 0; k < MOST_ITERATIONS && slope > 0; k++) {
        ComputationException.throwIfInterrupted();
        a.multiply(direction, product);
        double square = Kernels.squaredNorm(product);
        double stretch = square / Kernels.squaredNorm(direction);
        largestStretch = Math.max(largestStretch, stretch);
        double length = slope / square;
        if (!(length < Double.POSITIVE_INFINITY)) {
          break;
        }
        Kernels.axpy(length, dualDirection, dual);
        Kernels.axpy(-length, product, residual);
        a.multiplyTransposed(residual, gradient);
        double next = Kernels.squaredNorm(gradient);
        double left = Norms.l2(residual);
        isLeast =
            Math.sqrt(next) <= ORTHOGONAL * Math.sqrt(largestStretch) * left
                && isOrthogonal(gradient, squaredNorms, left);
        if (isLeast || left <= CONVERGED * size) {
          break;
        }
        double keep = next / slope;
        for (int j = 0; j < direction.length; j++) {
          direction[j] = gradient[j] + keep * direction[j];
        }
        for (int i = 0; i < n; i++) {
          dualDirection[i] = residual[i] + keep * dualDirection[i];
        }
        slope = next;
      }
      return new LeastNorm(dual, residual, isLeast && Norms.l2(residual) > IN_RANGE * size);
    }

    /** Whether each column is orthogonal to the residual, however small it is. */
    private static boolean isOrthogonal(double[] gradient, double[] squaredNorms, double residual) {
      for (int j = 0; j < squaredNorms.length; j++) {
        if (Math.abs(gradient[j]) > ORTHOGONAL * Math.sqrt(squaredNorms[j]) * residual) {
          return false;
        }
      }
      return true;
    }
  }
}
