package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.ColumnPoint;
import dev.mirrorflow.bias.ColumnTrajectory;
import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.descent.DescentResult.Status;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Descents over columns beside the limits of their flows, to be printed and written.
 *
 * @param problem what they are descents of, for JSON
 * @param descent the options, as results record them
 * @param ends in the order of α asked for
 */
public record DescendReport(
    Map<String, Object> problem, Map<String, Object> descent, List<ColumnTrajectory> ends) {

  /** Prints how each α ended. */
  public void print(PrintWriter out) {
    Table table =
        new Table(
            List.of(
                "alpha",
                "step",
                "iterations",
                "train loss",
                "‖θ‖₁",
                "‖θ‖₂",
                "stationarity",
                "gap",
                "drift",
                "to limit",
                "status"));
    for (ColumnTrajectory end : ends) {
      List<String> row = new ArrayList<>();
      row.add(Table.cell("%.3g", end.alpha()));
      row.add(Table.cell("%.3e", end.eta()));
      row.add(Long.toString(end.iterations()));
      row.add(Table.cell("%.3e", end.loss()));
      if (end.points().isEmpty() || end.status() == Status.DIVERGED) {
        row.addAll(List.of("-", "-", "-", "-", "-", "-"));
      } else {
        ColumnPoint last = end.points().getLast();
        row.add(Table.cell("%.4g", last.l1()));
        row.add(Table.cell("%.4g", last.l2()));
        row.add(Table.cell("%.1e", last.certificate().stationarity()));
        row.add(Table.cell("%.1e", last.certificate().dualityGap()));
        row.add(Table.cell("%.1e", last.drift()));
        row.add(Table.cell("%.1e", last.limitDistance()));
      }
      row.add(status(end));
      table.add(row);
    }
    table.print(out);
    out.printf(
        Locale.ROOT,
        "%d of %d converged%n",
        ends.stream().filter(end -> end.status().converged()).count(),
        ends.size());
    if (ends.stream().anyMatch(end -> end.status() == Status.BUDGET)) {
      out.println(
          "warning: not converged within the budget of steps; raise --max-iterations, --tolerance"
              + " or --step");
    }
  }

  private static String status(ColumnTrajectory end) {
    return end.status().name().toLowerCase(Locale.ROOT);
  }

  /** The content of the JSON file, the same bytes whenever it is computed. */
  public Map<String, Object> json() {
    List<Map<String, Object>> values = new ArrayList<>();
    for (ColumnTrajectory end : ends) {
      Map<String, Object> value = new LinkedHashMap<>();
      value.put("alpha", end.alpha());
      value.put("step", end.eta());
      value.put("largestStableStep", JsonFile.number(end.stableStep()));
      value.put("status", status(end));
      value.put("iterations", end.iterations());
      value.put("trainLoss", JsonFile.number(end.loss()));
      value.put("trace", end.points().stream().map(DescendReport::values).toList());
      values.add(value);
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "mirrorflow-descend-1");
    json.put("environment", Environment.summary());
    json.put("problem", problem);
    json.put("descent", descent);
    json.put("points", values);
    return json;
  }

  private static Map<String, Object> values(ColumnPoint point) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("iteration", point.iteration());
    values.put("trainLoss", JsonFile.number(point.loss()));
    values.put("gradientNorm", JsonFile.number(point.gradientNorm()));
    values.put("l1", JsonFile.number(point.l1()));
    values.put("l2", JsonFile.number(point.l2()));
    values.put("drift", JsonFile.number(point.drift()));
    values.put("primalResidual", JsonFile.number(point.certificate().primalResidual()));
    values.put("stationarity", JsonFile.number(point.certificate().stationarity()));
    values.put("dualityGap", JsonFile.number(point.certificate().dualityGap()));
    values.put("relativeDistanceToLimit", JsonFile.number(point.limitDistance()));
    return values;
  }

  /** Writes a line for each recorded iteration of each α; cells without a value stay empty. */
  public void writeCsv(Path path) {
    List<List<Object>> rows = new ArrayList<>();
    for (ColumnTrajectory end : ends) {
      for (ColumnPoint point : end.points()) {
        List<Object> row = new ArrayList<>();
        row.add(end.alpha());
        row.addAll(values(point).values());
        rows.add(row);
      }
    }
    CsvWriter.write(
        path,
        List.of(
            "alpha",
            "iteration",
            "train_loss",
            "gradient_norm",
            "l1",
            "l2",
            "drift",
            "primal_residual",
            "stationarity",
            "duality_gap",
            "relative_distance_to_limit"),
        rows);
  }

  /** Draws training loss and distance to the limit against the iteration. */
  public void writePlot(Path path) {
    DescendPlot.write(path, ends);
  }
}
