package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.data.NpyFormat;
import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.Trajectory;
import dev.mirrorflow.lab.input.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The trajectory of one gradient flow, to be printed and written. */
public final class FlowReport {

  private final Problem problem;
  private final Map<String, Object> flow;
  private final FlowResult result;
  private final boolean drifts;
  private final LimitDistance limit;
  private final double seconds;
  private final List<Evaluation> evaluations;

  /**
   * @param flow model and options, as results record them
   * @param result the run, its trajectory with θ
   * @param drifts whether the invariant I can drift; otherwise it is not shown
   * @param limit how far the end is from where the flow tends to
   * @param seconds wall time of the integration
   */
  public FlowReport(
      Problem problem,
      Map<String, Object> flow,
      FlowResult result,
      boolean drifts,
      LimitDistance limit,
      double seconds) {
    this.problem = problem;
    this.flow = flow;
    this.result = result;
    this.drifts = drifts;
    this.limit = limit;
    this.seconds = seconds;
    this.evaluations =
        IntStream.range(0, trajectory().size())
            .mapToObj(i -> Evaluation.of(problem, trajectory().theta(i)))
            .toList();
  }

  private Trajectory trajectory() {
    return result.trajectory();
  }

  /** Prints the trajectory, then the end. */
  public void print(PrintWriter out) {
    EvaluationColumns evaluated = EvaluationColumns.of(problem, evaluations);
    List<String> headers = new ArrayList<>(List.of("t", "train loss"));
    headers.addAll(evaluated.headers());
    if (drifts) {
      headers.add("drift of I");
    }
    Table table = new Table(headers);
    for (int i = 0; i < trajectory().size(); i++) {
      List<String> row = new ArrayList<>();
      row.add(Table.cell("%.4g", trajectory().time(i)));
      row.add(Table.cell("%.3e", trajectory().loss(i)));
      row.addAll(evaluated.cells(evaluations.get(i)));
      if (drifts) {
        row.add(Table.cell("%.1e", trajectory().invariantDrift(i)));
      }
      table.add(row);
    }
    table.print(out);
    out.println();
    printEnd(out);
  }

  private void printEnd(PrintWriter out) {
    String reason =
        switch (result.end()) {
          case TIME -> "the end time";
          case LOSS -> "the loss to end at";
          case FLOOR -> "the floor of rounding, above the loss to end at";
          case INTERRUPTED -> "an interrupt";
        };
    out.printf(
        Locale.ROOT,
        "ended at t = %.6g with loss %.3e by %s%n",
        result.time(),
        result.loss(),
        reason);
    out.printf(
        Locale.ROOT,
        "%d evaluations, %d steps accepted, %d rejected%n",
        result.evaluations(),
        result.steps(),
        result.rejected());
    limit
        .relative()
        .ifPresentOrElse(
            distance ->
                out.printf(
                    Locale.ROOT, "relative distance to the limit of the flow: %.3e%n", distance),
            () -> out.println("the limit of the flow is not known: " + limit.unknown()));
    out.printf(Locale.ROOT, "%.2f s%n", seconds);
  }

  /** The content of the JSON file; the last entry is the timings. */
  public Map<String, Object> json() {
    Map<String, Object> end = new LinkedHashMap<>();
    end.put("end", result.end().name().toLowerCase(Locale.ROOT));
    end.put("steps", result.steps());
    end.put("rejected", result.rejected());
    end.put("evaluations", result.evaluations());
    end.putAll(values(trajectory().size() - 1));
    end.put("relativeDistanceToLimit", JsonFile.number(limit.relative()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-flow-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem.summary());
    json.put("flow", flow);
    json.put("result", end);
    json.put("trajectory", IntStream.range(0, trajectory().size()).mapToObj(this::values).toList());
    json.put("timings", Map.of("totalSeconds", seconds));
    return json;
  }

  /** Writes the trajectory, a line for each time; cells without a value stay empty. */
  public void writeCsv(Path path) {
    List<String> columns = new ArrayList<>(List.of("time", "train_loss"));
    columns.addAll(Evaluation.CSV_COLUMNS);
    columns.add("invariant_drift");
    CsvWriter.write(
        path, columns, IntStream.range(0, trajectory().size()).mapToObj(this::csvRow).toList());
  }

  private List<Object> csvRow(int i) {
    List<Object> row = new ArrayList<>(List.of(trajectory().time(i), trajectory().loss(i)));
    row.addAll(evaluations.get(i).cells());
    row.add(drift(i));
    return row;
  }

  private Double drift(int i) {
    return drifts ? (Double) trajectory().invariantDrift(i) : null;
  }

  /** For JSON; null where a value is missing. */
  private Map<String, Object> values(int i) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("time", trajectory().time(i));
    values.put("trainLoss", trajectory().loss(i));
    values.putAll(evaluations.get(i).values());
    values.put("invariantDrift", drift(i));
    return values;
  }

  /** Writes θ, a row for each time. */
  public void writeTheta(Path path) {
    double[][] rows =
        IntStream.range(0, trajectory().size())
            .mapToObj(trajectory()::theta)
            .toArray(double[][]::new);
    NpyWriter.write(path, rows, new NpyFormat(false, false, false));
  }

  /** Draws training loss and norms against the time. */
  public void writePlot(Path path, String title) {
    TrajectoryPlot plot = new TrajectoryPlot();
    for (int i = 0; i < trajectory().size(); i++) {
      plot.add(
          trajectory().time(i),
          trajectory().loss(i),
          evaluations.get(i).l1(),
          evaluations.get(i).l2());
    }
    plot.write(path, title, "time t");
  }
}
