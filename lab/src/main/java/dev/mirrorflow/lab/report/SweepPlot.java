package dev.mirrorflow.lab.report;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Test error and the two norms of θ against α. */
final class SweepPlot {

  private static final String X_TITLE = "initialisation scale α";

  private final List<SweepReport.Point> points;

  private SweepPlot(List<SweepReport.Point> points) {
    this.points =
        points.stream()
            .filter(point -> !point.outcome().diverged())
            .sorted(Comparator.comparingDouble(SweepReport.Point::alpha))
            .toList();
  }

  /** Writes the PNG; without a test set or a single finite point the panel is left out or empty. */
  static void write(Path path, String title, List<SweepReport.Point> points) {
    SweepPlot plot = new SweepPlot(points);
    List<XYChart> charts = new ArrayList<>();
    if (plot.points.stream().anyMatch(point -> testError(point) > 0)) {
      charts.add(plot.testError(title));
    }
    charts.add(plot.norms(title));
    Charts.write(path, charts);
  }

  private XYChart testError(String title) {
    XYChart chart = Charts.of("Test error: " + title, X_TITLE, "mean squared test error");
    Charts.scaleY(
        chart, points.stream().mapToDouble(SweepPlot::testError).filter(e -> e > 0).toArray());
    add(chart, 0, "test error", SweepPlot::testError, Charts.GREEN, SeriesMarkers.CIRCLE);
    return chart;
  }

  private XYChart norms(String title) {
    XYChart chart = Charts.of("Norms of θ: " + title, X_TITLE, "‖θ‖₁");
    add(chart, 0, "‖θ‖₁ (left)", p -> p.outcome().l1(), Charts.BLUE, SeriesMarkers.SQUARE);
    add(chart, 1, "‖θ‖₂ (right)", p -> p.outcome().l2(), Charts.RED, SeriesMarkers.DIAMOND);
    chart.setYAxisGroupTitle(1, "‖θ‖₂");
    chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
    chart.getStyler().setYAxisGroupTitleColor(0, Charts.BLUE);
    chart.getStyler().setYAxisGroupTitleColor(1, Charts.RED);
    chart.getStyler().setYAxisMin(0, 0.0);
    chart.getStyler().setYAxisMin(1, 0.0);
    return chart;
  }

  /** The points as a line, and those that are not converged once more as crosses. */
  private void add(
      XYChart chart,
      int yAxis,
      String name,
      ToDoubleFunction<SweepReport.Point> value,
      Color color,
      Marker marker) {
    Predicate<SweepReport.Point> drawable = point -> value.applyAsDouble(point) > 0;
    List<SweepReport.Point> all = points.stream().filter(drawable).toList();
    List<SweepReport.Point> open = all.stream().filter(p -> !p.outcome().converged()).toList();
    if (all.isEmpty()) {
      return;
    }
    Charts.line(chart, name, alphas(all), values(all, value), color, marker).setYAxisGroup(yAxis);
    if (!open.isEmpty()) {
      Charts.line(
              chart,
              name + ", not converged",
              alphas(open),
              values(open, value),
              Charts.GREY,
              SeriesMarkers.CROSS)
          .setLineStyle(SeriesLines.NONE)
          .setYAxisGroup(yAxis);
    }
  }

  private static double testError(SweepReport.Point point) {
    return point.outcome().testError().orElse(Double.NaN);
  }

  private static double[] alphas(List<SweepReport.Point> points) {
    return points.stream().mapToDouble(SweepReport.Point::alpha).toArray();
  }

  private static double[] values(
      List<SweepReport.Point> points, ToDoubleFunction<SweepReport.Point> value) {
    return points.stream().mapToDouble(value).toArray();
  }
}
