package dev.mirrorflow.linalg;

/** One lane's column of a lane-contiguous d x width matrix: coordinate j at j * width + lane. */
public final class LaneColumns {

  private LaneColumns() {}

  /** Sets the column. */
  public static void put(double[] column, double[] matrix, int width, int lane) {
    for (int j = 0; j < column.length; j++) {
      matrix[j * width + lane] = column[j];
    }
  }

  /** Reads the column. */
  public static void get(double[] matrix, int width, int lane, double[] column) {
    for (int j = 0; j < column.length; j++) {
      column[j] = matrix[j * width + lane];
    }
  }

  /** Sets the column to one value. */
  public static void fill(double[] matrix, int width, int lane, double value) {
    for (int t = lane; t < matrix.length; t += width) {
      matrix[t] = value;
    }
  }

  /** Copies the column from one matrix to another. */
  public static void copy(double[] from, double[] to, int width, int lane) {
    for (int t = lane; t < from.length; t += width) {
      to[t] = from[t];
    }
  }

  /** The Hadamard product of the columns a and b of two matrices. */
  public static void product(double[] a, double[] b, double[] out, int width, int lane) {
    for (int t = lane; t < out.length; t += width) {
      out[t] = a[t] * b[t];
    }
  }

  /**
   * The given lanes, in their order, as the first ones of a new matrix of {@code to} lanes.
   *
   * @return null if there is no matrix
   */
  public static double[] select(double[] matrix, int from, int[] lanes, int to) {
    if (matrix == null) {
      return null;
    }
    double[] selected = new double[matrix.length / from * to];
    for (int j = 0; j * from < matrix.length; j++) {
      for (int l = 0; l < lanes.length; l++) {
        selected[j * to + l] = matrix[j * from + lanes[l]];
      }
    }
    return selected;
  }
}
