package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.SyntheticSensing;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.linalg.SymmetricEigen;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Where matrix factorisation ended from some α, to be printed and written.
 *
 * @param zeroTarget whether every y_i is 0, so that W = 0 fits
 * @param step the step of gradient descent, null for the flow
 * @param points in the order of α asked for
 */
public record FactorisationReport(
    SyntheticSensing sensing, boolean zeroTarget, Double step, List<Point> points)
    implements Report {

  /** Relative to the largest, an eigenvalue that counts in the rank. */
  private static final double COUNTS = 1e-3;

  /**
   * The end from one α, and the lower bound on the nuclear norm that it gave.
   *
   * @param end empty where it came to none
   * @param failure why not
   */
  public record Point(
      double alpha, Optional<FlowResult> end, double bound, Optional<String> failure) {

    /** A point that came to no end. */
    public static Point failed(double alpha, String why) {
      return new Point(alpha, Optional.empty(), 0, Optional.of(why));
    }
  }

  /** What there is to say on one W. */
  record Measures(double trace, int rank, double distance) {}

  /** A point, measured. */
  record Row(Point point, Optional<Measures> measures, double bound) {

    double of(ToDoubleFunction<FlowResult> value) {
      return point.end().map(value::applyAsDouble).orElse(Double.NaN);
    }

    double measured(ToDoubleFunction<Measures> value) {
      return measures.map(value::applyAsDouble).orElse(Double.NaN);
    }

    boolean isBelowBound() {
      return measured(Measures::trace) < bound;
    }
  }

  static final Columns<Row> POINTS =
      new Declaration<Row>()
          .number("alpha", "U starts at αI", row -> row.point().alpha(), "alpha %.3g")
          .whole("steps", "made", row -> row.point().end().map(FlowResult::steps).orElse(null))
          .shown(
              "steps",
              row -> row.point().end().map(end -> Long.toString(end.steps())).orElse("failed"))
          .number("time", "t at the end", row -> row.of(FlowResult::time), "time %.4g")
          .number("trainLoss", "of W", row -> row.of(FlowResult::loss), "train loss %.2e")
          .number("nuclearNorm", "of W", row -> row.measured(Measures::trace), "nuclear norm %.7g")
          .value("above bound %.1e", row -> row.measured(Measures::trace) / row.bound() - 1)
          .whole("rank", "of W", row -> row.measures().map(Measures::rank).orElse(null))
          .shown("rank")
          .number("distance", "‖W-W*‖", row -> row.measured(Measures::distance), "‖W-W*‖ %.3g")
          .text("failure", "why it came to no end", row -> row.point().failure().orElse(null))
          .columns();

  private static final Columns<FactorisationReport> PROBLEM =
      new Declaration<FactorisationReport>()
          .count("size", "W is size x size", report -> report.sensing().size())
          .count("rank", "of W*", report -> report.sensing().rank())
          .count("measurements", "<A_i, W>", report -> report.sensing().measurements())
          .flag("commuting", "whether the A_i commute", report -> report.sensing().commuting())
          .count("seed", "of A_i and W*", report -> report.sensing().seed())
          .number("nuclearNorm", "of W*", FactorisationReport::truth)
          .columns();

  /** The JSON file. */
  static final Columns<FactorisationReport> JSON =
      new Declaration<FactorisationReport>()
          .format("mirrorflow-factorisation-1")
          .row("problem", "what was measured", PROBLEM, report -> report)
          .number("step", "of gradient descent", r -> r.step() == null ? Double.NaN : r.step())
          .number("nuclearNormBound", "no W that fits is below", FactorisationReport::bound)
          .rows("points", "in the order of α asked for", POINTS, report -> report.rows().rows())
          .columns();

  private Measures measures(FlowResult end) {
    int size = sensing.size();
    double[] w = end.theta();
    double[] truth = sensing.truth();
    SymmetricEigen eigen = SymmetricEigen.of(w, size);
    double trace = 0;
    int rank = 0;
    for (int k = 0; k < size; k++) {
      trace += eigen.value(k);
      rank += eigen.value(k) > COUNTS * eigen.value(0) ? 1 : 0;
    }
    double distance = 0;
    for (int k = 0; k < w.length; k++) {
      distance += (w[k] - truth[k]) * (w[k] - truth[k]);
    }
    return new Measures(trace, rank, Math.sqrt(distance));
  }

  /** The best lower bound on the nuclear norm of all W that fit. */
  private double bound() {
    return points.stream().mapToDouble(Point::bound).max().orElse(0);
  }

  /** The nuclear norm of W*, its trace. */
  private double truth() {
    double[] w = sensing.truth();
    double sum = 0;
    for (int k = 0; k < sensing.size(); k++) {
      sum += w[k * sensing.size() + k];
    }
    return sum;
  }

  /** What is not certified, in one line; empty if all is. */
  public Optional<String> failure() {
    List<Point> failed = points.stream().filter(point -> point.failure().isPresent()).toList();
    if (!failed.isEmpty()) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "%d of %d alphas came to no end; alpha = %.3g: %s",
              failed.size(),
              points.size(),
              failed.getFirst().alpha(),
              failed.getFirst().failure().orElseThrow()));
    }
    return bound() > 0 || zeroTarget
        ? Optional.empty()
        : Optional.of("no lower bound on the nuclear norm was proved; lower --tolerance or alpha");
  }

  private String boundText() {
    if (zeroTarget) {
      return "every y_i is 0: W = 0 fits, and its nuclear norm 0 is the least";
    }
    return bound() > 0
        ? String.format(
            Locale.ROOT, "no W that fits has a nuclear norm below %.7g, proved by duality", bound())
        : "no lower bound was proved";
  }

  /** Prints the table and the bound. */
  @Override
  public void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "synthetic: %d %s measurements of a W* of size %d, rank %d, nuclear norm %.6g; %s%n%n",
        sensing.measurements(),
        sensing.commuting() ? "commuting" : "Gaussian",
        sensing.size(),
        sensing.rank(),
        truth(),
        step == null ? "gradient flow" : "gradient descent, step " + step);
    failure().ifPresent(what -> out.println("not certified: " + what + System.lineSeparator()));
    rows().print(out);
    out.println(boundText());
    if (rows().rows().stream().anyMatch(Row::isBelowBound)) {
      out.println(
          "a norm below the bound is of a W that fits only to the tolerance; lower --tolerance");
    }
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<Row> rows() {
    return new Rows<>(
        POINTS,
        points.stream()
            .map(point -> new Row(point, point.end().map(this::measures), bound()))
            .toList());
  }

  /** {@inheritDoc} They are vec W, of D² entries; none is written unless all is certified. */
  @Override
  public void writeTheta(Path path) {
    if (failure().isEmpty()) {
      ThetaRows.of(
              points.stream().map(point -> point.end().orElseThrow().theta()),
              sensing.size() * sensing.size())
          .write(path);
    }
  }

  /** Draws the nuclear norm against α, with the bound. */
  @Override
  public void writePlot(Path path) {
    List<Point> ended =
        points.stream()
            .filter(point -> point.end().isPresent())
            .sorted(Comparator.comparingDouble(Point::alpha))
            .toList();
    double[] alphas = ended.stream().mapToDouble(Point::alpha).toArray();
    double[] traces =
        ended.stream().mapToDouble(point -> measures(point.end().orElseThrow()).trace()).toArray();
    double[] bounds = new double[alphas.length];
    Arrays.fill(bounds, bound());
    XYChart chart = Charts.of("Matrix factorisation", "initialisation scale α", "nuclear norm");
    Charts.line(chart, "nuclear norm of UUᵀ", alphas, traces, Charts.BLUE, SeriesMarkers.CIRCLE);
    Charts.line(chart, "lower bound", alphas, bounds, Charts.GREY, SeriesMarkers.NONE);
    Charts.write(path, List.of(chart));
  }
}
