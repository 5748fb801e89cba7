package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.descent.Trace;
import dev.mirrorflow.lab.input.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The result of one descent with its trace, to be printed and written.
 *
 * @param descent model and options, as results record them
 * @param limitDistance ‖θ - θ_∞‖/‖θ_∞‖ to where theory says it goes, if that is known
 */
public record FitReport(
    Problem problem,
    Map<String, Object> descent,
    Trace trace,
    DescentOutcome outcome,
    OptionalDouble limitDistance) {

  private static final List<String> COLUMNS =
      List.of("iteration", "train_loss", "gradient_norm", "step", "l1", "l2");

  private static final List<String> JSON_NAMES =
      List.of("iteration", "trainLoss", "gradientNorm", "step", "l1", "l2");

  /** Prints the trace, then the end. */
  public void print(PrintWriter out) {
    Table table =
        new Table(List.of("iteration", "train loss", "gradient norm", "step", "‖θ‖₁", "‖θ‖₂"));
    for (int i = 0; i < trace.size(); i++) {
      table.add(
          List.of(
              Long.toString(trace.iteration(i)),
              Table.cell("%.3e", trace.loss(i)),
              Table.cell("%.3e", trace.gradientNorm(i)),
              Table.cell("%.3e", trace.eta(i)),
              Table.cell("%.5g", trace.l1(i)),
              Table.cell("%.5g", trace.l2(i))));
    }
    table.print(out);
    out.println();
    out.println(outcome.result().message());
    Evaluation evaluation = outcome.evaluation();
    evaluation
        .testError()
        .ifPresent(error -> out.printf(Locale.ROOT, "mean squared test error %.6g%n", error));
    evaluation
        .classificationError()
        .ifPresent(error -> out.printf(Locale.ROOT, "share of wrong signs %.4f%n", error));
    evaluation.support().ifPresent(support -> out.println("support found " + support));
    problem.closedForm().ifPresent(form -> out.println(form.rankDescription()));
    limitDistance.ifPresent(distance ->
        out.printf(
            Locale.ROOT,
            "relative distance to the projection of θ0 onto the minimisers: %.3e%n",
            distance));
    out.printf(Locale.ROOT, "%.2f s%n", outcome.seconds());
  }

  /** The content of the JSON file; the last entry is the timings. */
  public Map<String, Object> json() {
    List<Map<String, Object>> records = new ArrayList<>();
    for (int i = 0; i < trace.size(); i++) {
      List<Object> row = row(i);
      Map<String, Object> values = new LinkedHashMap<>();
      for (int j = 0; j < row.size(); j++) {
        values.put(JSON_NAMES.get(j), row.get(j));
      }
      records.add(values);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-fit-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("descent", descent);
    Map<String, Object> result = new LinkedHashMap<>(outcome.values());
    result.put("relativeDistanceToLimit", JsonFile.number(limitDistance));
    json.put("result", result);
    json.put("trace", records);
    json.put("timings", Map.of("totalSeconds", outcome.seconds()));
    return json;
  }

  /** Writes the trace, a line for each record. */
  public void writeCsv(Path path) {
    CsvWriter.write(path, COLUMNS, IntStream.range(0, trace.size()).mapToObj(this::row).toList());
  }

  private List<Object> row(int i) {
    return Arrays.asList(
        trace.iteration(i),
        JsonFile.number(trace.loss(i)),
        JsonFile.number(trace.gradientNorm(i)),
        JsonFile.number(trace.eta(i)),
        JsonFile.number(trace.l1(i)),
        JsonFile.number(trace.l2(i)));
  }

  /** Draws training loss and norms against the iteration. */
  public void writePlot(Path path, String title) {
    TrajectoryPlot plot = new TrajectoryPlot();
    for (int i = 0; i < trace.size(); i++) {
      plot.add((double) trace.iteration(i), trace.loss(i), trace.l1(i), trace.l2(i));
    }
    plot.write(path, title, "iteration");
  }
}
