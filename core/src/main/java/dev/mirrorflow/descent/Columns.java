package dev.mirrorflow.descent;

/** One lane's column of a lane-contiguous d x width matrix: coordinate j at j * width + lane. */
final class Columns {

  private Columns() {}

  static void put(double[] column, double[] matrix, int width, int lane) {
    for (int j = 0; j < column.length; j++) {
      matrix[j * width + lane] = column[j];
    }
  }

  static void get(double[] matrix, int width, int lane, double[] column) {
    for (int j = 0; j < column.length; j++) {
      column[j] = matrix[j * width + lane];
    }
  }

  static void fill(double[] matrix, int width, int lane, double value) {
    for (int t = lane; t < matrix.length; t += width) {
      matrix[t] = value;
    }
  }

  static void copy(double[] from, double[] to, int width, int lane) {
    for (int t = lane; t < from.length; t += width) {
      to[t] = from[t];
    }
  }

  static void product(double[] a, double[] b, double[] out, int width, int lane) {
    for (int t = lane; t < out.length; t += width) {
      out[t] = a[t] * b[t];
    }
  }

  /** The given lanes, in their order, as the first ones of a new matrix of {@code to} lanes. */
  static double[] select(double[] matrix, int from, int[] lanes, int to) {
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
