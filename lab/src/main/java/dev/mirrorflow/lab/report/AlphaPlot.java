package dev.mirrorflow.lab.report;

import dev.mirrorflow.asymptotics.StateEvolution.Prediction;
import dev.mirrorflow.sweep.CrossValidation;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Test error and the two norms of θ against α. */
final class AlphaPlot {

  /** θ of one α; {@code converged} is false where it is not to be relied on. */
  record Point(double alpha, Evaluation evaluation, boolean converged, Expected expected) {}

  private static final String X_TITLE = "initialisation scale α";
  private static final double MOST_DECADES = 20;

  private final List<Point> points;
  private final boolean wide;

  private AlphaPlot(List<Point> points) {
    this.points = points.stream().sorted(Comparator.comparingDouble(Point::alpha)).toList();
    this.wide =
        !points.isEmpty()
            && Math.log10(this.points.getLast().alpha())
                    - Math.log10(this.points.getFirst().alpha())
                > MOST_DECADES;
  }

  /** Writes the PNG; without a test set or a single finite point the panel is left out or empty. */
  static void write(Path path, String title, List<Point> points) {
    write(path, title, List.of(), points);
  }

  /** The same with the errors of a cross-validation, if there are any, before. */
  static void write(
      Path path, String title, List<CrossValidation.Point> validated, List<Point> points) {
    AlphaPlot plot = new AlphaPlot(points);
    List<XYChart> charts = new ArrayList<>();
    List<CrossValidation.Point> known =
        validated.stream()
            .filter(point -> point.error() > 0)
            .sorted(Comparator.comparingDouble(CrossValidation.Point::alpha))
            .toList();
    if (!known.isEmpty()) {
      charts.add(plot.crossValidation(known));
    }
    if (plot.points.stream().anyMatch(point -> testError(point) > 0)) {
      charts.add(plot.testError(title));
    }
    charts.add(plot.norms(title));
    Charts.write(path, charts);
  }

  private XYChart testError(String title) {
    XYChart chart = chart("Test error: " + title, "mean squared test error");
    Charts.scaleY(
        chart, points.stream().mapToDouble(AlphaPlot::testError).filter(e -> e > 0).toArray());
    add(chart, 0, "test error", AlphaPlot::testError, Charts.GREEN, SeriesMarkers.CIRCLE);
    addTheory(chart, 0, "test error by theory", Prediction::testError, Charts.GREEN);
    return chart;
  }

  /** The error, and one standard error below and above. */
  private XYChart crossValidation(List<CrossValidation.Point> known) {
    XYChart chart = chart("Cross-validation", "mean squared error on the folds");
    double[] alphas = known.stream().mapToDouble(point -> place(point.alpha())).toArray();
    double[] errors = known.stream().mapToDouble(CrossValidation.Point::error).toArray();
    double[] se = known.stream().mapToDouble(CrossValidation.Point::standardError).toArray();
    for (int sign : new int[] {1, -1}) {
      double[] edge =
          IntStream.range(0, se.length).mapToDouble(k -> errors[k] + sign * se[k]).toArray();
      Charts.line(
          chart,
          sign > 0 ? "+ standard error" : "- standard error",
          alphas,
          edge,
          Charts.GREY,
          SeriesMarkers.NONE);
    }
    Charts.line(chart, "error", alphas, errors, Charts.GREEN, SeriesMarkers.CIRCLE);
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  private XYChart norms(String title) {
    XYChart chart = chart("Norms of θ: " + title, "‖θ‖₁");
    add(chart, 0, "‖θ‖₁ (left)", p -> p.evaluation().l1(), Charts.BLUE, SeriesMarkers.SQUARE);
    add(chart, 1, "‖θ‖₂ (right)", p -> p.evaluation().l2(), Charts.RED, SeriesMarkers.DIAMOND);
    addTheory(chart, 0, "‖θ‖₁ by theory", Prediction::l1, Charts.BLUE);
    addTheory(chart, 1, "‖θ‖₂ by theory", Prediction::l2, Charts.RED);
    chart.setYAxisGroupTitle(1, "‖θ‖₂");
    chart.getStyler().setYAxisGroupPosition(1, Styler.YAxisPosition.Right);
    chart.getStyler().setYAxisGroupTitleColor(0, Charts.BLUE);
    chart.getStyler().setYAxisGroupTitleColor(1, Charts.RED);
    chart.getStyler().setYAxisMin(0, 0.0);
    chart.getStyler().setYAxisMin(1, 0.0);
    return chart;
  }

  private XYChart chart(String title, String yTitle) {
    XYChart chart = Charts.of(title, X_TITLE, yTitle);
    if (wide) {
      Charts.exponentsOnX(chart);
    }
    return chart;
  }

  /** The points as a line, and those that are not converged once more as crosses. */
  private void add(
      XYChart chart,
      int yAxis,
      String name,
      ToDoubleFunction<Point> value,
      Color color,
      Marker marker) {
    Predicate<Point> drawable = point -> value.applyAsDouble(point) > 0;
    List<Point> all = points.stream().filter(drawable).toList();
    List<Point> open = all.stream().filter(p -> !p.converged()).toList();
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

  /** What theory expects, dashed; nothing where it expects nothing. */
  private void addTheory(
      XYChart chart, int yAxis, String name, ToDoubleFunction<Prediction> value, Color color) {
    List<Point> all = points.stream().filter(p -> p.expected().prediction().isPresent()).toList();
    if (!all.isEmpty()) {
      double[] values =
          values(all, point -> value.applyAsDouble(point.expected().prediction().orElseThrow()));
      Charts.line(chart, name, alphas(all), values, color, SeriesMarkers.NONE)
          .setLineStyle(SeriesLines.DASH_DASH)
          .setYAxisGroup(yAxis);
    }
  }

  private static double testError(Point point) {
    return point.evaluation().testError().orElse(Double.NaN);
  }

  private double[] alphas(List<Point> points) {
    return points.stream().mapToDouble(point -> place(point.alpha())).toArray();
  }

  private double place(double alpha) {
    return wide ? Math.log10(alpha) : alpha;
  }

  private static double[] values(List<Point> points, ToDoubleFunction<Point> value) {
    return points.stream().mapToDouble(value).toArray();
  }
}
