package dev.mirrorflow.lab.report;

import dev.mirrorflow.descent.SharpnessTrace;
import dev.mirrorflow.lab.report.EffectiveReport.End;
import dev.mirrorflow.lab.report.EffectiveReport.Point;
import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Effective α relative to α and ‖θ‖₁, for each kind of end, against the step or, if there are
 * several α, against α; and the sharpness along the way.
 */
final class EffectivePlot {

  private static final Color[] COLORS = {
    Charts.BLUE, Charts.RED, Charts.GREEN, Color.ORANGE.darker(), Color.MAGENTA.darker(),
  };

  private static final int MOST_TRACES = 5;

  private EffectivePlot() {}

  /** Writes the PNG. */
  static void write(Path path, List<Point> points) {
    boolean byStep =
        points.size() < 2 || points.stream().mapToDouble(Point::alpha).distinct().count() == 1;
    String x = byStep ? "step η" : "initialisation scale α";
    ToDoubleFunction<Point> at = byStep ? Point::step : Point::alpha;
    XYChart alphas = Charts.of("Effective α", x, "effective α / α");
    XYChart norms = Charts.of("Norm of θ", x, "‖θ‖₁");
    int color = 0;
    for (String name : names(points)) {
      Color shade = COLORS[color++ % COLORS.length];
      if (!name.equals("gradient flow") && !name.equals("reached")) {
        add(alphas, name, points, at, (p, e) -> e.effectiveAlpha() / p.alpha(), shade);
      }
      add(norms, name, points, at, (_, e) -> e.evaluation().l1(), shade);
    }
    List<XYChart> charts = new ArrayList<>(List.of(alphas, norms));
    sharpness(points).ifPresent(charts::add);
    Charts.write(path, charts);
  }

  private interface Value {
    double of(Point point, End end);
  }

  /** The kinds of ends, paths of the stochastic flow apart. */
  private static Set<String> names(List<Point> points) {
    Set<String> names = new LinkedHashSet<>();
    for (Point point : points) {
      point.ends().stream()
          .map(End::name)
          .filter(name -> !name.startsWith("path"))
          .forEach(names::add);
    }
    return names;
  }

  private static void add(
      XYChart chart,
      String name,
      List<Point> points,
      ToDoubleFunction<Point> at,
      Value value,
      Color color) {
    List<double[]> drawn = new ArrayList<>();
    for (Point point : points) {
      for (End end : point.ends()) {
        double y = value.of(point, end);
        if (end.name().equals(name) && at.applyAsDouble(point) > 0 && Double.isFinite(y)) {
          drawn.add(new double[] {at.applyAsDouble(point), y});
        }
      }
    }
    if (!drawn.isEmpty()) {
      drawn.sort((p, q) -> Double.compare(p[0], q[0]));
      Charts.line(
          chart,
          name,
          drawn.stream().mapToDouble(p -> p[0]).toArray(),
          drawn.stream().mapToDouble(p -> p[1]).toArray(),
          color,
          name.equals("predicted") ? SeriesMarkers.CROSS : SeriesMarkers.CIRCLE);
    }
  }

  /** λmax η/2 against the iteration, for the first few descents. */
  private static Optional<XYChart> sharpness(List<Point> points) {
    XYChart chart = Charts.of("Sharpness against the edge of stability", "iteration", "λmax η/2");
    int drawn = 0;
    for (Point point : points) {
      if (point.sharpness().isEmpty() || point.outcome().failed() || drawn == MOST_TRACES) {
        continue;
      }
      SharpnessTrace trace = point.sharpness().get();
      int size = trace.trace().size() - 1;
      if (size < 1) {
        continue;
      }
      double[] k = new double[size];
      double[] edge = new double[size];
      for (int i = 0; i < size; i++) {
        k[i] = trace.trace().iteration(i + 1);
        edge[i] = trace.sharpness(i + 1) * trace.trace().eta(i + 1) / 2;
      }
      String name = String.format(Locale.ROOT, "η %.3g, α %.3g", point.step(), point.alpha());
      Charts.line(chart, name, k, edge, COLORS[drawn++], SeriesMarkers.NONE);
    }
    return drawn == 0 ? Optional.empty() : Optional.of(chart);
  }
}
