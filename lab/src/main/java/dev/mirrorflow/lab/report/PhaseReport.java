package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.RecoveryThreshold;
import dev.mirrorflow.grid.PhaseDiagram;
import dev.mirrorflow.grid.PhaseRow;
import dev.mirrorflow.lab.plot.Format;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A phase diagram, to be printed and written. Nothing in it tells how or how long it was computed.
 *
 * @param found those that are there, by n and then k
 */
public record PhaseReport(PhaseDiagram diagram, List<PhaseRow> found) implements Report {

  static final Columns<PhaseRow> CELLS =
      new Declaration<PhaseRow>()
          .count("n", "samples", row -> row.cell().n())
          .count("d", "features", row -> row.cell().d())
          .count("k", "entries of θ* that are not 0", row -> row.cell().k())
          .number("delta", "n/d", row -> row.cell().samplesPerFeature())
          .number("rho", "k/n", row -> row.cell().entriesPerSample())
          .number(
              "threshold",
              "k/n on the curve of d → ∞",
              row -> RecoveryThreshold.ofSamples(row.cell().samplesPerFeature()))
          .count("trials", "problems tried", row -> row.cell().trials())
          .count("successes", "in which θ* was recovered", PhaseRow::successes)
          .count("unsolved", "without a certified solution", PhaseRow::unsolved)
          .number("rate", "successes/trials", PhaseRow::rate)
          .columns();

  private static final Columns<PhaseTransition> TRANSITIONS =
      new Declaration<PhaseTransition>()
          .count("n", "samples", PhaseTransition::n, "n")
          .number("delta", "n/d", PhaseTransition::samplesPerFeature, "n/d %.3f")
          .number(
              "threshold",
              "k/n on the curve of d → ∞",
              PhaseTransition::threshold,
              "threshold k/n %.4f")
          .number(
              "half_recovered",
              "k/n at which half of the trials succeed",
              PhaseTransition::measured,
              "half recovered %.4f")
          .value("difference %+.4f", PhaseTransition::difference)
          .cell("trials", transition -> Integer.toString(transition.trials()))
          .columns();

  /** The JSON file. */
  static final Columns<PhaseReport> JSON =
      new Declaration<PhaseReport>()
          .environment()
          .count("d", "features", report -> report.diagram().d())
          .count("size", "tiles along n/d and along k/n", report -> report.diagram().size())
          .count("trials", "problems tried in each tile", report -> report.diagram().trials())
          .count("seed", "of all problems", report -> report.diagram().seed())
          .number("tolerance", "of θ*, relative in ℓ2", report -> report.diagram().tolerance())
          .rows("transitions", "by n", TRANSITIONS, report -> PhaseTransition.of(report.found()))
          .rows("cells", "by n and then k", CELLS, PhaseReport::found)
          .columns();

  /** Prints a line for each n, and how far it is from the curve. */
  @Override
  public void print(PrintWriter out) {
    List<PhaseTransition> transitions = PhaseTransition.of(found);
    TRANSITIONS.print(transitions, out);
    double mean =
        transitions.stream()
            .mapToDouble(t -> Math.abs(t.difference()))
            .average()
            .orElse(Double.NaN);
    out.printf(
        Locale.ROOT,
        "%d cells of %d trials; half of the θ* are recovered up to %s from the threshold in the"
            + " mean over n%n",
        found.size(),
        diagram.trials(),
        Table.cell("%.4f", mean));
  }

  /** Trials without a certified solution. */
  public int unsolved() {
    return found.stream().mapToInt(PhaseRow::unsolved).sum();
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  /** {@inheritDoc} One for each cell. */
  @Override
  public Rows<?> rows() {
    return new Rows<>(CELLS, found);
  }

  /** Draws the heat map with the curve. */
  @Override
  public void writePlot(Path path) {
    boolean vector = path.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    PhasePlot.of(diagram, found).write(path, vector ? Format.SVG : Format.PNG);
  }
}
