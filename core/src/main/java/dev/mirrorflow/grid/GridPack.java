package dev.mirrorflow.grid;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Points that share their data and method and differ in α: a task, which makes the data once. */
public final class GridPack implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ArrayList<GridPoint> points;

  GridPack(List<GridPoint> points) {
    this.points = new ArrayList<>(points);
  }

  /** The points. */
  public List<GridPoint> points() {
    return List.copyOf(points);
  }

  /**
   * Runs the points on this thread. One that cannot be run gets a row that says why, whatever
   * happened to it, and leaves the others alone.
   *
   * @param finished takes each row as it is there; must not throw
   * @param cancelled asked every few steps; points that were not at their end get no row
   */
  public void run(Consumer<GridRow> finished, BooleanSupplier cancelled) {
    if (cancelled.getAsBoolean()) {
      return;
    }
    GridProblem problem;
    try {
      problem = GridProblem.of(points.getFirst());
    } catch (RuntimeException | Error e) {
      String why = Experiment.reason(e);
      points.forEach(point -> finished.accept(GridRow.failed(point, why)));
      return;
    }
    new Experiment(problem, cancelled).run(points, finished);
  }
}
