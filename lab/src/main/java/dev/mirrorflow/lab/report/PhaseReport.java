package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.RecoveryThreshold;
import dev.mirrorflow.data.CsvWriter;
import dev.mirrorflow.grid.PhaseCell;
import dev.mirrorflow.grid.PhaseDiagram;
import dev.mirrorflow.grid.PhaseRow;
import dev.mirrorflow.lab.plot.Format;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A phase diagram, to be printed and written. Nothing in it tells how or how long it was computed.
 *
 * @param rows those that are there, by n and then k
 */
public record PhaseReport(PhaseDiagram diagram, List<PhaseRow> rows) {

  /** Prints a line for each n, and how far it is from the curve. */
  public void print(PrintWriter out) {
    List<PhaseTransition> transitions = PhaseTransition.of(rows);
    Table table =
        new Table(List.of("n", "n/d", "threshold k/n", "half recovered", "difference", "trials"));
    for (PhaseTransition t : transitions) {
      table.add(
          List.of(
              Integer.toString(t.n()),
              Table.cell("%.3f", t.samplesPerFeature()),
              Table.cell("%.4f", t.threshold()),
              Table.cell("%.4f", t.measured()),
              Table.cell("%+.4f", t.measured() - t.threshold()),
              Integer.toString(t.trials())));
    }
    table.print(out);
    double mean =
        transitions.stream()
            .mapToDouble(t -> Math.abs(t.measured() - t.threshold()))
            .average()
            .orElse(Double.NaN);
    out.printf(
        Locale.ROOT,
        "%d cells of %d trials; half of the θ* are recovered up to %s from the threshold in the"
            + " mean over n%n",
        rows.size(),
        diagram.trials(),
        Table.cell("%.4f", mean));
  }

  /** Trials without a certified solution. */
  public int unsolved() {
    return rows.stream().mapToInt(PhaseRow::unsolved).sum();
  }

  /** The content of the JSON file. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("environment", Environment.summary());
    json.put("d", diagram.d());
    json.put("size", diagram.size());
    json.put("trials", diagram.trials());
    json.put("seed", diagram.seed());
    json.put("tolerance", diagram.tolerance());
    json.put("transitions", PhaseTransition.of(rows).stream().map(PhaseReport::values).toList());
    json.put("cells", rows.stream().map(PhaseReport::values).toList());
    return json;
  }

  /** Writes a line for each cell. */
  public void writeCsv(Path path) {
    List<String> columns = new ArrayList<>();
    List<List<Object>> lines = new ArrayList<>();
    for (PhaseRow row : rows) {
      Map<String, Object> values = values(row);
      if (columns.isEmpty()) {
        columns.addAll(values.keySet());
      }
      lines.add(new ArrayList<>(values.values()));
    }
    CsvWriter.write(path, columns, lines);
  }

  /** Draws the heat map with the curve. */
  public void writePlot(Path path) {
    boolean vector = path.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    PhasePlot.of(diagram, rows).write(path, vector ? Format.SVG : Format.PNG);
  }

  private static Map<String, Object> values(PhaseTransition t) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("n", t.n());
    values.put("delta", t.samplesPerFeature());
    values.put("threshold", t.threshold());
    values.put("half_recovered", t.measured());
    return values;
  }

  private static Map<String, Object> values(PhaseRow row) {
    PhaseCell cell = row.cell();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("n", cell.n());
    values.put("d", cell.d());
    values.put("k", cell.k());
    values.put("delta", cell.samplesPerFeature());
    values.put("rho", cell.entriesPerSample());
    values.put("threshold", RecoveryThreshold.ofSamples(cell.samplesPerFeature()));
    values.put("trials", cell.trials());
    values.put("successes", row.successes());
    values.put("unsolved", row.unsolved());
    values.put("rate", row.rate());
    return values;
  }
}
