package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.lab.input.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The results of a sweep over α, to be printed and written. */
public final class SweepReport {

  /** One α. */
  public record Point(double alpha, Outcome outcome) {}

  private static final List<String> CSV_COLUMNS =
      List.of(
          "alpha",
          "status",
          "iterations",
          "train_loss",
          "l1",
          "l2",
          "test_error",
          "classification_error",
          "support_found",
          "support_size",
          "seconds");

  private final Problem problem;
  private final Map<String, Object> descent;
  private final List<Point> points;

  /**
   * @param descent the options of the descent, as results record them
   * @param points those that ended, in the order of α asked for
   */
  public SweepReport(Problem problem, Map<String, Object> descent, List<Point> points) {
    this.problem = problem;
    this.descent = descent;
    this.points = List.copyOf(points);
  }

  /** The points, in the order of α asked for. */
  public List<Point> points() {
    return points;
  }

  /** Prints the table. */
  public void printTable(PrintWriter out) {
    boolean tested = problem.test().isPresent();
    boolean signs = tested && problem.test().get().hasSigns();
    boolean supports = points.stream().anyMatch(point -> point.outcome().support().isPresent());
    List<String> headers =
        new ArrayList<>(List.of("alpha", "iterations", "train loss", "‖θ‖₁", "‖θ‖₂"));
    addIf(headers, tested, "test error");
    addIf(headers, signs, "wrong signs");
    addIf(headers, supports, "support");
    headers.addAll(List.of("seconds", "status"));
    Table table = new Table(headers);
    for (Point point : points) {
      Outcome outcome = point.outcome();
      List<String> row = new ArrayList<>();
      row.add(Table.cell("%.3g", point.alpha()));
      row.add(Long.toString(outcome.result().iterations()));
      row.add(Table.cell("%.3e", outcome.result().loss()));
      row.add(Table.cell("%.4g", outcome.l1()));
      row.add(Table.cell("%.4g", outcome.l2()));
      addIf(row, tested, Table.cell("%.4g", outcome.testError()));
      addIf(row, signs, Table.cell("%.4f", outcome.classificationError()));
      addIf(row, supports, outcome.support().map(Support::toString).orElse("-"));
      row.add(Table.cell("%.2f", outcome.seconds()));
      row.add(outcome.status());
      table.add(row);
    }
    table.print(out);
  }

  private static void addIf(List<String> cells, boolean condition, String cell) {
    if (condition) {
      cells.add(cell);
    }
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
    CsvWriter.write(path, CSV_COLUMNS, points.stream().map(SweepReport::csvRow).toList());
  }

  private static List<Object> csvRow(Point point) {
    Outcome outcome = point.outcome();
    Optional<Support> support = outcome.support();
    return Arrays.asList(
        point.alpha(),
        outcome.status(),
        outcome.result().iterations(),
        JsonFile.number(outcome.result().loss()),
        JsonFile.number(outcome.l1()),
        JsonFile.number(outcome.l2()),
        JsonFile.number(outcome.testError()),
        JsonFile.number(outcome.classificationError()),
        support.map(Support::found).orElse(null),
        support.map(Support::size).orElse(null),
        outcome.seconds());
  }

  /** Writes θ of all points as rows; a row is NaN where the descent diverged. */
  public void writeTheta(Path path) {
    double[][] rows = new double[points.size()][];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = points.get(k).outcome().result().theta();
      if (points.get(k).outcome().diverged()) {
        rows[k] = new double[problem.train().features()];
        Arrays.fill(rows[k], Double.NaN);
      }
    }
    NpyWriter.write(path, rows, new NpyFormat(false, false, true));
  }

  /** Writes the plot. */
  public void writePlot(Path path, String title) {
    SweepPlot.write(path, title, points);
  }
}
