package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BasisPursuitSolution;
import dev.mirrorflow.bias.DualCertificate;
import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.file.FileError;
import dev.mirrorflow.lab.input.DesignProblem;
import java.awt.BasicStroke;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * The interpolator of least ℓ1 norm or of another penalty, to be printed and written.
 *
 * @param goal what is least, as "ℓ1 norm"
 * @param penalty the same as results record it
 * @param note what is to be known about a rank-deficient or ill-conditioned X, empty if nothing
 * @param distanceToRange ‖y - Py‖/‖y‖, P the projection onto the range of X; 0 if y is in it
 */
public record BasisPursuitReport(
    DesignProblem problem,
    String goal,
    Map<String, Object> penalty,
    BasisPursuitSolution solution,
    String note,
    double distanceToRange) {

  private static final BasicStroke STEM = new BasicStroke(0.1f);
  private static final int TICK_SPACING = 100;

  /** The coordinates that are not 0, in their order. */
  private int[] support() {
    double[] theta = solution.theta();
    return IntStream.range(0, theta.length).filter(j -> theta[j] != 0).toArray();
  }

  private List<Integer> bySize() {
    double[] theta = solution.theta();
    return IntStream.of(support())
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -Math.abs(theta[j])))
        .toList();
  }

  /** Prints the proof, what evaluates θ, and its largest entries. */
  public void print(PrintWriter out, int top) {
    DualCertificate certificate = solution.certificate();
    out.printf(
        Locale.ROOT,
        "least %s %.10g: certified to %.0e (residual %.1e, dual excess %.1e, gap %.1e)%n",
        goal,
        solution.objective(),
        BasisPursuit.TOLERANCE,
        certificate.primalResidual(),
        certificate.dualExcess(),
        certificate.dualityGap());
    if (distanceToRange > 0) {
      out.printf(
          Locale.ROOT,
          "note: no theta interpolates y: %.2g of ‖y‖ is outside the range of X, and this is the"
              + " least-squares fit of least %s%n",
          distanceToRange,
          goal);
    }
    if (!note.isEmpty()) {
      out.println("note: " + note);
    }
    Evaluation evaluation = Evaluation.of(problem, solution.theta()).withoutEntries();
    EvaluationColumns evaluated = EvaluationColumns.of(List.of(evaluation));
    List<String> headers = new ArrayList<>(List.of("entries"));
    headers.addAll(evaluated.headers());
    List<String> cells = new ArrayList<>(List.of(Integer.toString(support().length)));
    cells.addAll(evaluated.cells(evaluation));
    Table summary = new Table(headers);
    summary.add(cells);
    summary.print(out);
    out.println();
    Optional<double[]> star = problem.thetaStar();
    boolean named = problem.features().haveNames();
    List<String> columns = new ArrayList<>(named ? List.of("feature", "j") : List.of("j"));
    columns.addAll(star.isPresent() ? List.of("θ_j", "θ*_j") : List.of("θ_j"));
    Table entries = new Table(columns);
    List<Integer> order = bySize();
    for (int j : order.subList(0, Math.min(top, order.size()))) {
      List<String> row = new ArrayList<>();
      if (named) {
        row.add(FileError.excerpt(problem.features().name(j)));
      }
      row.add(Integer.toString(j));
      row.add(Table.cell("%.8g", solution.theta()[j]));
      star.ifPresent(truth -> row.add(Table.cell("%.8g", truth[j])));
      entries.add(row);
    }
    if (!order.isEmpty()) {
      entries.print(out);
    }
    if (order.size() > top) {
      out.printf(
          Locale.ROOT, "the %d largest of %d entries; --top shows more%n", top, order.size());
    }
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    int[] support = support();
    DualCertificate certificate = solution.certificate();
    Map<String, Object> proof = new LinkedHashMap<>();
    proof.put("tolerance", BasisPursuit.TOLERANCE);
    proof.put("primalResidual", certificate.primalResidual());
    proof.put("dualExcess", certificate.dualExcess());
    proof.put("dualityGap", certificate.dualityGap());
    Map<String, Object> solver = new LinkedHashMap<>();
    solver.put("newtonSteps", solution.newtonSteps());
    solver.put("pivots", solution.pivots());
    solver.put("note", note.isEmpty() ? null : note);
    solver.put("distanceToRange", distanceToRange);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-basis-pursuit-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("penalty", penalty);
    json.put("solver", solver);
    json.put("certificate", proof);
    json.put("objective", solution.objective());
    json.putAll(Evaluation.of(problem, solution.theta()).values());
    json.put("support", support);
    if (problem.features().haveNames()) {
      json.put("supportNames", problem.features().names(support));
    }
    json.put("values", IntStream.of(support).mapToDouble(j -> solution.theta()[j]).toArray());
    json.put("dual", solution.dual());
    return json;
  }

  /** Writes a line for each entry that is not 0, the largest first. */
  public void writeCsv(Path file) {
    List<List<Object>> rows =
        bySize().stream()
            .map(j ->
                List.<Object>of(
                    j,
                    solution.theta()[j],
                    solution.subgradient()[j],
                    problem.features().haveNames() ? problem.features().name(j) : ""))
            .toList();
    CsvWriter.write(file, List.of("coordinate", "theta", "subgradient", "feature"), rows);
  }

  /** Writes θ as one row. */
  public void writeTheta(Path file) {
    ThetaRows.write(file, List.of(Optional.of(solution.theta())), solution.theta().length);
  }

  /** Draws θ, and the Xᵀp that proves it: within ±w_j, and ±w_j where θ is not 0. */
  public void writePlot(Path file) {
    Charts.write(
        file,
        List.of(
            chart("The θ of least " + goal, "θ_j", solution.theta()),
            chart("The dual solution that proves it", "(Xᵀp)_j", solution.subgradient())));
  }

  private static XYChart chart(String title, String yTitle, double[] values) {
    XYChart chart = Charts.of(title, "coordinate j", yTitle);
    chart.getStyler().setXAxisLogarithmic(false).setLegendVisible(false).setMarkerSize(4);
    chart.getStyler().setXAxisTickMarkSpacingHint(TICK_SPACING);
    double[] j = IntStream.range(0, values.length).asDoubleStream().toArray();
    Charts.line(chart, yTitle, j, values, Charts.BLUE, SeriesMarkers.CIRCLE).setLineStyle(STEM);
    return chart;
  }
}
