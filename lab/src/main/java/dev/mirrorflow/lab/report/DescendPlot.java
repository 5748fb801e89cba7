package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.ColumnPoint;
import dev.mirrorflow.bias.ColumnTrajectory;
import java.awt.Color;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Training loss and distance to the limit of the flow along descents, a line for each α. */
final class DescendPlot {

  private DescendPlot() {}

  static void write(Path path, List<ColumnTrajectory> ends) {
    Charts.write(
        path,
        List.of(
            chart("Training loss", "training loss", ends, ColumnPoint::loss),
            chart("To the limit", "‖θ - θ_∞‖/‖θ_∞‖", ends, ColumnPoint::limitDistance)));
  }

  private static XYChart chart(
      String title, String yTitle, List<ColumnTrajectory> ends, ToDoubleFunction<ColumnPoint> y) {
    XYChart chart = Charts.of(title + ": gradient descent by columns", "iteration", yTitle);
    chart.getStyler().setYAxisLogarithmic(true).setYAxisLogarithmicDecadeOnly(true);
    Set<String> drawn = new HashSet<>();
    for (int k = 0; k < ends.size(); k++) {
      // A logarithmic axis has no place for what is not positive.
      List<ColumnPoint> points =
          ends.get(k).points().stream()
              .filter(point -> point.iteration() > 0)
              .filter(
                  point -> y.applyAsDouble(point) > 0 && Double.isFinite(y.applyAsDouble(point)))
              .toList();
      String name = String.format(Locale.ROOT, "α = %.4g", ends.get(k).alpha());
      if (!points.isEmpty() && drawn.add(name)) {
        Charts.line(
            chart,
            name,
            points.stream().mapToDouble(ColumnPoint::iteration).toArray(),
            points.stream().mapToDouble(y).toArray(),
            Color.getHSBColor(0.75f * k / ends.size(), 0.85f, 0.75f),
            SeriesMarkers.CIRCLE);
      }
    }
    return chart;
  }
}
