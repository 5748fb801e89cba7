package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.lab.input.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The results of a sweep over α, to be printed and written. */
public final class SweepReport {

  /** One α. */
  public record Point(double alpha, Outcome outcome) {}

  private final Problem problem;
  private final Map<String, Object> descent;
  private final List<Point> points;

  /**
   * @param descent the options of the descent or flow, as results record them
   * @param points those that ended, in the order of α asked for
   */
  public SweepReport(Problem problem, Map<String, Object> descent, List<Point> points) {
    this.problem = problem;
    this.descent = descent;
    this.points = List.copyOf(points);
  }

  /** What the sweep was of. */
  public Problem problem() {
    return problem;
  }

  /** The points, in the order of α asked for. */
  public List<Point> points() {
    return points;
  }

  /** Prints the table. */
  public void printTable(PrintWriter out) {
    EvaluationColumns evaluated =
        EvaluationColumns.of(
            problem, points.stream().map(point -> point.outcome().evaluation()).toList());
    List<String> headers = new ArrayList<>(List.of("alpha", "iterations", "train loss"));
    headers.addAll(evaluated.headers());
    headers.addAll(List.of("seconds", "status"));
    Table table = new Table(headers);
    for (Point point : points) {
      Outcome outcome = point.outcome();
      List<String> row = new ArrayList<>();
      row.add(Table.cell("%.3g", point.alpha()));
      Map<String, Object> values = outcome.values();
      row.add(Objects.toString(values.get("iterations"), Table.MISSING));
      row.add(
          values.get("trainLoss") instanceof Double loss
              ? Table.cell("%.3e", loss)
              : Table.MISSING);
      row.addAll(evaluated.cells(outcome.evaluation()));
      row.add(Table.cell("%.2f", outcome.seconds()));
      row.add(outcome.status());
      table.add(row);
    }
    table.print(out);
  }

  /**
   * The content of the JSON file. All but the last entry, the timings, has the same bytes for any
   * number of threads.
   */
  public Map<String, Object> json(int threads, double totalSeconds, boolean complete) {
    List<Map<String, Object>> values = new ArrayList<>();
    List<Double> seconds = new ArrayList<>();
    for (Point point : points) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("alpha", point.alpha());
      value.putAll(point.outcome().values());
      values.add(value);
      seconds.add(point.outcome().seconds());
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-sweep-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("descent", descent);
    json.put("complete", complete);
    json.put("points", values);
    Map<String, Object> timings = new LinkedHashMap<>();
    timings.put("threads", threads);
    timings.put("totalSeconds", totalSeconds);
    timings.put("pointSeconds", seconds);
    json.put("timings", timings);
    return json;
  }

  /** Writes a line for each point; cells without a value stay empty. */
  public void writeCsv(Path path) {
    List<String> columns = new ArrayList<>(List.of("alpha", "status", "iterations", "train_loss"));
    columns.addAll(Evaluation.CSV_COLUMNS);
    columns.add("seconds");
    CsvWriter.write(path, columns, points.stream().map(SweepReport::csvRow).toList());
  }

  private static List<Object> csvRow(Point point) {
    Outcome outcome = point.outcome();
    List<Object> row = new ArrayList<>();
    row.add(point.alpha());
    Map<String, Object> values = outcome.values();
    row.add(values.get("status"));
    row.add(values.get("iterations"));
    row.add(values.get("trainLoss"));
    row.addAll(outcome.evaluation().cells());
    row.add(outcome.seconds());
    return row;
  }

  /** Writes θ of all points as rows; a row is NaN where there is none. */
  public void writeTheta(Path path) {
    ThetaRows.write(
        path,
        points.stream()
            .map(Point::outcome)
            .map(end -> end.failed() ? Optional.<double[]>empty() : Optional.of(end.theta()))
            .toList(),
        problem.train().features());
  }

  /** Writes the plot. */
  public void writePlot(Path path, String title) {
    AlphaPlot.write(
        path,
        title,
        points.stream()
            .filter(point -> !point.outcome().failed())
            .map(point ->
                new AlphaPlot.Point(
                    point.alpha(), point.outcome().evaluation(), point.outcome().converged()))
            .toList());
  }
}
