package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Certificate;
import dev.mirrorflow.bias.ColumnLimit;
import dev.mirrorflow.bias.LimitAttempt;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.lab.input.DesignProblem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of the gradient flow for some α, to be printed and written. One that could not be
 * certified is a row without numbers, and is said first.
 *
 * @param problem what they are the limits of, for JSON
 * @param note what is to be known about a rank-deficient or ill-conditioned X, empty if nothing
 * @param distanceToRange ‖y - Py‖/‖y‖, P the projection onto the range of X; 0 if y is in it
 * @param points in the order of α asked for
 */
public record LimitReport(
    Map<String, Object> problem, String note, double distanceToRange, List<Point> points) {

  /**
   * The limit of one α.
   *
   * @param certificate empty if it could not be certified
   * @param failure why it could not, otherwise empty
   */
  public record Point(
      double alpha,
      int newtonSteps,
      Optional<Certificate> certificate,
      Evaluation evaluation,
      String failure) {

    /** A limit whose θ is in memory that was tried for. */
    public static Point of(DesignProblem problem, LimitAttempt<Projection> attempt) {
      return attempt
          .limit()
          .map(limit ->
              new Point(
                  attempt.alpha(),
                  limit.newtonSteps(),
                  Optional.of(limit.certificate()),
                  Evaluation.of(problem, limit.theta()),
                  ""))
          .orElseGet(() -> failed(attempt));
    }

    /** A limit of an X by columns that was tried for. */
    public static Point ofColumns(LimitAttempt<ColumnLimit> attempt) {
      return attempt
          .limit()
          .map(limit ->
              new Point(
                  attempt.alpha(),
                  limit.newtonSteps(),
                  Optional.of(limit.certificate()),
                  Evaluation.ofNorms(limit.l1(), limit.l2()),
                  ""))
          .orElseGet(() -> failed(attempt));
    }

    private static Point failed(LimitAttempt<?> attempt) {
      return new Point(attempt.alpha(), 0, Optional.empty(), Evaluation.none(), attempt.failure());
    }
  }

  /** Whether every limit is certified. */
  public boolean isCertified() {
    return points.stream().allMatch(point -> point.certificate().isPresent());
  }

  /** Prints what failed, the table and what is to be known about it. */
  public void print(PrintWriter out) {
    for (Point point : points) {
      if (point.certificate().isEmpty()) {
        out.println("NOT CERTIFIED: " + point.failure());
      }
    }
    if (!isCertified()) {
      out.println();
    }
    EvaluationColumns evaluated =
        EvaluationColumns.of(points.stream().map(Point::evaluation).toList());
    List<String> headers = new ArrayList<>(List.of("alpha", "Newton steps"));
    headers.addAll(evaluated.headers());
    headers.addAll(List.of("residual", "stationarity", "gap"));
    Table table = new Table(headers);
    for (Point point : points) {
      boolean isCertified = point.certificate().isPresent();
      List<String> row = new ArrayList<>();
      row.add(Table.cell("%.3g", point.alpha()));
      row.add(isCertified ? Integer.toString(point.newtonSteps()) : Table.MISSING);
      row.addAll(
          evaluated.cells(point.evaluation()).stream()
              .map(cell -> isCertified ? cell : Table.MISSING)
              .toList());
      for (Double value : values(point.certificate())) {
        row.add(value == null ? "failed" : Table.cell("%.1e", value));
      }
      table.add(row);
    }
    table.print(out);
    long certified = points.stream().filter(point -> point.certificate().isPresent()).count();
    out.printf(
        Locale.ROOT,
        "%d%s limit%s certified to %.0e, %d Newton steps%n",
        certified,
        isCertified() ? "" : " of " + points.size(),
        points.size() == 1 ? "" : "s",
        BregmanProjection.TOLERANCE,
        newtonSteps());
    if (distanceToRange > 0) {
      out.printf(
          Locale.ROOT,
          "note: no theta interpolates y: %.2g of ‖y‖ is outside the range of X, and the flow ends"
              + " at the least loss, where X theta is y projected onto the range%n",
          distanceToRange);
    }
    if (!note.isEmpty()) {
      out.println("note: " + note);
    }
  }

  /** The three numbers of a certificate, null where there is none. */
  private static List<Double> values(Optional<Certificate> certificate) {
    return certificate
        .map(c -> List.of(c.primalResidual(), c.stationarity(), c.dualityGap()))
        .orElse(Arrays.asList(null, null, null));
  }

  /** The content of the JSON file, the same bytes whenever it is computed. */
  public Map<String, Object> json() {
    List<Map<String, Object>> values = new ArrayList<>();
    for (Point point : points) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("alpha", point.alpha());
      value.put("newtonSteps", point.newtonSteps());
      value.putAll(point.evaluation().values());
      List<Double> certificate = values(point.certificate());
      value.put("primalResidual", certificate.get(0));
      value.put("stationarity", certificate.get(1));
      value.put("dualityGap", certificate.get(2));
      value.put("failure", point.failure().isEmpty() ? null : point.failure());
      values.add(value);
    }
    Map<String, Object> solver = new LinkedHashMap<>();
    solver.put("method", "limit");
    solver.put("tolerance", BregmanProjection.TOLERANCE);
    solver.put("newtonSteps", newtonSteps());
    solver.put("note", note.isEmpty() ? null : note);
    solver.put("distanceToRange", distanceToRange);
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
    columns.addAll(List.of("primal_residual", "stationarity", "duality_gap", "failure"));
    CsvWriter.write(path, columns, points.stream().map(LimitReport::csvRow).toList());
  }

  private static List<Object> csvRow(Point point) {
    List<Object> row = new ArrayList<>();
    row.add(point.alpha());
    row.add(point.newtonSteps());
    row.addAll(point.evaluation().cells());
    row.addAll(values(point.certificate()));
    row.add(point.failure().isEmpty() ? null : point.failure());
    return row;
  }

  /** Writes the plot. */
  public void writePlot(Path path) {
    AlphaPlot.write(
        path,
        "limit of the gradient flow",
        points.stream()
            .filter(point -> point.certificate().isPresent())
            .map(point -> new AlphaPlot.Point(point.alpha(), point.evaluation(), true))
            .toList());
  }

  private int newtonSteps() {
    return points.stream().mapToInt(point -> point.newtonSteps()).sum();
  }
}
