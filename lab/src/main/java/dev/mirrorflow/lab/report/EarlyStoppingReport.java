package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.EarlyStopping;
import dev.mirrorflow.descent.Trace;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A descent watched on samples held out, to be printed and written.
 *
 * @param problem with the training samples that are left
 * @param descent the options, as results record them
 * @param oracle θ of least squares on the true support, where there is one
 */
public record EarlyStoppingReport(
    Problem problem,
    Map<String, Object> descent,
    LeastSquares heldOut,
    EarlyStopping watch,
    DescentResult result,
    Optional<double[]> oracle) {

  /** Shown of the records, in each decade. */
  private static final int SHOWN = 5;

  private static final List<String> COLUMNS =
      List.of("iteration", "train_loss", "held_out_error", "l1");

  /** One estimate; the iteration is empty for what is no iterate. */
  private record Estimate(String name, String iteration, double[] theta) {}

  /** Prints the way in some lines, then the estimates side by side. */
  public void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%d samples to train on, %d held out%n%n",
        problem.train().samples(),
        heldOut.samples());
    Trace trace = watch.trace();
    Table table = new Table(List.of("iteration", "train loss", "held-out error", "‖θ‖₁", "stop"));
    double next = 0;
    for (int i = 0; i < trace.size(); i++) {
      boolean isBest = i == watch.best();
      boolean isDue = trace.iteration(i) >= next || i == trace.size() - 1;
      if (!isBest && !isDue) {
        continue;
      }
      if (isDue) {
        next = Math.max(1, trace.iteration(i)) * Math.pow(10, 1.0 / SHOWN) * (1 - 1e-9);
      }
      table.add(
          List.of(
              Long.toString(trace.iteration(i)),
              Table.cell("%.3e", trace.loss(i)),
              Table.cell("%.4g", watch.error(i)),
              Table.cell("%.4g", trace.l1(i)),
              isBest ? "best" : "-"));
    }
    table.print(out);
    out.println();
    printEstimates(out);
    out.println(result.message());
  }

  private void printEstimates(PrintWriter out) {
    boolean known = problem.thetaStar().isPresent();
    List<Estimate> estimates = estimates();
    List<Evaluation> evaluations =
        estimates.stream().map(estimate -> Evaluation.of(problem, estimate.theta())).toList();
    EvaluationColumns columns = EvaluationColumns.of(problem, evaluations);
    List<String> headers = new ArrayList<>(List.of("estimate", "iteration", "held-out error"));
    if (known) {
      headers.add("‖θ-θ*‖²");
    }
    headers.addAll(columns.headers());
    Table table = new Table(headers);
    for (int k = 0; k < estimates.size(); k++) {
      Estimate estimate = estimates.get(k);
      List<String> row = new ArrayList<>(List.of(estimate.name(), estimate.iteration()));
      row.add(Table.cell("%.4g", heldOutError(estimate.theta())));
      if (known) {
        row.add(Table.cell("%.3g", squaredDistance(estimate.theta())));
      }
      row.addAll(columns.cells(evaluations.get(k)));
      table.add(row);
    }
    table.print(out);
  }

  private List<Estimate> estimates() {
    List<Estimate> out = new ArrayList<>();
    out.add(
        new Estimate(
            "best stop", Long.toString(watch.trace().iteration(watch.best())), watch.bestTheta()));
    if (result.status() != Status.DIVERGED) {
      out.add(new Estimate("end", Long.toString(result.iterations()), result.theta()));
    }
    oracle.ifPresent(theta -> out.add(new Estimate("oracle", "-", theta)));
    return out;
  }

  private double heldOutError(double[] theta) {
    return 2 * heldOut.loss(theta);
  }

  private OptionalDouble squaredDistance(double[] theta) {
    return problem.thetaStar().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(squaredDistance(theta, problem.thetaStar().get()));
  }

  private static double squaredDistance(double[] theta, double[] truth) {
    double relative = Norms.relativeDistance(theta, truth);
    double scale = Norms.l2(truth);
    return scale > 0 ? relative * relative * scale * scale : relative * relative;
  }

  private List<Object> row(int i) {
    return Arrays.asList(
        watch.trace().iteration(i),
        JsonFile.number(watch.trace().loss(i)),
        JsonFile.number(watch.error(i)),
        JsonFile.number(watch.trace().l1(i)));
  }

  private Map<String, Object> values(double[] theta) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("heldOutError", JsonFile.number(heldOutError(theta)));
    values.put("squaredDistance", JsonFile.number(squaredDistance(theta)));
    values.putAll(Evaluation.of(problem, theta).values());
    return values;
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-early-stopping-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("descent", descent);
    json.put("status", result.status().toString());
    Map<String, Object> best = new LinkedHashMap<>();
    best.put("iteration", watch.trace().iteration(watch.best()));
    best.putAll(values(watch.bestTheta()));
    json.put("best", best);
    json.put("end", result.status() == Status.DIVERGED ? null : values(result.theta()));
    json.put("oracle", oracle.map(this::values).orElse(null));
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < watch.trace().size(); i++) {
      List<Object> row = row(i);
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("iteration", row.get(0));
      values.put("trainLoss", row.get(1));
      values.put("heldOutError", row.get(2));
      values.put("l1", row.get(3));
      records.add(values);
    }
    json.put("trace", records);
    return json;
  }

  /** Writes a line for each record. */
  public void writeCsv(Path path) {
    CsvWriter.write(
        path, COLUMNS, IntStream.range(0, watch.trace().size()).mapToObj(this::row).toList());
  }

  /** Writes θ of the best stop as one row. */
  public void writeTheta(Path path) {
    NpyWriter.write(path, new double[][] {watch.bestTheta()}, new NpyFormat(false, false, false));
  }

  /** Draws the training loss and the held-out error against the iteration. */
  public void writePlot(Path path) {
    XYChart loss = Charts.of("Training loss", "iteration", "training loss");
    XYChart error = Charts.of("Error on samples held out", "iteration", "mean squared error");
    Trace trace = watch.trace();
    int[] drawn =
        IntStream.range(0, trace.size())
            .filter(i -> trace.iteration(i) > 0 && trace.loss(i) > 0 && watch.error(i) > 0)
            .filter(i -> Double.isFinite(trace.loss(i)) && Double.isFinite(watch.error(i)))
            .toArray();
    if (drawn.length > 0) {
      double[] k = IntStream.of(drawn).mapToDouble(trace::iteration).toArray();
      double[] losses = IntStream.of(drawn).mapToDouble(trace::loss).toArray();
      double[] errors = IntStream.of(drawn).mapToDouble(watch::error).toArray();
      Charts.scaleY(loss, losses);
      Charts.scaleY(error, errors);
      Charts.line(loss, "training loss", k, losses, Charts.GREEN, SeriesMarkers.NONE);
      Charts.line(error, "held-out error", k, errors, Charts.BLUE, SeriesMarkers.NONE);
      Charts.line(
              error,
              "best stop",
              new double[] {Math.max(1, trace.iteration(watch.best()))},
              new double[] {watch.error(watch.best())},
              Charts.RED,
              SeriesMarkers.DIAMOND)
          .setLineStyle(SeriesLines.NONE);
      oracle.ifPresent(theta -> {
        double level = heldOutError(theta);
        Charts.line(
            error,
            "least squares on the true support",
            new double[] {k[0], k[k.length - 1]},
            new double[] {level, level},
            Charts.GREY,
            SeriesMarkers.NONE);
      });
    }
    Charts.write(path, List.of(loss, error));
  }
}
