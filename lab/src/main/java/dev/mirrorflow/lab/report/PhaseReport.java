package dev.mirrorflow.lab.report;

import dev.mirrorflow.asymptotics.RecoveryThreshold;
import dev.mirrorflow.asymptotics.StateEvolution;
import dev.mirrorflow.grid.PhaseCell;
import dev.mirrorflow.grid.PhaseDiagram;
import dev.mirrorflow.grid.PhaseRow;
import dev.mirrorflow.lab.plot.Format;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A phase diagram, to be printed and written. Nothing in it tells how or how long it was computed.
 *
 * @param found those that are there, by n and then k
 * @param hasTheory whether the error that theory expects is told
 */
public record PhaseReport(PhaseDiagram diagram, List<PhaseRow> found, boolean hasTheory)
    implements Report {

  /** A tile, of which the report says whether theory is asked for. */
  record Cell(PhaseReport report, PhaseRow row) {

    PhaseCell cell() {
      return row.cell();
    }

    /** NaN where it is not asked for; 0 from n = d on, where θ* is the only interpolator. */
    double expected() {
      if (!report.hasTheory) {
        return Double.NaN;
      }
      double[] truth = new double[cell().d()];
      Arrays.fill(truth, 0, cell().k(), 1);
      return cell().n() >= truth.length
          ? 0
          : Math.sqrt(StateEvolution.ofLeastL1(cell().n(), truth, 0).squaredError() / cell().k());
    }
  }

  static final Columns<Cell> CELLS =
      new Declaration<Cell>()
          .count("n", "samples", cell -> cell.cell().n())
          .count("d", "features", cell -> cell.cell().d())
          .count("k", "entries of θ* that are not 0", cell -> cell.cell().k())
          .number("delta", "n/d", cell -> cell.cell().samplesPerFeature())
          .number("rho", "k/n", cell -> cell.cell().entriesPerSample())
          .number(
              "threshold",
              "k/n on the curve of d → ∞",
              cell -> RecoveryThreshold.ofSamples(cell.cell().samplesPerFeature()))
          .count("trials", "problems tried", cell -> cell.cell().trials())
          .count("successes", "in which θ* was recovered", cell -> cell.row().successes())
          .count("unsolved", "without a certified solution", cell -> cell.row().unsolved())
          .number("rate", "successes/trials", cell -> cell.row().rate())
          .number(
              "theory_error",
              "‖θ-θ*‖/‖θ*‖ of the least ℓ1 norm expected as n and d grow in proportion",
              Cell::expected)
          .askedFor()
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
          .rows("cells", "by n and then k", CELLS, PhaseReport::cells)
          .columns();

  private List<Cell> cells() {
    return found.stream().map(row -> new Cell(this, row)).toList();
  }

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
    return new Rows<>(CELLS, cells());
  }

  /** Draws the heat map with the curve. */
  @Override
  public void writePlot(Path path) {
    boolean vector = path.toString().toLowerCase(Locale.ROOT).endsWith(".svg");
    PhasePlot.of(diagram, found).write(path, vector ? Format.SVG : Format.PNG);
  }
}
