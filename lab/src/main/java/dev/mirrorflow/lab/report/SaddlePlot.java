package dev.mirrorflow.lab.report;

import dev.mirrorflow.landscape.Saddle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The staircase of the saddles: loss, ‖θ‖₁ and the largest coordinates against τ. */
final class SaddlePlot {

  private static final int MOST_COORDINATES = Charts.SERIES.size();
  private static final double BEYOND = 1.15;

  private final List<Saddle> saddles;
  private final double[] times;

  private SaddlePlot(List<Saddle> saddles) {
    this.saddles = saddles;
    this.times = times(saddles);
  }

  /** Writes the two panels. */
  static void write(Path path, List<Saddle> saddles, int d, Optional<SaddlesReport.Flow> flow) {
    SaddlePlot plot = new SaddlePlot(saddles);
    Charts.write(path, List.of(plot.losses(flow), plot.coordinates(d)));
  }

  private static double[] times(List<Saddle> saddles) {
    double[] times = new double[2 * saddles.size()];
    double end = saddles.getLast().time();
    for (int k = 0; k < saddles.size(); k++) {
      times[2 * k] = saddles.get(k).time();
      times[2 * k + 1] = k + 1 < saddles.size() ? saddles.get(k + 1).time() : BEYOND * end;
    }
    return times;
  }

  private double[] steps(ToDoubleFunction<Saddle> value) {
    return IntStream.range(0, times.length)
        .mapToDouble(i -> value.applyAsDouble(saddles.get(i / 2)))
        .toArray();
  }

  private XYChart losses(Optional<SaddlesReport.Flow> flow) {
    XYChart chart = chart("Saddle to saddle: training loss", "training loss");
    double[] loss = steps(Saddle::loss);
    flow.ifPresent(f -> {
      String name = "flow, α = " + Table.cell("%.3g", f.alpha());
      Charts.line(
          chart, name, f.jumps().times(), f.jumps().losses(), Charts.GREY, SeriesMarkers.NONE);
    });
    Charts.line(chart, "α → 0", times, loss, Charts.BLUE, SeriesMarkers.NONE);
    return chart;
  }

  /** The coordinates that are largest at some saddle, and ‖θ‖₁. */
  private XYChart coordinates(int d) {
    double[] size = new double[d];
    for (Saddle saddle : saddles) {
      for (int k = 0; k < saddle.support().length; k++) {
        int j = saddle.support()[k];
        size[j] = Math.max(size[j], Math.abs(saddle.values()[k]));
      }
    }
    List<Integer> shown =
        IntStream.range(0, d)
            .boxed()
            .filter(j -> size[j] > 0)
            .sorted(Comparator.comparingDouble(j -> -size[j]))
            .limit(MOST_COORDINATES)
            .sorted()
            .toList();
    XYChart chart = chart("Saddle to saddle: θ", "θ_j and ‖θ‖₁");
    Charts.line(chart, "‖θ‖₁", times, steps(Saddle::l1), Charts.GREY, SeriesMarkers.NONE);
    List<double[]> thetas = new ArrayList<>();
    saddles.forEach(saddle -> thetas.add(coordinates(saddle, shown)));
    for (int c = 0; c < shown.size(); c++) {
      double[] values = new double[times.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = thetas.get(i / 2)[c];
      }
      Charts.line(
          chart, "θ_" + shown.get(c), times, values, Charts.SERIES.get(c), SeriesMarkers.NONE);
    }
    return chart;
  }

  private static double[] coordinates(Saddle saddle, List<Integer> wanted) {
    double[] values = new double[wanted.size()];
    for (int k = 0; k < saddle.support().length; k++) {
      int c = wanted.indexOf(saddle.support()[k]);
      if (c >= 0) {
        values[c] = saddle.values()[k];
      }
    }
    return values;
  }

  private static XYChart chart(String title, String yTitle) {
    XYChart chart = Charts.of(title, "τ = t / ln(1/α)", yTitle);
    chart.getStyler().setXAxisLogarithmic(false);
    return chart;
  }
}
