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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Where matrix factorisation ended from some α, to be printed and written.
 *
 * @param step the step of gradient descent, null for the flow
 * @param points in the order of α asked for
 */
public record FactorisationReport(SyntheticSensing sensing, Double step, List<Point> points) {

  /** Relative to the largest, an eigenvalue that counts in the rank. */
  private static final double COUNTS = 1e-3;

  private static final List<String> COLUMNS =
      List.of("alpha", "steps", "time", "train_loss", "nuclear_norm", "rank", "distance", "status");

  /**
   * One α.
   *
   * @param end empty if the integration failed
   * @param bound the lower bound on the nuclear norm that the end gave, -∞ if it failed
   * @param failure why it has no end at the loss asked for, otherwise empty
   */
  public record Point(double alpha, Optional<FlowResult> end, double bound, String failure) {

    private String status() {
      return end.isEmpty() ? "failed" : failure.isEmpty() ? "converged" : "floor";
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

  /** Those without an end at the loss asked for. */
  public List<Point> failed() {
    return points.stream().filter(point -> !point.failure().isEmpty()).toList();
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
                "‖W-W*‖",
                "status"));
    for (Point point : points) {
      List<String> row = new ArrayList<>(List.of(Table.cell("%.3g", point.alpha())));
      row.addAll(point.end().map(this::cells).orElse(Collections.nCopies(7, Table.MISSING)));
      row.add(point.status());
      table.add(row);
    }
    table.print(out);
    out.printf(
        Locale.ROOT, "no W that fits has a nuclear norm below %.7g, proved by duality%n", bound());
  }

  private List<String> cells(FlowResult end) {
    Measures measures = measures(end);
    return List.of(
        Long.toString(end.steps()),
        Table.cell("%.4g", end.time()),
        Table.cell("%.2e", end.loss()),
        Table.cell("%.7g", measures.trace()),
        Table.cell("%.1e", measures.trace() / bound() - 1),
        Integer.toString(measures.rank()),
        Table.cell("%.3g", measures.distance()));
  }

  /** The values of a point between α and its status; null where the integration failed. */
  private List<Object> values(Point point) {
    return point
        .end()
        .<List<Object>>map(end -> {
          Measures measures = measures(end);
          return List.of(
              end.steps(),
              end.time(),
              end.loss(),
              measures.trace(),
              measures.rank(),
              measures.distance());
        })
        .orElse(Collections.nCopies(6, null));
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    List<Map<String, Object>> values = new ArrayList<>();
    List<String> names =
        List.of("steps", "time", "trainLoss", "nuclearNorm", "rank", "distance");
    for (Point point : points) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("alpha", point.alpha());
      for (int k = 0; k < names.size(); k++) {
        value.put(names.get(k), values(point).get(k));
      }
      value.put("status", point.status());
      value.put("failure", point.failure().isEmpty() ? null : point.failure());
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

  /** Writes a line for each α. */
  public void writeCsv(Path path) {
    List<List<Object>> rows = new ArrayList<>();
    for (Point point : points) {
      List<Object> row = new ArrayList<>(List.of(point.alpha()));
      row.addAll(values(point));
      row.add(point.status());
      rows.add(row);
    }
    CsvWriter.write(path, COLUMNS, rows);
  }

  /** Writes vec W of all points as rows of D²; a row is NaN where there is none. */
  public void writeMatrices(Path path) {
    double[] none = new double[sensing.size() * sensing.size()];
    Arrays.fill(none, Double.NaN);
    double[][] rows =
        points.stream()
            .map(point -> point.end().map(FlowResult::theta).orElse(none))
            .toArray(double[][]::new);
    NpyWriter.write(path, rows, new NpyFormat(false, false, true));
  }

  /** Draws the nuclear norm against α, with the bound. */
  public void writePlot(Path path) {
    List<Point> drawn =
        points.stream()
            .filter(point -> point.end().isPresent())
            .sorted(Comparator.comparingDouble(Point::alpha))
            .toList();
    double[] alphas = drawn.stream().mapToDouble(Point::alpha).toArray();
    double[] traces =
        drawn.stream().mapToDouble(point -> measures(point.end().orElseThrow()).trace()).toArray();
    double[] bounds = new double[alphas.length];
    Arrays.fill(bounds, bound());
    XYChart chart = Charts.of("Matrix factorisation", "initialisation scale α", "nuclear norm");
    Charts.line(chart, "nuclear norm of UUᵀ", alphas, traces, Charts.BLUE, SeriesMarkers.CIRCLE);
    Charts.line(chart, "lower bound", alphas, bounds, Charts.GREY, SeriesMarkers.NONE);
    Charts.write(path, List.of(chart));
  }
}
