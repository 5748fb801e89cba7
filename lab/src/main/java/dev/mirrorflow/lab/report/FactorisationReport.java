package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.data.SyntheticSensing;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.linalg.SymmetricEigen;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    SyntheticSensing sensing, boolean zeroTarget, Double step, List<Point> points) {

  /** Relative to the largest, an eigenvalue that counts in the rank. */
  private static final double COUNTS = 1e-3;

  private static final List<String> COLUMNS =
      List.of(
          "alpha", "steps", "time", "train_loss", "nuclear_norm", "rank", "distance", "failure");

  private static final List<String> KEYS =
      List.of("alpha", "steps", "time", "trainLoss", "nuclearNorm", "rank", "distance", "failure");

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
  private record Measures(double trace, int rank, double distance) {}

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
    Table table =
        new Table(
            List.of(
                "alpha",
                "steps",
                "time",
                "train loss",
                "nuclear norm",
                "above bound",
                "rank",
                "‖W-W*‖"));
    for (Point point : points) {
      table.add(cells(point));
    }
    table.print(out);
    out.println(boundText());
    if (points.stream().flatMap(point -> point.end().stream()).anyMatch(this::isBelowBound)) {
      out.println(
          "a norm below the bound is of a W that fits only to the tolerance; lower --tolerance");
    }
  }

  private boolean isBelowBound(FlowResult end) {
    return measures(end).trace() < bound();
  }

  private List<String> cells(Point point) {
    String alpha = Table.cell("%.3g", point.alpha());
    if (point.end().isEmpty()) {
      return List.of(alpha, "failed", "-", "-", "-", "-", "-", "-");
    }
    FlowResult end = point.end().orElseThrow();
    Measures measures = measures(end);
    return List.of(
        alpha,
        Long.toString(end.steps()),
        Table.cell("%.4g", end.time()),
        Table.cell("%.2e", end.loss()),
        Table.cell("%.7g", measures.trace()),
        Table.cell("%.1e", measures.trace() / bound() - 1),
        Integer.toString(measures.rank()),
        Table.cell("%.3g", measures.distance()));
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    List<Map<String, Object>> values = new ArrayList<>();
    for (Point point : points) {
      Map<String, Object> value = new LinkedHashMap<>();
      List<Object> row = row(point);
      for (int k = 0; k < KEYS.size(); k++) {
        value.put(KEYS.get(k), row.get(k));
      }
      values.add(value);
    }
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("size", sensing.size());
    problem.put("rank", sensing.rank());
    problem.put("measurements", sensing.measurements());
    problem.put("commuting", sensing.commuting());
    problem.put("seed", sensing.seed());
    problem.put("nuclearNorm", truth());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-factorisation-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem);
    json.put("step", step);
    json.put("nuclearNormBound", bound());
    json.put("points", values);
    return json;
  }

  /** α, what there is to say on its end, nulls where it has none, and why it has none. */
  private static List<Object> row(Point point, Optional<Measures> measures) {
    Optional<FlowResult> end = point.end();
    return Arrays.asList(
        point.alpha(),
        end.map(FlowResult::steps).orElse(null),
        end.map(FlowResult::time).orElse(null),
        end.map(FlowResult::loss).orElse(null),
        measures.map(Measures::trace).orElse(null),
        measures.map(Measures::rank).orElse(null),
        measures.map(Measures::distance).orElse(null),
        point.failure().orElse(null));
  }

  private List<Object> row(Point point) {
    return row(point, point.end().map(this::measures));
  }

  /** Writes a line for each α. */
  public void writeCsv(Path path) {
    CsvWriter.write(path, COLUMNS, points.stream().map(this::row).toList());
  }

  /**
   * Writes vec W of all points as rows of D².
   *
   * @throws java.util.NoSuchElementException if one came to no end
   */
  public void writeMatrices(Path path) {
    double[][] rows =
        points.stream().map(point -> point.end().orElseThrow().theta()).toArray(double[][]::new);
    NpyWriter.write(path, rows, new NpyFormat(false, false, false));
  }

  /** Draws the nuclear norm against α, with the bound. */
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
