package dev.mirrorflow.lab.report;

import dev.mirrorflow.bias.ColumnPoint;
import dev.mirrorflow.bias.ColumnTrajectory;
import dev.mirrorflow.descent.DescentResult.Status;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Descents over columns beside the limits of their flows, to be printed and written.
 *
 * @param problem what they are descents of, for JSON
 * @param descent the options, as results record them
 * @param ends in the order of α asked for
 */
public record DescendReport(
    Map<String, Object> problem, Map<String, Object> descent, List<ColumnTrajectory> ends)
    implements Report {

  /** A recorded iteration of the descent from α. */
  record Recorded(double alpha, ColumnPoint point) {}

  private static final Columns<ColumnPoint> TRACE =
      new Declaration<ColumnPoint>()
          .count("iteration", "steps made", ColumnPoint::iteration)
          .number("trainLoss", "R(θ) = ‖Xθ - y‖²/2n", ColumnPoint::loss)
          .number("gradientNorm", "‖∇R(θ)‖₂", ColumnPoint::gradientNorm)
          .number("l1", "‖θ‖₁", ColumnPoint::l1)
          .number("l2", "‖θ‖₂", ColumnPoint::l2)
          .number("drift", "of the invariant (u² - v²)/2", ColumnPoint::drift)
          .number("primalResidual", "‖Xθ - y‖/‖y‖", p -> p.certificate().primalResidual())
          .number("stationarity", "0 at the limit", p -> p.certificate().stationarity())
          .number("dualityGap", "0 at the limit", p -> p.certificate().dualityGap())
          .number("relativeDistanceToLimit", "‖θ - θ_∞‖/‖θ_∞‖", ColumnPoint::limitDistance)
          .columns();

  static final Columns<Recorded> RECORDS =
      new Declaration<Recorded>()
          .number("alpha", "scale α of the start", Recorded::alpha)
          .all(TRACE, Recorded::point)
          .columns();

  private static final Columns<ColumnTrajectory> ENDS =
      new Declaration<ColumnTrajectory>()
          .number("alpha", "scale α of the start", ColumnTrajectory::alpha, "alpha %.3g")
          .number("step", "constant step size", ColumnTrajectory::eta, "step %.3e")
          .number("largestStableStep", "at the limit", ColumnTrajectory::stableStep)
          .text("status", "how it ended", DescendReport::status)
          .shown("status")
          .last()
          .count("iterations", "steps made", ColumnTrajectory::iterations, "iterations")
          .number("trainLoss", "R(θ)", ColumnTrajectory::loss, "train loss %.3e")
          .value("‖θ‖₁ %.4g", atEnd(ColumnPoint::l1))
          .value("‖θ‖₂ %.4g", atEnd(ColumnPoint::l2))
          .value("stationarity %.1e", atEnd(p -> p.certificate().stationarity()))
          .value("gap %.1e", atEnd(p -> p.certificate().dualityGap()))
          .value("drift %.1e", atEnd(ColumnPoint::drift))
          .value("to limit %.1e", atEnd(ColumnPoint::limitDistance))
          .rows("trace", "recorded iterations", TRACE, ColumnTrajectory::points)
          .columns();

  /** The JSON file, the same bytes whenever it is computed. */
  static final Columns<DescendReport> JSON =
      new Declaration<DescendReport>()
          .format("mirrorflow-descend-1")
          .options("problem", "where the data came from", DescendReport::problem)
          .options("descent", "what was done", DescendReport::descent)
          .rows("points", "in the order of α asked for", ENDS, DescendReport::ends)
          .columns();

  /** Of the last record, NaN where there is none to speak of. */
  private static ToDoubleFunction<ColumnTrajectory> atEnd(ToDoubleFunction<ColumnPoint> value) {
    return end ->
        end.points().isEmpty() || end.status() == Status.DIVERGED
            ? Double.NaN
            : value.applyAsDouble(end.points().getLast());
  }

  @Override
  public void print(PrintWriter out) {
    new Rows<>(ENDS, ends).print(out);
    out.printf(
        Locale.ROOT,
        "%d of %d converged%n",
        ends.stream().filter(end -> end.status().converged()).count(),
        ends.size());
    if (ends.stream().anyMatch(end -> end.status() == Status.BUDGET)) {
      out.println(
          "warning: not converged within the budget of steps; raise --max-iterations, --tolerance"
              + " or --step");
    }
  }

  private static String status(ColumnTrajectory end) {
    return end.status().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  /** {@inheritDoc} One for each recorded iteration of each α. */
  @Override
  public Rows<?> rows() {
    return new Rows<>(
        RECORDS,
        ends.stream()
            .flatMap(end -> end.points().stream().map(point -> new Recorded(end.alpha(), point)))
            .toList());
  }

  /** Draws training loss and distance to the limit against the iteration. */
  @Override
  public void writePlot(Path path) {
    DescendPlot.write(path, ends);
  }
}
