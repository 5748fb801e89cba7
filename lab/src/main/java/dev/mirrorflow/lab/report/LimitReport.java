package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Certificate;
import dev.mirrorflow.data.CsvWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The limits of the gradient flow for some α, to be printed and written.
 *
 * @param problem what they are the limits of, for JSON
 * @param note what was done to a rank-deficient or ill-conditioned X, empty if nothing
 * @param points in the order of α asked for
 */
public record LimitReport(Map<String, Object> problem, String note, List<Point> points) {

  /** The limit of one α. */
  public record Point(
      double alpha, int newtonSteps, Certificate certificate, Evaluation evaluation) {}

  /** Prints the table and what is to be known about it. */
  public void print(PrintWriter out) {
    EvaluationColumns evaluated =
        EvaluationColumns.of(points.stream().map(Point::evaluation).toList());
    List<String> headers = new ArrayList<>(List.of("alpha", "Newton steps"));
    headers.addAll(evaluated.headers());
    headers.addAll(List.of("residual", "stationarity", "gap"));
    Table table = new Table(headers);
    for (Point point : points) {
      Certificate certificate = point.certificate();
      List<String> row = new ArrayList<>();
      row.add(Table.cell("%.3g", point.alpha()));
      row.add(Integer.toString(point.newtonSteps()));
      row.addAll(evaluated.cells(point.evaluation()));
      row.add(Table.cell("%.1e", certificate.primalResidual()));
      row.add(Table.cell("%.1e", certificate.stationarity()));
      row.add(Table.cell("%.1e", certificate.dualityGap()));
      table.add(row);
    }
    table.print(out);
    out.printf(
        Locale.ROOT,
        "%d limit%s certified to %.0e, %d Newton steps%n",
        points.size(),
        points.size() == 1 ? "" : "s",
        BregmanProjection.TOLERANCE,
        newtonSteps());
    if (!note.isEmpty()) {
      out.println("note: " + note);
    }
  }

  /** The content of the JSON file, the same bytes whenever it is computed. */
  public Map<String, Object> json() {
    List<Map<String, Object>> values = new ArrayList<>();
    for (Point point : points) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("alpha", point.alpha());
      value.put("newtonSteps", point.newtonSteps());
      value.putAll(point.evaluation().values());
      Certificate certificate = point.certificate();
      value.put("primalResidual", certificate.primalResidual());
      value.put("stationarity", certificate.stationarity());
      value.put("dualityGap", certificate.dualityGap());
      values.add(value);
    }
    Map<String, Object> solver = new LinkedHashMap<>();
    solver.put("method", "limit");
    solver.put("tolerance", BregmanProjection.TOLERANCE);
    solver.put("newtonSteps", newtonSteps());
    solver.put("note", note.isEmpty() ? null : note);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-limit-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem);
    json.put("solver", solver);
    json.put("points", values);
    return json;
  }

  /** Writes a line for each point; cells without a value stay empty. */
  public void writeCsv(Path path) {
    List<String> columns = new ArrayList<>(List.of("alpha", "newton_steps"));
    columns.addAll(Evaluation.CSV_COLUMNS);
    columns.addAll(List.of("primal_residual", "stationarity", "duality_gap"));
    CsvWriter.write(path, columns, points.stream().map(LimitReport::csvRow).toList());
  }

  private static List<Object> csvRow(Point point) {
    Certificate certificate = point.certificate();
    List<Object> row = new ArrayList<>();
    row.add(point.alpha());
    row.add(point.newtonSteps());
    row.addAll(point.evaluation().values().values());
    row.add(certificate.primalResidual());
    row.add(certificate.stationarity());
    row.add(certificate.dualityGap());
    return row;
  }

  /** Writes the plot. */
  public void writePlot(Path path) {
    AlphaPlot.write(
        path,
        "limit of the gradient flow",
        points.stream()
            .map(point -> new AlphaPlot.Point(point.alpha(), point.evaluation(), true))
            .toList());
  }

  private int newtonSteps() {
    return points.stream().mapToInt(point -> point.newtonSteps()).sum();
  }
}
