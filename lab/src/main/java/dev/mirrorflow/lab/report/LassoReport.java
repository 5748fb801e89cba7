package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.LassoPath;
import dev.mirrorflow.bias.Penalty;
import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.lab.input.DesignProblem;
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
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The lasso for some λ, to be printed and written.
 *
 * @param penalty what λ is times, as results record it
 * @param points in the order of λ asked for
 * @param evaluations one for each point
 * @param largest from this λ on, θ = 0 but for free entries
 */
public record LassoReport(
    DesignProblem problem,
    Map<String, Object> penalty,
    List<LassoPath.Point> points,
    List<Evaluation> evaluations,
    double largest) {

  private static final int MOST_DRAWN = Charts.SERIES.size();

  /**
   * The lasso of the training samples for these λ.
   *
   * @param summary the penalty as results record it
   */
  public static LassoReport of(
      DesignProblem problem, Penalty penalty, Map<String, Object> summary, double[] lambdas) {
    List<LassoPath.Point> points = LassoPath.of(problem.x(), problem.y(), penalty, lambdas);
    return new LassoReport(
        problem,
        summary,
        points,
        points.stream().map(point -> Evaluation.of(problem, point.theta())).toList(),
        LassoPath.largest(problem.x(), problem.y(), penalty));
  }

  /** Whether every gap is small enough. */
  public boolean isCertified() {
    return points.stream().allMatch(point -> point.holds(LassoPath.TOLERANCE));
  }

  private static int entries(LassoPath.Point point) {
    return (int) Arrays.stream(point.theta()).filter(t -> t != 0).count();
  }

  /** Prints what is not certified, and the table. */
  public void print(PrintWriter out) {
    EvaluationColumns evaluated = EvaluationColumns.of(evaluations);
    List<String> headers = new ArrayList<>(List.of("lambda", "entries"));
    headers.addAll(evaluated.headers());
    headers.addAll(List.of("objective", "gap"));
    Table table = new Table(headers);
    for (int k = 0; k < points.size(); k++) {
      LassoPath.Point point = points.get(k);
      List<String> row = new ArrayList<>();
      row.add(Table.cell("%.4g", point.lambda()));
      row.add(Integer.toString(entries(point)));
      row.addAll(evaluated.cells(evaluations.get(k)));
      row.add(Table.cell("%.6g", point.objective()));
      row.add(Table.cell("%.1e", point.gap()));
      table.add(row);
    }
    long certified = points.stream().filter(p -> p.holds(LassoPath.TOLERANCE)).count();
    if (!isCertified()) {
      out.printf(
          Locale.ROOT,
          "NOT CERTIFIED: %d of %d gaps are above %.0e of the objective; a larger lambda, or"
              + " columns that are less alike, would help%n%n",
          points.size() - certified,
          points.size(),
          LassoPath.TOLERANCE);
    }
    table.print(out);
    out.printf(
        Locale.ROOT,
        "%d of %d gaps within %.0e of the objective; no penalised entry from lambda = %.6g on%n",
        certified,
        points.size(),
        LassoPath.TOLERANCE,
        largest);
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    List<Map<String, Object>> values = new ArrayList<>();
    for (int k = 0; k < points.size(); k++) {
      LassoPath.Point point = points.get(k);
      double[] theta = point.theta();
      int[] support = IntStream.range(0, theta.length).filter(j -> theta[j] != 0).toArray();
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("lambda", point.lambda());
      value.put("objective", point.objective());
      value.put("dualityGap", point.gap());
      value.put("certified", point.holds(LassoPath.TOLERANCE));
      value.put("exchanges", point.exchanges());
      value.putAll(evaluations.get(k).values());
      value.put("support", support);
      if (problem.features().haveNames()) {
        value.put("supportNames", problem.features().names(support));
      }
      value.put("values", IntStream.of(support).mapToDouble(j -> theta[j]).toArray());
      values.add(value);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-lasso-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("penalty", penalty);
    json.put("tolerance", LassoPath.TOLERANCE);
    json.put("largestLambda", largest);
    json.put("points", values);
    return json;
  }

  /** Writes a line for each λ. */
  public void writeCsv(Path file) {
    List<String> columns = new ArrayList<>(List.of("lambda", "entries", "objective"));
    columns.add("duality_gap");
    columns.addAll(Evaluation.CSV_COLUMNS);
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < points.size(); k++) {
      LassoPath.Point point = points.get(k);
      List<Object> row =
          new ArrayList<>(List.of(point.lambda(), entries(point), point.objective(), point.gap()));
      row.addAll(evaluations.get(k).cells());
      rows.add(row);
    }
    CsvWriter.write(file, columns, rows);
  }

  /** Writes θ of all λ as rows. */
  public void writeTheta(Path file) {
    ThetaRows.write(
        file,
        points.stream().map(point -> Optional.of(point.theta())).toList(),
        problem.x().columns());
  }

  /** Draws the largest coordinates and the errors against λ. */
  public void writePlot(Path file) {
    List<LassoPath.Point> rising =
        points.stream().sorted(Comparator.comparingDouble(LassoPath.Point::lambda)).toList();
    double[] lambdas = rising.stream().mapToDouble(LassoPath.Point::lambda).toArray();
    XYChart paths = Charts.of("The lasso: θ", "λ", "θ_j");
    List<Integer> drawn = largest(rising);
    for (int c = 0; c < drawn.size(); c++) {
      int j = drawn.get(c);
      double[] values = rising.stream().mapToDouble(point -> point.theta()[j]).toArray();
      Charts.line(
          paths,
          problem.features().haveNames() ? problem.features().name(j) : "θ_" + j,
          lambdas,
          values,
          Charts.SERIES.get(c),
          SeriesMarkers.NONE);
    }
    XYChart errors = Charts.of("The lasso: errors", "λ", "mean squared error");
    double[] train =
        rising.stream().mapToDouble(point -> problem.meanSquaredError(point.theta())).toArray();
    Charts.scaleY(errors, train);
    Charts.line(errors, "training", lambdas, train, Charts.GREY, SeriesMarkers.NONE);
    if (problem.test().isPresent()) {
      double[] test =
          rising.stream()
              .mapToDouble(point -> problem.test().get().meanSquaredError(point.theta()))
              .toArray();
      Charts.line(errors, "test", lambdas, test, Charts.BLUE, SeriesMarkers.CIRCLE);
    }
    Charts.write(file, List.of(paths, errors));
  }

  private List<Integer> largest(List<LassoPath.Point> rising) {
    double[] size = new double[problem.x().columns()];
    for (LassoPath.Point point : rising) {
      for (int j = 0; j < size.length; j++) {
        size[j] = Math.max(size[j], Math.abs(point.theta()[j]));
      }
    }
    return IntStream.range(0, size.length)
        .boxed()
        .filter(j -> size[j] > 0)
        .sorted(Comparator.comparingDouble(j -> -size[j]))
        .limit(MOST_DRAWN)
        .toList();
  }
}
