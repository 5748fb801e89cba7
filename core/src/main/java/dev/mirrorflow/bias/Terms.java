package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.HyperbolicEntropy;
import java.util.Optional;

/**
 * The sizes of what Aθ = b is the sum of, against which residuals and errors are judged: m_i = Σ_j
 * |a_ij θ_j| + |b_i| for each row, and for each column max_i |a_ij|/m_i. An error e of θ_j changes
 * no row by more than that times e, relative to its terms. Neither depends on how rows, columns or
 * b are scaled. 4nd flops.
 */
final class Terms {

  /**
   * An entry of θ below this part of I, its rounding, counts as so much: where all terms of a row
   * are to be 0.
   */
  static final double FLOOR = 1e-16;

  /** Inverses below this are doubles with all their digits. */
  private static final double MOST = 0x1p1000;

  private final DesignMatrix a;
  private final double[] row;

  /** max_i |a_ij|/m_i, once it was asked for. */
  private Optional<double[]> columns = Optional.empty();

  Terms(DesignMatrix a, double[] b, double[] theta) {
    this(a, b, theta, new double[theta.length]);
  }

  /** With the least sizes that entries of θ count as. */
  private Terms(DesignMatrix a, double[] b, double[] theta, double[] floor) {
    this.a = a;
    row = new double[a.rows()];
    double[] sizes = new double[theta.length];
    for (int j = 0; j < sizes.length; j++) {
      sizes[j] = Math.abs(theta[j]) + floor[j];
    }
    double[] entries = new double[theta.length];
    for (int i = 0; i < row.length; i++) {
      copySizes(i, entries);
      row[i] = Math.abs(b[i]) + Kernels.dot(entries, sizes);
    }
  }

  private double[] columns() {
    if (columns.isEmpty()) {
      double[] column = new double[a.columns()];
      double[] entries = new double[column.length];
      for (int i = 0; i < row.length; i++) {
        a.copyRow(i, entries);
        double inverse = 1 / row[i];
        for (int j = 0; row[i] > 0 && j < column.length; j++) {
          double part = Math.abs(entries[j]);
          column[j] = Math.max(column[j], inverse < MOST ? part * inverse : part / row[i]);
        }
      }
      columns = Optional.of(column);
    }
    return columns.get();
  }

  /** For the limit with a start of this invariant I. */
  static Terms of(DesignMatrix a, double[] b, double[] theta, HyperbolicEntropy entropy) {
    double[] floor = new double[theta.length];
    for (int j = 0; j < floor.length; j++) {
      floor[j] = FLOOR * entropy.invariant(j);
    }
    return new Terms(a, b, theta, floor);
  }

  /** The sizes of the rows. */
  RowTerms rows() {
    return new RowTerms(row);
  }

  /** The change of a row, relative to its terms, that all of |e| makes: at least the next. */
  double boundOfError(double[] error) {
    double[] entries = new double[error.length];
    double most = 0;
    for (int i = 0; i < row.length; i++) {
      copySizes(i, entries);
      double change = Kernels.dot(entries, error);
      most = change == 0 ? most : Math.max(most, change / row[i]);
    }
    return most;
  }

  private void copySizes(int i, double[] entries) {
    a.copyRow(i, entries);
    for (int j = 0; j < entries.length; j++) {
      entries[j] = Math.abs(entries[j]);
    }
  }

  /** The largest change of a row, relative to its terms, that a single entry of e makes. */
  double ofError(double[] error) {
    double most = 0;
    for (int j = 0; j < error.length; j++) {
      most = Math.max(most, ofError(j, error[j]));
    }
    return most;
  }

  /** The largest change of a row, relative to its terms, that an error of θ_j makes. */
  double ofError(int j, double error) {
    return Math.abs(error) * columns()[j];
  }
}
