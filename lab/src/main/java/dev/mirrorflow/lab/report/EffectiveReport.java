package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.descent.SharpnessTrace;
import dev.mirrorflow.descent.StepIdentity;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.model.EffectiveStart;
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

/**
 * Descents, the limits predicted for them and those they are compared with, to be printed and
 * written.
 *
 * @param descent the options of the descent, as results record them
 * @param note what was done to a rank-deficient or ill-conditioned X, empty if nothing
 * @param points in the order of α, then of the step
 * @param interrupted whether some are missing
 */
public record EffectiveReport(
    Problem problem,
    Map<String, Object> descent,
    String note,
    List<Point> points,
    boolean interrupted) {

  private static final List<String> CSV_START =
      List.of("alpha", "step", "stable_step", "status", "iterations", "end", "effective_alpha");

  /**
   * A θ to be compared with the one reached.
   *
   * @param effectiveAlpha geometric mean of √|I_j|
   * @param distance ‖θ - θ_reached‖₂ relative to θ_reached
   * @param failure why θ could not be certified, otherwise empty
   */
  public record End(
      String name, double effectiveAlpha, Evaluation evaluation, double distance, String failure) {

    /** Of a limit that could not be certified. */
    public static End failed(String name, EffectiveStart start, String why) {
      return new End(name, start.alpha(), Evaluation.none(), Double.NaN, why);
    }

    private static End diverged() {
      return new End("diverged", Double.NaN, Evaluation.none(), Double.NaN, "");
    }

    /** Evaluates θ, which the gradient flow reaches from the effective start. */
    public static End of(
        Problem problem, String name, EffectiveStart start, double[] theta, double[] reached) {
      return new End(
          name,
          start.alpha(),
          Evaluation.of(problem, theta),
          Norms.relativeDistance(theta, reached),
          "");
    }

    private Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("end", name);
      values.put("effectiveAlpha", JsonFile.number(effectiveAlpha));
      values.putAll(evaluation.values());
      values.put("distanceToReached", JsonFile.number(distance));
      values.put("failure", failure.isEmpty() ? null : failure);
      return values;
    }
  }

  /**
   * One descent.
   *
   * @param alpha its initialisation scale
   * @param beta its momentum
   * @param stable the largest stable step
   * @param ends what it reached, what is predicted and what else there is; empty if it diverged
   * @param sharpness along the way, without momentum
   */
  public record Point(
      double alpha,
      double beta,
      double stable,
      DescentOutcome outcome,
      List<End> ends,
      StepIdentity identity,
      Optional<SharpnessTrace> sharpness) {

    /** The rows of a table: the ends, or that it diverged. */
    private List<End> rows() {
      return ends.isEmpty() ? List.of(End.diverged()) : ends;
    }

    double step() {
      return outcome.result().lastStep();
    }

    /** λ = η/(1-β)². */
    double lambda() {
      return step() / ((1 - beta) * (1 - beta));
    }

    /** λmax η/2 at the end, at most 1 where gradient descent settles; NaN with momentum. */
    double edge() {
      return sharpness.map(trace -> trace.last() * step() / 2).orElse(Double.NaN);
    }
  }

  /** Whether every limit is certified. */
  public boolean isCertified() {
    return points.stream()
        .flatMap(point -> point.ends().stream())
        .allMatch(end -> end.failure().isEmpty());
  }

  /** Prints what failed, the table and what is to be known about it. */
  public void print(PrintWriter out) {
    for (Point point : points) {
      for (End end : point.ends()) {
        if (!end.failure().isEmpty()) {
          out.printf(
              Locale.ROOT,
              "NOT CERTIFIED: alpha = %.3g, %s: %s%n",
              point.alpha(),
              end.name(),
              end.failure());
        }
      }
    }
    if (!isCertified()) {
      out.println();
    }
    EvaluationColumns evaluated =
        EvaluationColumns.of(
            problem, points.stream().flatMap(p -> p.ends().stream()).map(End::evaluation).toList());
    List<String> headers =
        new ArrayList<>(List.of("alpha", "step", "step/stable", "end", "effective alpha"));
    headers.addAll(evaluated.headers());
    headers.add("distance");
    Table table = new Table(headers);
    for (Point point : points) {
      boolean first = true;
      for (End end : point.rows()) {
        List<String> row = new ArrayList<>();
        row.add(first ? Table.cell("%.3g", point.alpha()) : "");
        row.add(first ? Table.cell("%.4g", point.step()) : "");
        row.add(first ? Table.cell("%.3f", point.step() / point.stable()) : "");
        row.add(end.name());
        row.add(Table.cell("%.5g", end.effectiveAlpha()));
        row.addAll(evaluated.cells(end.evaluation()));
        row.add(
            first ? "" : end.failure().isEmpty() ? Table.cell("%.1e", end.distance()) : "failed");
        table.add(row);
        first = false;
      }
    }
    table.print(out);
    points.forEach(point -> out.println(remark(point)));
    if (!note.isEmpty()) {
      out.println("note: " + note);
    }
  }

  private static String remark(Point point) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "alpha %.3g, %s: %s after %d iterations, max |step g| %.2g",
                point.alpha(),
                Double.isNaN(point.step())
                    ? "no step"
                    : String.format(Locale.ROOT, "step %.4g", point.step()),
                point.outcome().status(),
                point.outcome().result().iterations(),
                point.identity().largestShare()));
    if (point.outcome().failed()) {
      return line.toString();
    }
    if (point.beta() > 0 && !Double.isNaN(point.step())) {
      line.append(String.format(Locale.ROOT, ", lambda %.3g", point.lambda()));
    }
    if (Double.isFinite(point.edge())) {
      line.append(
          String.format(Locale.ROOT, ", sharpness at the end %.3f of 2/step", point.edge()));
    }
    if (point.identity().signChanges() > 0) {
      line.append(
          String.format(
              Locale.ROOT,
              "; u ± v changed sign %d times, so no formula of a continuous flow holds",
              point.identity().signChanges()));
    }
    if (point.outcome().spent()) {
      line.append("; raise --max-iterations, the prediction is for the end");
    }
    return line.toString();
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-effective-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("descent", descent);
    json.put("note", note.isEmpty() ? null : note);
    json.put("complete", !interrupted);
    json.put("points", points.stream().map(EffectiveReport::values).toList());
    return json;
  }

  private static Map<String, Object> values(Point point) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("alpha", point.alpha());
    values.put("status", point.outcome().status());
    values.put("iterations", point.outcome().result().iterations());
    values.put("trainLoss", JsonFile.number(point.outcome().result().loss()));
    values.put("step", JsonFile.number(point.step()));
    values.put("largestStableStep", JsonFile.number(point.stable()));
    values.put("lambda", JsonFile.number(point.lambda()));
    values.put("largestShare", JsonFile.number(point.identity().largestShare()));
    values.put("signChanges", point.identity().signChanges());
    values.put("sharpnessOverEdge", JsonFile.number(point.edge()));
    values.put("ends", point.ends().stream().map(End::values).toList());
    List<Map<String, Object>> trace = new ArrayList<>();
    point
        .sharpness()
        .ifPresent(sharpness -> {
          for (int i = 0; i < sharpness.trace().size(); i++) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("iteration", sharpness.trace().iteration(i));
            entry.put("trainLoss", JsonFile.number(sharpness.trace().loss(i)));
            entry.put("sharpness", JsonFile.number(sharpness.sharpness(i)));
            trace.add(entry);
          }
        });
    values.put("sharpness", trace);
    return values;
  }

  /** Writes a line for each end of each descent; cells without a value stay empty. */
  public void writeCsv(Path path) {
    List<String> columns = new ArrayList<>(CSV_START);
    columns.addAll(Evaluation.CSV_COLUMNS);
    columns.addAll(List.of("distance_to_reached", "failure"));
    List<List<Object>> rows = new ArrayList<>();
    for (Point point : points) {
      for (End end : point.rows()) {
        List<Object> row =
            new ArrayList<>(
                Arrays.asList(
                    point.alpha(),
                    JsonFile.number(point.step()),
                    JsonFile.number(point.stable()),
                    point.outcome().status(),
                    point.outcome().result().iterations(),
                    end.name(),
                    JsonFile.number(end.effectiveAlpha())));
        row.addAll(end.evaluation().cells());
        row.add(JsonFile.number(end.distance()));
        row.add(end.failure().isEmpty() ? null : end.failure());
        rows.add(row);
      }
    }
    CsvWriter.write(path, columns, rows);
  }

  /** Writes the θ that were reached as rows; a row is NaN where the descent diverged. */
  public void writeTheta(Path path) {
    ThetaRows.write(
        path,
        points.stream()
            .map(point ->
                point.outcome().failed()
                    ? Optional.<double[]>empty()
                    : Optional.of(point.outcome().result().theta()))
            .toList(),
        problem.train().features());
  }

  /** Writes the plot. */
  public void writePlot(Path path) {
    EffectivePlot.write(path, points);
  }
}
