package dev.mirrorflow.bias;

import dev.mirrorflow.descent.ColumnDescent;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.LogSchedule;
import dev.mirrorflow.descent.StableStep;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.SymmetricEigen;
import dev.mirrorflow.model.Norms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Gradient descents on the diagonal network over an X that is kept by columns, and on their way how
 * far each is from where its gradient flow ends: a pass a step, and a pass for each iteration that
 * is recorded, for all α together.
 */
public final class ColumnTrajectories {

  private final ColumnEngine engine;
  private final double[] y;
  private final List<ColumnLimit> limits;
  private final double[] sharpness;
  private final double gradientAtStart;

  /**
   * Looks how large steps may be, in a pass and another for each limit.
   *
   * @param y length n, as the limits had it
   * @param limits where the flows end, from {@link ColumnProjection} on the same X
   * @throws ComputationException if ν of a limit is not known
   */
  public ColumnTrajectories(ColumnEngine engine, double[] y, List<ColumnLimit> limits) {
    this.engine = engine;
    this.y = y.clone();
    this.limits = List.copyOf(limits);
    for (ColumnLimit limit : limits) {
      if (limit.dual().length == 0) {
        throw new ComputationException(
            "the limit for alpha = "
                + limit.alpha()
                + " is beyond the digits that descents by columns are compared with it in; use"
                + " sweep in memory");
      }
    }
    this.gradientAtStart = engine.sum(new ReachSum(this.y)).largest() / y.length;
    this.sharpness = this.limits.stream().mapToDouble(this::sharpness).toArray();
  }

  /** λmax of X diag(u² + v²) Xᵀ/n at the limit, where u² + v² = 2 √(θ² + I²) (3.19). */
  private double sharpness(ColumnLimit limit) {
    ColumnStart start = ColumnStart.ofAlpha(limit.alpha());
    double scale = DualSystem.scale(2 * Math.log(limit.alpha()));
    double[] zeta = limit.dual().clone();
    for (int i = 0; i < zeta.length; i++) {
      zeta[i] *= 2 * scale;
    }
    DualPoint point = new DualPoint(RowChoice.everyRow(y.length), start, 0, scale, zeta);
    DualSum.Part sums = engine.sum(new DualSum(point, new double[0]));
    double largest = SymmetricEigen.of(sums.gram(), y.length).value(0);
    return 2 * largest / y.length * Math.exp(sums.logTopWeight());
  }

  /**
   * The largest stable step of the descent to the k-th limit, 2/λmax of the curvature there (Nacson
   * et al. 2022). The way may be sharper than its end, so take it as an estimate.
   */
  public double stableStep(int k) {
    return 2 / sharpness[k];
  }

  /**
   * The step at the edge of the k-th descent, to be taken a fraction of: it knows the curvature at
   * the limit and the gradient at the start, see {@link StableStep#atTheEdge}.
   */
  public double edgeStep(int k) {
    return StableStep.atTheEdge(sharpness[k], gradientAtStart);
  }

  /**
   * Descends from all starts to the end, or until the thread is interrupted.
   *
   * @param etas η of each, positive
   * @param stopping when to end; a gradient norm is not looked at
   * @param perDecade how many iterations to record in each decade
   * @param sinks where θ of the k-th goes at its end, unless it diverged
   * @param stepped told of each step of all
   * @return in the order of the limits
   * @throws dev.mirrorflow.error.BadDataException if some η is not positive and finite
   */
  public List<ColumnTrajectory> run(
      double[] etas,
      Stopping stopping,
      int perDecade,
      IntFunction<ColumnSink> sinks,
      Runnable stepped) {
    double[] alphas = limits.stream().mapToDouble(ColumnLimit::alpha).toArray();
    List<List<ColumnPoint>> points = new ArrayList<>();
    limits.forEach(_ -> points.add(new ArrayList<>()));
    LogSchedule schedule = new LogSchedule(stopping.maxIterations(), perDecade);
    try (ColumnDescent descent = new ColumnDescent(engine, y, alphas, etas, stopping)) {
      boolean complete = false;
      try {
        for (long k = 0; descent.isRunning() && !interrupted(); k++) {
          if (schedule.isDue(k)) {
            schedule.passed(k);
            record(descent, false, _ -> ColumnSink.NONE, points);
          }
          descent.step();
          stepped.run();
        }
        if (!interrupted()) {
          record(descent, true, sinks, points);
          complete = true;
        }
      } catch (ComputationException e) {
        if (!interrupted()) {
          throw e;
        }
      }
      List<ColumnTrajectory> ends = new ArrayList<>();
      for (int k = 0; k < alphas.length; k++) {
        ends.add(trajectory(descent.lane(k), complete, stableStep(k), points.get(k)));
      }
      return ends;
    }
  }

  private static boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }

  private static boolean endedWell(ColumnDescent.Lane lane) {
    return lane.status().isPresent() && lane.status().get() != Status.DIVERGED;
  }

  /** Records those that go on, or at the end those that have ended well. */
  private void record(
      ColumnDescent descent,
      boolean atEnd,
      IntFunction<ColumnSink> sinks,
      List<List<ColumnPoint>> points) {
    TrajectorySum.Look[] looks = new TrajectorySum.Look[limits.size()];
    for (int k = 0; k < looks.length; k++) {
      ColumnDescent.Lane lane = descent.lane(k);
      if (atEnd ? endedWell(lane) : lane.status().isEmpty()) {
        looks[k] =
            new TrajectorySum.Look(
                lane.alpha(),
                lane.residual(),
                lane.dual().clone(),
                limits.get(k).dual(),
                sinks.apply(k));
      }
    }
    if (Arrays.stream(looks).allMatch(Objects::isNull)) {
      return;
    }
    TrajectorySum.Part part = descent.look(new TrajectorySum(looks));
    for (int k = 0; k < looks.length; k++) {
      if (looks[k] != null) {
        points.get(k).add(part.sums(k).point(descent.lane(k), y, Norms.l2(y)));
      }
    }
  }

  /** What was not looked at at its end has been interrupted. */
  private static ColumnTrajectory trajectory(
      ColumnDescent.Lane lane, boolean complete, double stableStep, List<ColumnPoint> points) {
    boolean known = complete || lane.status().equals(Optional.of(Status.DIVERGED));
    return new ColumnTrajectory(
        lane.alpha(),
        lane.eta(),
        stableStep,
        known ? lane.status().orElseThrow() : Status.INTERRUPTED,
        lane.iterations(),
        lane.loss(),
        List.copyOf(points));
  }
}
