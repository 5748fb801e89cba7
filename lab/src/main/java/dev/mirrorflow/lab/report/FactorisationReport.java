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
      List.of("alpha", "steps", "time", "train_loss", "nuclear_norm", "rank", "distance");

  /** The end from one α, and the lower bound on the nuclear norm that it gave. */
  public record Point(double alpha, FlowResult end, double bound) {}

  /** What there is to say on one W. */
  private record Measures(double trace, int rank, double distance) {}

  private Measures measures(Point point) {
    int size = sensing.size();
    double[] w = point.end().theta();
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
                "‖W-W*‖"));
    for (Point point : points) {
      Measures measures = measures(point);
      table.add(
          List.of(
              Table.cell("%.3g", point.alpha()),
              Long.toString(point.end().steps()),
              Table.cell("%.4g", point.end().time()),
              Table.cell("%.2e", point.end().loss()),
              Table.cell("%.7g", measures.trace()),
              Table.cell("%.1e", measures.trace() / bound() - 1),
              Integer.toString(measures.rank()),
              Table.cell("%.3g", measures.distance())));
    }
    table.print(out);
    out.printf(
        Locale.ROOT, "no W that fits has a nuclear norm below %.7g, proved by duality%n", bound());
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    List<Map<String, Object>> values = new ArrayList<>();
    for (Point point : points) {
      Measures measures = measures(point);
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("alpha", point.alpha());
      value.put("steps", point.end().steps());
      value.put("time", point.end().time());
      value.put("trainLoss", point.end().loss());
      value.put("nuclearNorm", measures.trace());
      value.put("rank", measures.rank());
      value.put("distance", measures.distance());
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
      Measures measures = measures(point);
      rows.add(
          Arrays.asList(
              point.alpha(),
              point.end().steps(),
              point.end().time(),
              point.end().loss(),
              measures.trace(),
              measures.rank(),
              measures.distance()));
    }
    CsvWriter.write(path, COLUMNS, rows);
  }

  /** Writes vec W of all points as rows of D². */
  public void writeMatrices(Path path) {
    double[][] rows = points.stream().map(point -> point.end().theta()).toArray(double[][]::new);
    NpyWriter.write(path, rows, new NpyFormat(false, false, false));
  }

  /** Draws the nuclear norm against α, with the bound. */
  public void writePlot(Path path) {
    double[] alphas = points.stream().mapToDouble(Point::alpha).sorted().toArray();
    double[] traces =
        points.stream()
            .sorted(java.util.Comparator.comparingDouble(Point::alpha))
            .mapToDouble(point -> measures(point).trace())
            .toArray();
    double[] bounds = new double[alphas.length];
    Arrays.fill(bounds, bound());
    XYChart chart = Charts.of("Matrix factorisation", "initialisation scale α", "nuclear norm");
    Charts.line(chart, "nuclear norm of UUᵀ", alphas, traces, Charts.BLUE, SeriesMarkers.CIRCLE);
    Charts.line(chart, "lower bound", alphas, bounds, Charts.GREY, SeriesMarkers.NONE);
    Charts.write(path, List.of(chart));
  }
}
