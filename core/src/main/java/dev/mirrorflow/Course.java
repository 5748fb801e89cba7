package dev.mirrorflow;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.DualFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowResult.End;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.TimeScale;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.flow.Trajectory;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.sweep.FlowSweep;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** The gradient flow of the diagonal network from one α, in time (3.23). */
public final class Course {

  private final double alpha;
  private final FlowResult result;
  private final List<Point> points;

  private Course(double alpha, FlowResult result) {
    this.alpha = alpha;
    this.result = result;
    Trajectory way = result.trajectory();
    this.points = IntStream.range(0, way.size()).mapToObj(i -> new Point(way, i)).toList();
  }

  /** Where the flow was at a time. */
  public static final class Point extends Solution {

    private final double time;
    private final double loss;

    private Point(Trajectory way, int i) {
      super(way.theta(i), NEGLIGIBLE);
      this.time = way.time(i);
      this.loss = way.loss(i);
    }

    /** t. */
    public double time() {
      return time;
    }

    /** R(θ(t)). */
    public double loss() {
      return loss;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "t = %.4g: training loss %.4g, %s", time, loss, summary());
    }
  }

  /**
   * What to follow. Without times and without a goal it is followed to 1e-10 of R(0), as in the
   * command line.
   */
  public static final class Plan {

    private static final int PER_DECADE = 5;

    private final Problem problem;
    private final double alpha;
    private Optional<double[]> times = Optional.empty();
    private Optional<Goal> goal = Optional.empty();
    private double tolerance = FlowSweep.TOLERANCE;
    private OptionalLong maxSteps = OptionalLong.empty();

    Plan(Problem problem, double alpha) {
      this.problem = problem;
      this.alpha = DiagonalNetwork.checkedAlpha(alpha);
    }

    /**
     * The times to record. The flow ends at the last of them.
     *
     * @param rising from 0 on; at least one above 0
     * @throws BadDataException if they are not
     */
    public Plan at(double... rising) {
      double last = rising.length == 0 ? 0 : rising[rising.length - 1];
      if (!(last > 0 && last <= Double.MAX_VALUE)) {
        throw new BadDataException(
            "at(...) needs a finite last time above 0, where the flow ends; give one, or leave"
                + " at(...) out");
      }
      // Looks at them.
      FlowOptions.until(last).recording(rising, true);
      times = Optional.of(rising.clone());
      return this;
    }

    /** Ends at this training loss, if that is before the last of the times. */
    public Plan until(Goal end) {
      goal = Optional.of(end);
      return this;
    }

    /**
     * The relative error of θ allowed in a step, 1e-6 if it is not said.
     *
     * @throws BadDataException unless it is between 0 and 1
     */
    public Plan tolerance(double relative) {
      tolerance = Tolerance.ofDual(relative, alpha).relative();
      return this;
    }

    /**
     * The budget of steps, a million if it is not said.
     *
     * @throws BadDataException if it is below 1
     */
    public Plan maxSteps(long steps) {
      FlowOptions.until(1).withMaxSteps(steps);
      maxSteps = OptionalLong.of(steps);
      return this;
    }

    /**
     * Follows the flow by Rodas4 in its dual variable to the end, or until the thread is
     * interrupted.
     *
     * @throws BadDataException if X or y is out of the range of flows, or X does not fit into the
     *     heap as an array
     * @throws ComputationException if the budget of steps is used up, or steps fall to rounding
     */
    public Course run() {
      LeastSquares risk = problem.risk();
      FlowResult result =
          FlowRun.run(
              DualFlow.ofAlpha(risk, alpha),
              new Rodas4(Tolerance.ofDual(tolerance, alpha)),
              options(risk),
              Thread.currentThread()::isInterrupted);
      return new Course(alpha, result);
    }

    private FlowOptions options(LeastSquares risk) {
      if (times.isEmpty()) {
        FlowOptions toGoal =
            budgeted(FlowOptions.untilLoss(problem.lossOf(goal.orElse(Goal.USUAL))));
        return toGoal.recordingFrom(TimeScale.ofNetwork(risk, alpha), PER_DECADE, true);
      }
      double[] at = times.get();
      double threshold = goal.map(problem::lossOf).orElse(0.0);
      return budgeted(FlowOptions.until(at[at.length - 1]).withLossThreshold(threshold))
          .recording(at, true);
    }

    private FlowOptions budgeted(FlowOptions options) {
      return maxSteps.isPresent() ? options.withMaxSteps(maxSteps.getAsLong()) : options;
    }
  }

  /** α. */
  public double alpha() {
    return alpha;
  }

  /** What was recorded, in time; the start at t = 0 and the end always. */
  public List<Point> points() {
    return points;
  }

  /** Where it ended. */
  public Point last() {
    return points.getLast();
  }

  /** Why it ended there. */
  public End end() {
    return result.end();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "flow from alpha = %.3g %s: %d steps, %d times recorded\n%s\n%s",
        alpha,
        result.message(),
        result.steps(),
        points.size(),
        points.getFirst(),
        points.getLast());
  }
}
