package dev.mirrorflow.lab.report;

import dev.mirrorflow.lab.input.Separators;
import dev.mirrorflow.lab.report.ClassifyReport.State;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The angle to the maximum-margin separators and what the margin lacks, on log axes. */
final class ClassifyPlot {

  private ClassifyPlot() {}

  /** Writes the two panels; states at t = 0 have no place on a log axis. */
  static void write(
      Path path,
      List<State> states,
      Separators separators,
      ToDoubleFunction<State> marginL2,
      ToDoubleFunction<State> marginL1) {
    List<State> later = states.stream().filter(state -> state.t() > 0).toList();
    Charts.write(
        path,
        List.of(
            chart(
                later,
                "Angle to the maximum-margin separator",
                "angle in radians",
                state -> ClassifyReport.angle(state.theta(), separators.l2().w()),
                state -> ClassifyReport.angle(state.theta(), separators.l1().w())),
            chart(
                later,
                "What the margin lacks",
                "1 - margin / maximum margin",
                state -> 1 - marginL2.applyAsDouble(state) / separators.l2().margin(),
                state -> 1 - marginL1.applyAsDouble(state) / separators.l1().margin())));
  }

  private static XYChart chart(
      List<State> states,
      String title,
      String yTitle,
      ToDoubleFunction<State> ofL2,
      ToDoubleFunction<State> ofL1) {
    XYChart chart = Charts.of(title, "step t", yTitle);
    double[] t = states.stream().mapToDouble(State::t).toArray();
    // A margin at its maximum lacks rounding only, of either sign.
    double[] l2 =
        states.stream().mapToDouble(ofL2).map(Math::abs).map(ClassifyPlot::seen).toArray();
    double[] l1 =
        states.stream().mapToDouble(ofL1).map(Math::abs).map(ClassifyPlot::seen).toArray();
    Charts.scaleY(chart, DoubleStream.concat(DoubleStream.of(l2), DoubleStream.of(l1)).toArray());
    Charts.line(chart, "ℓ2", t, l2, Charts.BLUE, SeriesMarkers.NONE);
    Charts.line(chart, "ℓ1", t, l1, Charts.RED, SeriesMarkers.NONE);
    return chart;
  }

  private static double seen(double value) {
    return Math.max(value, 1e-16);
  }
}
