package dev.mirrorflow.landscape;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * The columns of X, each times the power of two that brings its norm to [1, 2), which loses no bit:
 * no square of them over- or underflows.
 */
final class ScaledColumns {

  /** A power of two that is a double, as its inverse is. */
  private static final int MOST_POWER = 1000;

  private final DesignMatrix x;
  private final double[] norms;

  /** The powers of two. */
  private final double[] factors;

  /** The norms of the scaled columns. */
  private final double[] scaled;

  ScaledColumns(DesignMatrix x) {
    this.x = x;
    this.norms = norms(x);
    this.factors = new double[norms.length];
    this.scaled = new double[norms.length];
    for (int j = 0; j < norms.length; j++) {
      int power = norms[j] == 0 ? 0 : power(Math.getExponent(norms[j]));
      factors[j] = Math.scalb(1.0, -power);
      scaled[j] = norms[j] * factors[j];
    }
  }

  private static int power(int exponent) {
    return Math.clamp(exponent, -MOST_POWER, MOST_POWER);
  }

  private static double[] norms(DesignMatrix x) {
    double[] squares = new double[x.columns()];
    double[] row = new double[x.columns()];
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      for (int j = 0; j < row.length; j++) {
        squares[j] += row[j] * row[j];
      }
    }
    for (int j = 0; j < squares.length; j++) {
      boolean exact =
          squares[j] > Double.MIN_NORMAL / Math.ulp(0.5) && squares[j] < Double.MAX_VALUE;
      squares[j] = exact ? Math.sqrt(squares[j]) : normOf(x, j);
    }
    return squares;
  }

  /** ‖x_j‖ where its square may be no normal number. */
  private static double normOf(DesignMatrix x, int j) {
    double[] column = new double[x.rows()];
    x.copyColumn(j, column);
    int power = power(Math.getExponent(Norms.max(column)));
    for (int i = 0; i < column.length; i++) {
      column[i] = Math.scalb(column[i], -power);
    }
    return Math.scalb(Math.sqrt(Kernels.squaredNorm(column)), power);
  }

  /** How many times the smallest row that is not 0 the largest is, its columns of norm 1. */
  double rowRatio() {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    double[] row = new double[norms.length];
    double[] inverses = new double[norms.length];
    Arrays.setAll(inverses, j -> norms[j] == 0 ? 0 : factors[j] / scaled[j]);
    for (int i = 0; i < x.rows(); i++) {
      x.copyRow(i, row);
      double size = 0;
      for (int j = 0; j < row.length; j++) {
        size = Math.max(size, Math.abs(row[j]) * inverses[j]);
      }
      most = Math.max(most, size);
      least = size > 0 ? Math.min(least, size) : least;
    }
    return most / least;
  }

  /** Copies column j, times its power of two. */
  double[] copy(int j, double[] out) {
    x.copyColumn(j, out);
    for (int i = 0; i < out.length; i++) {
      out[i] *= factors[j];
    }
    return out;
  }

  /** n. */
  int rows() {
    return x.rows();
  }

  /** d. */
  int count() {
    return norms.length;
  }

  /** max_j ‖x_j‖, before they were scaled. */
  double largestNorm() {
    return Norms.max(norms);
  }

  /** ‖x_j‖, before it was scaled. */
  double norm(int j) {
    return norms[j];
  }

  /** The norm of the scaled column. */
  double scaledNorm(int j) {
    return scaled[j];
  }

  /** A coefficient of x_j from one of the scaled column. */
  double coefficient(int j, double ofScaled) {
    return ofScaled * factors[j];
  }
}
