package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.landscape.FlowJumps;
import dev.mirrorflow.landscape.PathCertificate;
import dev.mirrorflow.landscape.Saddle;
import dev.mirrorflow.landscape.SaddlePath;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The path from saddle to saddle, to be printed and written.
 *
 * @param evaluations one for each saddle
 * @param flow the flow to compare it with, if asked for
 */
public record SaddlesReport(
    Problem problem, SaddlePath path, List<Evaluation> evaluations, Optional<Flow> flow) {

  /** The flow from one small α. */
  public record Flow(double alpha, FlowJumps jumps) {}

  /** Prints the table and the proof of the end. */
  public void print(PrintWriter out) {
    EvaluationColumns evaluated = EvaluationColumns.of(problem, evaluations);
    List<String> headers = new ArrayList<>(List.of("tau"));
    flow.ifPresent(f -> headers.add("flow, α=" + Table.cell("%.3g", f.alpha())));
    headers.addAll(List.of("enters", "leaves", "entries", "train loss"));
    headers.addAll(evaluated.headers());
    Table table = new Table(headers);
    List<Saddle> saddles = path.saddles();
    for (int k = 0; k < saddles.size(); k++) {
      Saddle saddle = saddles.get(k);
      List<String> cells = new ArrayList<>();
      cells.add(Table.cell("%.5g", saddle.time()));
      if (flow.isPresent()) {
        cells.add(Table.cell("%.5g", flowTime(k)));
      }
      cells.add(CoordinateList.cell(saddle.entering()));
      cells.add(CoordinateList.cell(saddle.leaving()));
      cells.add(Integer.toString(saddle.support().length));
      cells.add(Table.cell("%.3e", saddle.loss()));
      cells.addAll(evaluated.cells(evaluations.get(k)));
      table.add(cells);
    }
    table.print(out);
    PathCertificate certificate = path.certificate();
    out.printf(
        Locale.ROOT,
        "%d jump%s in units of ln(1/α); the end has the least ℓ1 norm of all minimisers: %s"
            + " (stationarity %.1e, dual excess %.1e, gap %.1e)%n",
        saddles.size() - 1,
        saddles.size() == 2 ? "" : "s",
        certificate.holds(SaddlePath.TOLERANCE) ? "certified" : "not certified",
        certificate.stationarity(),
        certificate.dualExcess(),
        certificate.dualityGap());
  }

  /** The flow's τ of the jump to saddle k; 0 at the start, NaN if there is none. */
  private double flowTime(int k) {
    return flow.map(f -> k == 0 ? 0 : f.jumps().jump(k)).orElse(Double.NaN);
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    List<Map<String, Object>> values = new ArrayList<>();
    List<Saddle> saddles = path.saddles();
    for (int k = 0; k < saddles.size(); k++) {
      Saddle saddle = saddles.get(k);
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("tau", saddle.time());
      value.put("flowTau", JsonFile.number(flowTime(k)));
      value.put("entering", saddle.entering());
      value.put("leaving", saddle.leaving());
      value.put("support", saddle.support());
      value.put("values", saddle.values());
      value.put("trainLoss", saddle.loss());
      value.putAll(evaluations.get(k).values());
      values.add(value);
    }
    PathCertificate certificate = path.certificate();
    Map<String, Object> proof = new LinkedHashMap<>();
    proof.put("stationarity", certificate.stationarity());
    proof.put("dualExcess", certificate.dualExcess());
    proof.put("dualityGap", certificate.dualityGap());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-saddles-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("alpha", flow.map(Flow::alpha).orElse(null));
    json.put("certificate", proof);
    json.put("saddles", values);
    return json;
  }

  /** Writes a line for each saddle; coordinates are separated by spaces. */
  public void writeCsv(Path file) {
    List<String> columns =
        new ArrayList<>(List.of("tau", "flow_tau", "entering", "leaving", "entries", "train_loss"));
    columns.addAll(Evaluation.CSV_COLUMNS);
    List<List<Object>> rows = new ArrayList<>();
    List<Saddle> saddles = path.saddles();
    for (int k = 0; k < saddles.size(); k++) {
      Saddle saddle = saddles.get(k);
      List<Object> row = new ArrayList<>();
      row.add(saddle.time());
      row.add(JsonFile.number(flowTime(k)));
      row.add(CoordinateList.words(saddle.entering()));
      row.add(CoordinateList.words(saddle.leaving()));
      row.add(saddle.support().length);
      row.add(saddle.loss());
      row.addAll(evaluations.get(k).values().values());
      rows.add(row);
    }
    CsvWriter.write(file, columns, rows);
  }

  /** Writes θ of all saddles as rows. */
  public void writeTheta(Path file) {
    int d = problem.train().features();
    double[][] rows =
        path.saddles().stream().map(saddle -> saddle.theta(d)).toArray(double[][]::new);
    NpyWriter.write(file, rows, new NpyFormat(false, false, false));
  }

  /** Draws the staircase. */
  public void writePlot(Path file) {
    SaddlePlot.write(file, path.saddles(), problem.train().features(), flow);
  }
}
