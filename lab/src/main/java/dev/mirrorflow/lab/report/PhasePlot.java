package dev.mirrorflow.lab.report;

import dev.mirrorflow.asymptotics.RecoveryThreshold;
import dev.mirrorflow.grid.PhaseCell;
import dev.mirrorflow.grid.PhaseDiagram;
import dev.mirrorflow.grid.PhaseRow;
import dev.mirrorflow.lab.plot.Axis;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.plot.ColorScale;
import dev.mirrorflow.lab.plot.Corner;
import dev.mirrorflow.lab.plot.Dot;
import dev.mirrorflow.lab.plot.Grid;
import dev.mirrorflow.lab.plot.Palette;
import dev.mirrorflow.lab.plot.Pen;
import dev.mirrorflow.lab.plot.Plot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The share of recovered θ* over n/d and k/n in colours, where it falls, and the theory's curve.
 */
public final class PhasePlot {

  private static final int CURVE_POINTS = 400;
  private static final double LEAST_SHARE = 1e-4;

  private static final Pen CURVE = Pen.solid(Palette.RED, 7);
  private static final Dot HALF = new Dot(Dot.Form.CIRCLE, Palette.BLACK, 20);

  private PhasePlot() {}

  /**
   * Draws a diagram; tiles without a row stay white.
   *
   * @param rows of cells of the diagram, in any order
   */
  public static Canvas of(PhaseDiagram diagram, List<PhaseRow> rows) {
    Map<PhaseCell, PhaseRow> byCell = new HashMap<>();
    rows.forEach(row -> byCell.put(row.cell(), row));
    int size = diagram.size();
    double[] centres = IntStream.range(0, size).mapToDouble(diagram::centre).toArray();
    double[][] rates = new double[size][size];
    for (int j = 0; j < size; j++) {
      for (int i = 0; i < size; i++) {
        PhaseRow row = byCell.get(diagram.cell(i, j));
        rates[j][i] = row == null ? Double.NaN : row.rate();
      }
    }
    Plot plot =
        new Plot(
                Axis.linear("samples per feature, n/d", 0, 1),
                Axis.linear("non-zero entries per sample, k/n", 0, 1))
            .heatWithBar(
                new Grid(centres, centres, rates),
                new ColorScale(Axis.linear("share of θ* recovered", 0, 1), Palette.PALE_BLUES));
    curve(plot);
    List<PhaseTransition> transitions = PhaseTransition.of(rows);
    plot.points(
        transitions.stream().mapToDouble(PhaseTransition::samplesPerFeature).toArray(),
        transitions.stream().mapToDouble(PhaseTransition::measured).toArray(),
        HALF);
    plot.entry("threshold for d → ∞", CURVE)
        .entry("half recovered, d = " + diagram.d(), HALF)
        .legend(Corner.TOP_LEFT);
    return Canvas.of(1600, 1200, plot);
  }

  private static void curve(Plot plot) {
    double[] samples = new double[CURVE_POINTS + 1];
    double[] entries = new double[CURVE_POINTS + 1];
    for (int i = 0; i <= CURVE_POINTS; i++) {
      samples[i] = Math.max(LEAST_SHARE, (double) i / CURVE_POINTS);
      entries[i] = RecoveryThreshold.ofSamples(samples[i]);
    }
    plot.line(samples, entries, CURVE);
  }
}
