package dev.mirrorflow.lab.report;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Test errors, the nearness to the two norms, and the regime against α. */
final class InitialisePlot {

  private static final String X_TITLE = "initialisation scale α";

  private final List<InitialiseReport.Point> points;

  private InitialisePlot(List<InitialiseReport.Point> points) {
    this.points =
        points.stream().sorted(Comparator.comparingDouble(InitialiseReport.Point::alpha)).toList();
  }

  /** Writes the panels side by side; without a test set the errors are left out. */
  static void write(Path path, List<InitialiseReport.Point> points) {
    InitialisePlot plot = new InitialisePlot(points);
    List<XYChart> charts = new ArrayList<>();
    if (points.stream().anyMatch(point -> !Double.isNaN(point.error()))) {
      charts.add(plot.errors());
    }
    charts.add(plot.regime());
    Charts.write(path, charts);
  }

  private XYChart errors() {
    XYChart chart = Charts.of("Test error of the limit", X_TITLE, "relative to θ = 0");
    List<Double> all = new ArrayList<>();
    add(chart, all, "from α", Charts.BLUE, InitialiseReport.Point::error);
    add(chart, all, "dense θ*", Charts.GREY, point -> point.denseError().orElse(Double.NaN));
    // They lie on those from α, which a line would hide.
    add(chart, all, "after labels", Charts.GREEN, point -> point.afterLabels().orElse(Double.NaN))
        .ifPresent(series -> series.setMarker(SeriesMarkers.CROSS).setLineStyle(SeriesLines.NONE));
    add(chart, all, "after copies", Charts.RED, point -> point.afterCopies().orElse(Double.NaN));
    Charts.scaleY(chart, all.stream().mapToDouble(Double::doubleValue).toArray());
    return chart;
  }

  private XYChart regime() {
    XYChart chart = Charts.of("Lazy or rich", X_TITLE, "");
    List<Double> all = new ArrayList<>();
    add(chart, all, "kernel change", Charts.RED, InitialiseReport.Point::kernelChange);
    add(chart, all, "alignment", Charts.BLUE, InitialiseReport.Point::alignment);
    add(
        chart,
        all,
        "distance to least ℓ2",
        Charts.GREEN,
        point -> point.of(InitialiseReport.Limit::toLeastL2));
    chart.getStyler().setYAxisMin(0.0);
    return chart;
  }

  private Optional<XYSeries> add(
      XYChart chart,
      List<Double> all,
      String name,
      Color color,
      ToDoubleFunction<InitialiseReport.Point> value) {
    List<InitialiseReport.Point> drawn =
        points.stream().filter(point -> value.applyAsDouble(point) > 0).toList();
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    double[] values = drawn.stream().mapToDouble(value).toArray();
    for (double y : values) {
      all.add(y);
    }
    double[] alphas = drawn.stream().mapToDouble(InitialiseReport.Point::alpha).toArray();
    return Optional.of(Charts.line(chart, name, alphas, values, color, SeriesMarkers.CIRCLE));
  }
}
