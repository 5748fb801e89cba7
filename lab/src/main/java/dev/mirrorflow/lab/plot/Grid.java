package dev.mirrorflow.lab.plot;

import java.util.function.DoubleBinaryOperator;

/**
 * A function of the plane at the points of a grid.
 *
 * @param x the abscissas, rising
 * @param y the ordinates, rising
 * @param values the value at (x[i], y[j]) in row j, column i
 */
public record Grid(double[] x, double[] y, double[][] values) {

  public Grid {
    if (x.length < 2 || y.length < 2 || values.length != y.length) {
      throw new IllegalArgumentException(
          "a grid of " + x.length + " x " + y.length + " points with " + values.length + " rows");
    }
    for (double[] row : values) {
      if (row.length != x.length) {
        throw new IllegalArgumentException("a row of " + row.length + " for " + x.length + " x");
      }
    }
  }

  /** The function at count x count points spread evenly along the axes, their ends included. */
  public static Grid of(Axis x, Axis y, int count, DoubleBinaryOperator function) {
    double[] xs = spread(x, count);
    double[] ys = spread(y, count);
    double[][] values = new double[count][count];
    for (int j = 0; j < count; j++) {
      for (int i = 0; i < count; i++) {
        values[j][i] = function.applyAsDouble(xs[i], ys[j]);
      }
    }
    return new Grid(xs, ys, values);
  }

  private static double[] spread(Axis axis, int count) {
    double[] out = new double[count];
    for (int i = 0; i < count; i++) {
      out[i] = axis.value((double) i / (count - 1));
    }
    return out;
  }
}
