package dev.mirrorflow.grid;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.Observer;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.sweep.FlowPoint;
import dev.mirrorflow.sweep.FlowSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Runs points on the data they share. Full-batch descents go side by side in lanes, always, even
 * one alone: a lane has the same bits whoever is beside it, a single run other ones. Mini-batches
 * have a seed for each point, so those are run one by one, as flows and limits are.
 */
record Experiment(GridProblem problem, BooleanSupplier cancelled) {

  void run(List<GridPoint> points, Consumer<GridRow> finished) {
    List<GridPoint> inLanes = new ArrayList<>();
    for (GridPoint point : points) {
      if (point.method().isDescent()
          && isGood(point)
          && plan(point).runsInLanes()
          && point.method() != GridMethod.SGD) {
        inLanes.add(point);
      } else if (!cancelled.getAsBoolean()) {
        attempt(point).ifPresent(finished);
      }
    }
    if (!inLanes.isEmpty()) {
      side(inLanes, finished);
    }
  }

  /** Descents side by side; should one of them break all, each by itself. */
  private void side(List<GridPoint> points, Consumer<GridRow> finished) {
    GridLanes lanes = new GridLanes(problem, points, this::row, finished);
    try {
      lanes.run(plan(points.getFirst()), cancelled);
    } catch (RuntimeException | Error e) { // one bad row never kills a grid
      List<GridPoint> left = lanes.left();
      if (points.size() == 1) {
        left.forEach(point -> finished.accept(GridRow.failed(point, reason(e))));
      } else {
        left.forEach(point -> side(List.of(point), finished));
      }
    }
  }

  /** Whether a descent could start; if not, {@link #attempt} finds out again and says why. */
  private boolean isGood(GridPoint point) {
    try {
      plan(point);
      DiagonalNetwork.checkedAlpha(point.alpha());
      return true;
    } catch (BadDataException _) {
      return false;
    }
  }

  /** Empty if it was cancelled. */
  private Optional<GridRow> attempt(GridPoint point) {
    try {
      return switch (point.method()) {
        case GD, SGD, MOMENTUM -> descend(point);
        case FLOW -> flow(point);
        case LIMIT -> Optional.of(limit(point));
      };
    } catch (RuntimeException | Error e) {
      return Optional.of(GridRow.failed(point, reason(e)));
    }
  }

  private Optional<GridRow> descend(GridPoint point) {
    Start start = Start.network(point.alpha(), point.d());
    return row(point, plan(point).run(problem.train(), start, Observer.NONE, cancelled));
  }

  private Optional<GridRow> flow(GridPoint point) {
    FlowSweep flows =
        new FlowSweep(problem.train(), problem.lossGoal(point.tolerance()), point.maxIterations());
    FlowPoint end = flows.point(point.alpha(), cancelled);
    if (end.result().isEmpty()) {
      return Optional.of(GridRow.failed(point, end.failure()));
    }
    FlowResult result = end.result().orElseThrow();
    if (result.end() == FlowResult.End.INTERRUPTED) {
      return Optional.empty();
    }
    return Optional.of(
        new GridRow(
            point,
            result.reachedLoss() ? "converged" : GridRow.FLOOR,
            result.steps(),
            Optional.of(problem.measure(result.theta(), result.loss())),
            result.reachedLoss() ? "" : result.message()));
  }

  private GridRow limit(GridPoint point) {
    Projection limit = new BregmanProjection(problem.train()).ofAlpha(point.alpha());
    double loss = problem.train().loss(limit.theta());
    return new GridRow(
        point,
        "converged",
        limit.newtonSteps(),
        Optional.of(problem.measure(limit.theta(), loss)),
        "");
  }

  private Descent plan(GridPoint point) {
    Method method =
        point.method() == GridMethod.MOMENTUM
            ? new Method.HeavyBall(point.momentum())
            : new Method.GradientDescent();
    Batches batches =
        point.method() == GridMethod.SGD
            ? new Batches.Mini(checkedBatch(point), false, point.ownSeed())
            : new Batches.Full();
    return new Descent(
        method,
        batches,
        point.step(),
        new Stopping(problem.lossGoal(point.tolerance()), 0, point.maxIterations()));
  }

  private static int checkedBatch(GridPoint point) {
    if (point.batch() > point.n()) {
      throw new BadDataException(
          "batch = %d is more than the n = %d samples; give at most %d"
              .formatted(point.batch(), point.n(), point.n()));
    }
    return point.batch();
  }

  /** Empty if it was cancelled. After a divergence there is no θ to speak of. */
  private Optional<GridRow> row(GridPoint point, DescentResult result) {
    Status status = result.status();
    if (status == Status.INTERRUPTED) {
      return Optional.empty();
    }
    Optional<GridRow.Measures> measures =
        status == Status.DIVERGED
            ? Optional.empty()
            : Optional.of(problem.measure(result.theta(), result.loss()));
    return Optional.of(
        new GridRow(
            point,
            status.name().toLowerCase(Locale.ROOT),
            result.iterations(),
            measures,
            status.converged() ? "" : result.message()));
  }

  /** Why a point has failed, one line. */
  static String reason(Throwable e) {
    return switch (e) {
      case BadDataException bad -> bad.getMessage();
      case ComputationException failed -> failed.getMessage();
      case OutOfMemoryError _ -> "out of memory; give the process a larger heap or fewer threads";
      default ->
          "unexpected "
              + e.getClass().getSimpleName()
              + (e.getMessage() == null ? "" : ": " + e.getMessage());
    };
  }
}
