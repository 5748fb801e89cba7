package dev.mirrorflow.lab.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Training loss and norms of θ along a descent or flow, on logarithmic axes. */
final class TrajectoryPlot {

  private record Point(double x, double loss, double l1, double l2) {

    /** A logarithmic axis has no place for what is not positive and finite. */
    boolean isDrawable() {
      return DoubleStream.of(x, loss, l1, l2).allMatch(v -> v > 0 && Double.isFinite(v));
    }
  }

  private final List<Point> points = new ArrayList<>();

  /** Adds a point; one that has no place on logarithmic axes is left out. */
  void add(double x, double loss, double l1, double l2) {
    Point point = new Point(x, loss, l1, l2);
    if (point.isDrawable()) {
      points.add(point);
    }
  }

  /**
   * Writes the two panels side by side.
   *
   * @param xTitle what x is
   */
  void write(Path path, String title, String xTitle) {
    XYChart loss = Charts.of("Training loss: " + title, xTitle, "training loss");
    XYChart norms = Charts.of("Norms of θ: " + title, xTitle, "norm");
    if (!points.isEmpty()) {
      double[] x = values(Point::x);
      double[] losses = values(Point::loss);
      double[] l1 = values(Point::l1);
      double[] l2 = values(Point::l2);
      Charts.scaleY(loss, losses);
      Charts.scaleY(norms, DoubleStream.concat(DoubleStream.of(l1), DoubleStream.of(l2)).toArray());
      Charts.line(loss, "training loss", x, losses, Charts.GREEN, SeriesMarkers.CIRCLE);
      Charts.line(norms, "‖θ‖₁", x, l1, Charts.BLUE, SeriesMarkers.SQUARE);
      Charts.line(norms, "‖θ‖₂", x, l2, Charts.RED, SeriesMarkers.DIAMOND);
    }
    Charts.write(path, List.of(loss, norms));
  }

  private double[] values(ToDoubleFunction<Point> value) {
    return points.stream().mapToDouble(value).toArray();
  }
}
