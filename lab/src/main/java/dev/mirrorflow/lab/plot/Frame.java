package dev.mirrorflow.lab.plot;

import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Where values lie on the canvas: the area inside the axes, in pixels, y downwards. */
record Frame(Rectangle2D area, Axis x, Axis y) {

  double px(double value) {
    return area.getMinX() + x.fraction(value) * area.getWidth();
  }

  double py(double value) {
    return area.getMaxY() - y.fraction(value) * area.getHeight();
  }

  /**
   * The polyline through the points, broken where one has no place. Rounded to a tenth of a pixel,
   * which keeps SVG files small.
   */
  Path2D path(double[] xs, double[] ys) {
    Path2D path = new Path2D.Double();
    boolean open = false;
    for (int i = 0; i < xs.length; i++) {
      double px = rounded(px(xs[i]));
      double py = rounded(py(ys[i]));
      boolean drawable = Double.isFinite(px) && Double.isFinite(py);
      if (drawable && open) {
        path.lineTo(px, py);
      } else if (drawable) {
        path.moveTo(px, py);
      }
      open = drawable;
    }
    return path;
  }

  private static double rounded(double pixel) {
    return Math.rint(10 * pixel) / 10;
  }
}
