package dev.mirrorflow.lab.figures;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.grid.PhaseDiagram;
import dev.mirrorflow.grid.PhaseRow;
import dev.mirrorflow.lab.plot.Canvas;
import dev.mirrorflow.lab.report.PhasePlot;
import java.util.ArrayList;
import java.util.List;

/** How often the limit α → 0 recovers a sparse θ*, and the threshold of the theory. */
final class PhaseTransitions implements Figure {

  private static final PhaseDiagram DIAGRAM = new PhaseDiagram(100, 20, 10, 1, 1e-6);

  @Override
  public String name() {
    return "phase-diagram";
  }

  @Override
  public String caption() {
    return "recovery of a sparse θ* as α → 0 over n/d and k/n, and the theory's threshold";
  }

  @Override
  public Canvas draw() {
    List<PhaseRow> rows = new ArrayList<>();
    try {
      PhaseDiagram.run(DIAGRAM.cells(), Runtime.getRuntime().availableProcessors(), rows::add);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ComputationException("the figure was interrupted; draw it again");
    }
    return PhasePlot.of(DIAGRAM, rows);
  }
}
