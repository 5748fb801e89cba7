package dev.mirrorflow.grid;

import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.LaneTasks;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.kernel.LaneKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Points in lanes, on one thread. */
final class GridLanes implements LaneTasks {

  private final GridProblem problem;
  private final List<GridPoint> points;
  private final BiFunction<GridPoint, DescentResult, Optional<GridRow>> row;
  private final Consumer<GridRow> finished;
  private final List<GridPoint> left;
  private int next;

  GridLanes(
      GridProblem problem,
      List<GridPoint> points,
      BiFunction<GridPoint, DescentResult, Optional<GridRow>> row,
      Consumer<GridRow> finished) {
    this.problem = problem;
    this.points = points;
    this.row = row;
    this.finished = finished;
    this.left = new ArrayList<>(points);
  }

  void run(Descent plan, BooleanSupplier cancelled) {
    int full = LaneKernels.width();
    plan.runInLanes(problem.train(), 2 * points.size() > full ? full : full / 2, this, cancelled);
  }

  /** The points that have not ended. */
  List<GridPoint> left() {
    return List.copyOf(left);
  }

  @Override
  public int next() {
    return next < points.size() ? next++ : -1;
  }

  @Override
  public Start.Network start(int number) {
    return Start.network(points.get(number).alpha(), problem.train().features());
  }

  @Override
  public void ended(int number, DescentResult result) {
    left.remove(points.get(number));
    row.apply(points.get(number), result).ifPresent(finished);
  }
}
