package dev.mirrorflow.linalg;

import java.util.Arrays;

/**
 * Rows of a sparse X, in double precision: of each row the columns that it has entries in, rising,
 * and their values. A product costs 2 flops an entry; an entry by its place, a search in its row.
 */
final class SparsePanel extends Panel {

  private final int stride;

  /** Entries of row i are those from starts[first + i] to starts[first + i + 1]. */
  private final int[] starts;

  private final int first;
  private final int[] columns;
  private final double[] values;

  /** The rows from {@code first} on of what the arrays hold, which are not copied. */
  SparsePanel(int stride, int[] starts, int first, int[] columns, double[] values) {
    this.stride = stride;
    this.starts = starts;
    this.first = first;
    this.columns = columns;
    this.values = values;
  }

  /** The same entries, each times 2^exponent; a copy of all that the arrays hold. */
  SparsePanel scaled(int exponent) {
    double[] scaled = new double[values.length];
    for (int e = 0; e < scaled.length; e++) {
      scaled[e] = Math.scalb(values[e], exponent);
    }
    return new SparsePanel(stride, starts, first, columns, scaled);
  }

  /** The rows from another one on. */
  SparsePanel startingAt(int row) {
    return new SparsePanel(stride, starts, row, columns, values);
  }

  private int begin(int row) {
    return starts[first + row];
  }

  private int end(int row) {
    return starts[first + row + 1];
  }

  /** The first entry of a row in this column or after it. */
  private int from(int row, int column) {
    int place = Arrays.binarySearch(columns, begin(row), end(row), column);
    return place < 0 ? -place - 1 : place;
  }

  @Override
  double get(int at) {
    int row = at / stride;
    int place = Arrays.binarySearch(columns, begin(row), end(row), at % stride);
    return place < 0 ? 0 : values[place];
  }

  @Override
  void set(int at, double value) {
    throw new UnsupportedOperationException("a sparse X is not to be changed");
  }

  @Override
  void setRow(int at, double[] row) {
    throw new UnsupportedOperationException("a sparse X is not to be changed");
  }

  @Override
  void copy(int at, int length, double[] out, int outOffset) {
    Arrays.fill(out, outOffset, outOffset + length, 0);
    int row = at / stride;
    int column = at % stride;
    for (int e = from(row, column); e < end(row) && columns[e] - column < length; e++) {
      out[outOffset + columns[e] - column] = values[e];
    }
  }

  @Override
  void copyScaled(int at, double[] w, int from, int width, double[] out, int outOffset) {
    Arrays.fill(out, outOffset, outOffset + width, 0);
    int row = at / stride;
    int column = at % stride;
    for (int e = from(row, column); e < end(row) && columns[e] - column < width; e++) {
      int k = columns[e] - column;
      out[outOffset + k] = w[from + k] * values[e];
    }
  }

  @Override
  double dot(int at, Panel other, int otherAt, int d) {
    SparsePanel that = (SparsePanel) other;
    int e = begin(at / stride);
    int end = end(at / stride);
    int f = that.begin(otherAt / stride);
    int otherEnd = that.end(otherAt / stride);
    double sum = 0;
    while (e < end && f < otherEnd) {
      int difference = columns[e] - that.columns[f];
      if (difference == 0) {
        sum += values[e++] * that.values[f++];
      } else if (difference < 0) {
        e++;
      } else {
        f++;
      }
    }
    return sum;
  }

  @Override
  void forEach(int at, int d, DesignMatrix.EntryVisitor visitor) {
    int row = at / stride;
    for (int e = begin(row); e < end(row); e++) {
      visitor.visit(columns[e], values[e]);
    }
  }

  @Override
  double weightedSquares(int at, double[] w, int d) {
    double sum = 0;
    int row = at / stride;
    for (int e = begin(row); e < end(row); e++) {
      sum += w[columns[e]] * values[e] * values[e];
    }
    return sum;
  }

  @Override
  double sizes(int at, double[] s) {
    double sum = 0;
    int row = at / stride;
    for (int e = begin(row); e < end(row); e++) {
      sum += Math.abs(values[e] * s[columns[e]]);
    }
    return sum;
  }

  @Override
  double largest(int at, int d) {
    double largest = 0;
    int row = at / stride;
    for (int e = begin(row); e < end(row); e++) {
      largest = Math.max(largest, Math.abs(values[e]));
    }
    return largest;
  }

  @Override
  void multiply(int at, int stride, int rows, double[] theta, double[] out, int outOffset) {
    int row = at / stride;
    for (int i = 0; i < rows; i++) {
      out[outOffset + i] = product(row + i, theta);
    }
  }

  private double product(int row, double[] theta) {
    double sum = 0;
    for (int e = begin(row); e < end(row); e++) {
      sum += values[e] * theta[columns[e]];
    }
    return sum;
  }

  @Override
  void combine(double a, double[] c, int cOffset, int at, int stride, int rows, double[] out) {
    int row = at / stride;
    for (int i = 0; i < rows; i++) {
      add(a * c[cOffset + i], row + i, out);
    }
  }

  private void add(double a, int row, double[] out) {
    for (int e = begin(row); e < end(row); e++) {
      out[columns[e]] += a * values[e];
    }
  }

  @Override
  double residualGradient(
      int at,
      int stride,
      int rows,
      double[] theta,
      double[] y,
      double[] residual,
      int yOffset,
      double weight,
      double[] gradient) {
    int row = at / stride;
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      double r = addResidual(row + i, theta, y[yOffset + i], weight, gradient);
      residual[yOffset + i] = r;
      sum += r * r;
    }
    return sum;
  }

  @Override
  double batchResidualGradient(
      int stride,
      int rows,
      int firstRow,
      int[] batch,
      int from,
      int to,
      double[] theta,
      double[] y,
      double[] residual,
      double weight,
      double[] gradient) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      double r = addResidual(batch[k] - firstRow, theta, y[batch[k]], weight, gradient);
      residual[k] = r;
      sum += r * r;
    }
    return sum;
  }

  /** The residual of a row, whose part of the gradient is added. */
  private double addResidual(int row, double[] theta, double y, double weight, double[] gradient) {
    double residual = product(row, theta) - y;
    add(weight * residual, row, gradient);
    return residual;
  }

  /**
   * The residual of a row in each lane, and its part of the gradients, see {@link LanePass}.
   *
   * @param residual of all lanes, work space
   * @param squares are added to
   */
  void addLanes(
      int row,
      double[] theta,
      double y,
      double[] targets,
      double weight,
      double[] residual,
      double[] squares,
      double[] gradient) {
    int width = residual.length;
    for (int l = 0; l < width; l++) {
      residual[l] = -targets[l] * y;
    }
    for (int e = begin(row); e < end(row); e++) {
      int at = columns[e] * width;
      for (int l = 0; l < width; l++) {
        residual[l] += values[e] * theta[at + l];
      }
    }
    for (int l = 0; l < width; l++) {
      squares[l] += residual[l] * residual[l];
      residual[l] *= weight;
    }
    for (int e = begin(row); e < end(row); e++) {
      int at = columns[e] * width;
      for (int l = 0; l < width; l++) {
        gradient[at + l] += values[e] * residual[l];
      }
    }
  }
}
