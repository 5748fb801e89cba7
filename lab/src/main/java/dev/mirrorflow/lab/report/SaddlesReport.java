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

  /** Whether the end is proved. */
  public boolean isCertified() {
    return path.certificate().holds(SaddlePath.TOLERANCE);
  }

  /** What the certificate says, in one line: that it holds, or which part of it does not. */
  public String verdict() {
    PathCertificate certificate = path.certificate();
    String numbers =
        String.format(
            Locale.ROOT,
            " (stationarity %.1e of %.1e, dual excess %.1e, gap %.1e, drift %.1e)",
            certificate.stationarity(),
            certificate.rounding(),
            certificate.dualExcess(),
            certificate.dualityGap(),
            certificate.drift());
    if (isCertified()) {
      return "the end has the least ℓ1 norm of all minimisers: certified" + numbers;
    }
    return "not certified: "
        + (certificate.stationarity() <= certificate.rounding()
            ? "rounding has moved the path by more than " + SaddlePath.TOLERANCE
            : "the end is not shown to minimise the loss")
        + numbers
        + "; X has more than "
        + SaddlePath.MOST_ENTRIES
        + " entries, too many to go on in more digits: drop nearly equal columns, bring the rows to"
        + " one size, or select features";
  }

  /** What a reader of the table must know: columns that tie, and losses beyond the doubles. */
  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (int[] group : path.equalColumns()) {
      notes.add(
          "columns "
              + CoordinateList.cell(group, problem.features())
              + " of X are equal up to sign: they tie, and the flow shares their sum evenly");
    }
    for (int k = 0; k < path.saddles().size(); k++) {
      Saddle saddle = path.saddles().get(k);
      if (saddle.tied().length > 0) {
        notes.add(
            "columns "
                + CoordinateList.cell(saddle.tied(), problem.features())
                + " tie with the support at saddle "
                + k
                + ": other θ there may have the same loss and ‖θ‖₁, and the flow chooses; one is"
                + " shown");
      }
    }
    double most = path.saddles().getFirst().loss();
    if (Double.isInfinite(most)) {
      notes.add(
          "training losses above 1.8e308 are beyond the doubles, inf in the table and missing in"
              + " files: divide y by a power of ten, and θ is so much smaller");
    } else if (most < Double.MIN_NORMAL && path.saddles().size() > 1) {
      notes.add(
          "training losses below 2.2e-308 are beyond the doubles and nearly 0: multiply y by a"
              + " power of ten, and θ is so much larger");
    }
    return notes;
  }

  /** Prints the verdict, the notes and the table. */
  public void print(PrintWriter out) {
    out.println(verdict());
    notes().forEach(out::println);
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
      cells.add(CoordinateList.cell(saddle.entering(), problem.features()));
      cells.add(CoordinateList.cell(saddle.leaving(), problem.features()));
      cells.add(Integer.toString(saddle.support().length));
      cells.add(Table.cell("%.3e", saddle.loss()));
      cells.addAll(evaluated.cells(evaluations.get(k)));
      table.add(cells);
    }
    table.print(out);
    out.printf(
        Locale.ROOT,
        "%d jump%s in units of ln(1/α)%n",
        saddles.size() - 1,
        saddles.size() == 2 ? "" : "s");
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
      if (problem.features().haveNames()) {
        value.put("enteringNames", problem.features().names(saddle.entering()));
        value.put("leavingNames", problem.features().names(saddle.leaving()));
        value.put("supportNames", problem.features().names(saddle.support()));
      }
      value.put("values", saddle.values());
      value.put("tied", saddle.tied());
      value.put("trainLoss", JsonFile.number(saddle.loss()));
      value.putAll(evaluations.get(k).values());
      values.add(value);
    }
    PathCertificate certificate = path.certificate();
    Map<String, Object> proof = new LinkedHashMap<>();
    proof.put("holds", isCertified());
    proof.put("stationarity", JsonFile.number(certificate.stationarity()));
    proof.put("rounding", certificate.rounding());
    proof.put("dualExcess", certificate.dualExcess());
    proof.put("dualityGap", certificate.dualityGap());
    proof.put("drift", certificate.drift());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-saddles-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("alpha", flow.map(Flow::alpha).orElse(null));
    json.put("certificate", proof);
    json.put("notes", notes());
    json.put("equalColumns", path.equalColumns());
    json.put("saddles", values);
    return json;
  }

  /** Writes a line for each saddle; coordinates are separated by spaces. */
  public void writeCsv(Path file) {
    List<String> columns =
        new ArrayList<>(List.of("tau", "flow_tau", "entering", "leaving", "entries", "train_loss"));
    columns.addAll(Evaluation.CSV_COLUMNS);
    columns.addAll(List.of("entering_features", "leaving_features"));
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
      row.add(JsonFile.number(saddle.loss()));
      row.addAll(evaluations.get(k).cells());
      row.add(problem.features().joined(saddle.entering()));
      row.add(problem.features().joined(saddle.leaving()));
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
