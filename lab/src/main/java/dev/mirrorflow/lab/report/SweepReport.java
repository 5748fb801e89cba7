package dev.mirrorflow.lab.report;

import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.TheoryOptions.Theory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The results of a sweep over α.
 *
 * @param method its options and those that end it
 * @param points those that ended, in the order of α asked for
 * @param asked how many points were asked for
 * @param threads the threads it ran on
 * @param seconds wall time of the whole
 * @param interrupted whether it was stopped
 */
public record SweepReport(
    Problem problem,
    Method method,
    List<Point> points,
    int asked,
    int threads,
    double seconds,
    boolean interrupted)
    implements Report {

  /** One α. */
  public record Point(double alpha, Outcome outcome, Expected expected) {

    /** Beside nothing that theory expects. */
    public Point(double alpha, Outcome outcome) {
      this(alpha, outcome, Expected.NOTHING);
    }
  }

  /**
   * What was swept.
   *
   * @param options as results record them
   * @param title the same for the plot
   * @param isFlow whether the points are flows, not descents
   */
  public record Method(Map<String, Object> options, String title, boolean isFlow) {

    private Columns<Point> columns() {
      return isFlow ? FLOWS : DESCENTS;
    }
  }

  static final Columns<Point> DESCENTS =
      points(DescentOutcome.COLUMNS.of(point -> (DescentOutcome) point.outcome()));

  static final Columns<Point> FLOWS =
      points(FlowOutcome.COLUMNS.of(point -> (FlowOutcome) point.outcome()));

  private static final Columns<SweepReport> TIMINGS =
      new Declaration<SweepReport>()
          .count("threads", "threads it ran on", SweepReport::threads)
          .number("totalSeconds", "wall time of the whole", SweepReport::seconds)
          .numbers(
              "pointSeconds",
              "wall time of each point",
              report -> report.points().stream().map(p -> p.outcome().seconds()).toList())
          .columns();

  /** Of descents. */
  static final Columns<SweepReport> DESCENTS_JSON = json(DESCENTS);

  /** Of flows. */
  static final Columns<SweepReport> FLOWS_JSON = json(FLOWS);

  private static Columns<Point> points(Columns<Point> ends) {
    return new Declaration<Point>()
        .number("alpha", "scale α of the start", Point::alpha, "alpha %.3g")
        .all(ends, point -> point)
        .all(Expected.COLUMNS, Point::expected)
        .columns();
  }

  private static Columns<SweepReport> json(Columns<Point> points) {
    return new Declaration<SweepReport>()
        .format("mirrorflow-sweep-1")
        .options("problem", "where the data came from", report -> report.problem().summary())
        .options("descent", "what was done", report -> report.method().options())
        .flag("complete", "false after an interrupt", report -> !report.interrupted())
        .rows("points", "in the order of α asked for", points, SweepReport::points)
        .row("timings", "never the same twice", TIMINGS, report -> report)
        .columns();
  }

  /** The same beside what theory expects of the limits of the flow. */
  public SweepReport beside(Theory theory) {
    List<Point> all =
        points.stream()
            .map(point ->
                new Point(
                    point.alpha(),
                    point.outcome(),
                    new Expected(Optional.of(theory.at(point.alpha())))))
            .toList();
    return new SweepReport(problem, method, all, asked, threads, seconds, interrupted);
  }

  @Override
  public void print(PrintWriter out) {
    rows().print(out);
    out.printf(
        Locale.ROOT,
        "%d of %d converged, %.1f s on %d thread%s%n",
        points.stream().filter(point -> point.outcome().converged()).count(),
        asked,
        seconds,
        threads,
        threads == 1 ? "" : "s");
    List<String> spent =
        points.stream()
            .filter(point -> point.outcome().spent())
            .map(point -> String.format(Locale.ROOT, "%.3g", point.alpha()))
            .toList();
    if (!spent.isEmpty()) {
      out.println(
          "warning: not converged within the budget of iterations: alpha = "
              + String.join(", ", spent)
              + "; raise --max-iterations or --tolerance, or try another --method or --step"
              + problem.scalingHint());
    }
    if (interrupted) {
      out.println("interrupted: the results hold " + points.size() + " of " + asked + " points");
    }
  }

  /**
   * {@inheritDoc} All but the last entry, the timings, has the same bytes for any number of
   * threads.
   */
  @Override
  public Map<String, Object> json() {
    return (method.isFlow() ? FLOWS_JSON : DESCENTS_JSON).json(this);
  }

  @Override
  public boolean isEmpty() {
    return points.isEmpty();
  }

  @Override
  public Rows<Point> rows() {
    return new Rows<>(method.columns(), points);
  }

  /** {@inheritDoc} A row is NaN where a point has none. */
  @Override
  public void writeTheta(Path path) {
    new ThetaRows(
            points.stream()
                .map(Point::outcome)
                .map(end -> end.failed() ? Optional.<double[]>empty() : Optional.of(end.theta()))
                .toList(),
            problem.train().features())
        .write(path);
  }

  @Override
  public void writePlot(Path path) {
    AlphaPlot.write(
        path,
        method.title(),
        points.stream()
            .filter(point -> !point.outcome().failed())
            .map(point ->
                new AlphaPlot.Point(
                    point.alpha(),
                    point.outcome().evaluation(),
                    point.outcome().converged(),
                    point.expected()))
            .toList());
  }
}
