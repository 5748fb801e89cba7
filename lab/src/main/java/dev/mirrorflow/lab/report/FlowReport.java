package dev.mirrorflow.lab.report;

import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.Trajectory;
import dev.mirrorflow.lab.input.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The trajectory of one gradient flow, to be printed and written.
 *
 * @param flow model and options, as results record them
 * @param title of the plot
 * @param result the run, its trajectory with θ
 * @param limit how far the end is from where the flow tends to
 * @param seconds wall time of the integration
 * @param points of the trajectory
 */
public record FlowReport(
    Problem problem,
    Map<String, Object> flow,
    String title,
    FlowResult result,
    LimitDistance limit,
    double seconds,
    List<Point> points)
    implements Report {

  /**
   * One time.
   *
   * @param drift of the invariant I, NaN where it cannot drift
   */
  record Point(double time, double loss, double[] theta, Evaluation evaluation, double drift) {}

  static final Columns<Point> POINTS =
      new Declaration<Point>()
          .number("time", "t", Point::time, "t %.4g")
          .number("trainLoss", "R(θ)", Point::loss, "train loss %.3e")
          .all(Evaluation.COLUMNS, Point::evaluation)
          .number(
              "invariantDrift",
              "of the invariant (u² - v²)/2, where it can drift",
              Point::drift,
              "drift of I %.1e")
          .whereAny()
          .columns();

  private static final Columns<FlowReport> RESULT =
      new Declaration<FlowReport>()
          .text("end", "what ended it", r -> r.result().end().name().toLowerCase(Locale.ROOT))
          .count("steps", "accepted", report -> report.result().steps())
          .count("rejected", "steps tried in vain", report -> report.result().rejected())
          .count("evaluations", "of the right-hand side", report -> report.result().evaluations())
          .all(POINTS, report -> report.points().getLast())
          .number(
              "relativeDistanceToLimit",
              "‖θ - θ_∞‖/‖θ_∞‖",
              report -> report.limit().relative().orElse(Double.NaN))
          .columns();

  private static final Columns<FlowReport> TIMINGS =
      new Declaration<FlowReport>()
          .number("totalSeconds", "wall time", FlowReport::seconds)
          .columns();

  /** The JSON file; the last entry is the timings. */
  static final Columns<FlowReport> JSON =
      new Declaration<FlowReport>()
          .format("mirrorflow-flow-1")
          .options("problem", "where the data came from", report -> report.problem().summary())
          .options("flow", "model and what was done", FlowReport::flow)
          .row("result", "the end", RESULT, report -> report)
          .rows("trajectory", "in the order of time", POINTS, FlowReport::points)
          .row("timings", "never the same twice", TIMINGS, report -> report)
          .columns();

  /**
   * Evaluates a trajectory.
   *
   * @param drifts whether the invariant I can drift; otherwise it is not shown
   */
  public static FlowReport of(
      Problem problem,
      Map<String, Object> flow,
      String title,
      FlowResult result,
      boolean drifts,
      LimitDistance limit,
      double seconds) {
    Trajectory way = result.trajectory();
    List<Point> points =
        IntStream.range(0, way.size())
            .mapToObj(i ->
                new Point(
                    way.time(i),
                    way.loss(i),
                    way.theta(i),
                    Evaluation.of(problem, way.theta(i)),
                    drifts ? way.invariantDrift(i) : Double.NaN))
            .toList();
    return new FlowReport(problem, flow, title, result, limit, seconds, points);
  }

  /** Prints the trajectory, then the end. */
  @Override
  public void print(PrintWriter out) {
    rows().print(out);
    out.println();
    printEnd(out);
  }

  private void printEnd(PrintWriter out) {
    String reason =
        switch (result.end()) {
          case TIME -> "the end time";
          case LOSS -> "the loss to end at";
          case FLOOR -> "the floor of rounding, above the loss to end at";
          case INTERRUPTED -> "an interrupt";
        };
    out.printf(
        Locale.ROOT,
        "ended at t = %.6g with loss %.3e by %s%n",
        result.time(),
        result.loss(),
        reason);
    out.printf(
        Locale.ROOT,
        "%d evaluations, %d steps accepted, %d rejected%n",
        result.evaluations(),
        result.steps(),
        result.rejected());
    limit
        .relative()
        .ifPresentOrElse(
            distance ->
                out.printf(
                    Locale.ROOT, "relative distance to the limit of the flow: %.3e%n", distance),
            () -> out.println("the limit of the flow is not known: " + limit.unknown()));
    out.printf(Locale.ROOT, "%.2f s%n", seconds);
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<?> rows() {
    return new Rows<>(POINTS, points);
  }

  /** {@inheritDoc} One for each time. */
  @Override
  public void writeTheta(Path path) {
    ThetaRows.of(points.stream().map(Point::theta), problem.train().features()).write(path);
  }

  /** Draws training loss and norms against the time. */
  @Override
  public void writePlot(Path path) {
    TrajectoryPlot plot = new TrajectoryPlot();
    for (Point point : points) {
      plot.add(point.time(), point.loss(), point.evaluation().l1(), point.evaluation().l2());
    }
    plot.write(path, title, "time t");
  }
}
