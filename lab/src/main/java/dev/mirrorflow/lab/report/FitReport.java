package dev.mirrorflow.lab.report;

import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.descent.Trace;
import dev.mirrorflow.lab.input.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The result of one descent with its trace, to be printed and written.
 *
 * @param descent model and options, as results record them
 * @param title of the plot
 * @param limitDistance ‖θ - θ_∞‖/‖θ_∞‖ to where theory says it goes, if that is known
 */
public record FitReport(
    Problem problem,
    Map<String, Object> descent,
    String title,
    Trace trace,
    DescentOutcome outcome,
    OptionalDouble limitDistance)
    implements Report {

  /** A record of the trace. */
  record Recorded(Trace trace, int at) {}

  static final Columns<Recorded> RECORDS =
      new Declaration<Recorded>()
          .count("iteration", "steps made", r -> r.trace().iteration(r.at()), "iteration")
          .number("trainLoss", "R(θ)", r -> r.trace().loss(r.at()), "train loss %.3e")
          .number(
              "gradientNorm", "‖∇R(θ)‖₂", r -> r.trace().gradientNorm(r.at()), "gradient norm %.3e")
          .number("step", "step size", r -> r.trace().eta(r.at()), "step %.3e")
          .number("l1", "‖θ‖₁", r -> r.trace().l1(r.at()), "‖θ‖₁ %.5g")
          .number("l2", "‖θ‖₂", r -> r.trace().l2(r.at()), "‖θ‖₂ %.5g")
          .columns();

  private static final Columns<FitReport> RESULT =
      new Declaration<FitReport>()
          .all(DescentOutcome.COLUMNS, FitReport::outcome)
          .number(
              "relativeDistanceToLimit",
              "‖θ - θ_∞‖/‖θ_∞‖ to where theory says it goes",
              report -> report.limitDistance().orElse(Double.NaN))
          .columns();

  private static final Columns<DescentOutcome> TIMINGS =
      new Declaration<DescentOutcome>()
          .number("totalSeconds", "wall time", DescentOutcome::seconds)
          .columns();

  /** The JSON file; the last entry is the timings. */
  static final Columns<FitReport> JSON =
      new Declaration<FitReport>()
          .format("mirrorflow-fit-1")
          .options("problem", "where the data came from", report -> report.problem().summary())
          .options("descent", "model and what was done", FitReport::descent)
          .row("result", "how it ended", RESULT, report -> report)
          .rows("trace", "recorded iterations", RECORDS, FitReport::records)
          .row("timings", "never the same twice", TIMINGS, FitReport::outcome)
          .columns();

  private List<Recorded> records() {
    return IntStream.range(0, trace.size()).mapToObj(i -> new Recorded(trace, i)).toList();
  }

  /** Prints the trace, then the end. */
  @Override
  public void print(PrintWriter out) {
    rows().print(out);
    out.println();
    out.println(outcome.result().message());
    Evaluation evaluation = outcome.evaluation();
    evaluation
        .testError()
        .ifPresent(error -> out.printf(Locale.ROOT, "mean squared test error %.6g%n", error));
    evaluation
        .classificationError()
        .ifPresent(error -> out.printf(Locale.ROOT, "share of wrong signs %.4f%n", error));
    evaluation.support().ifPresent(support -> out.println("support found " + support));
    problem.closedForm().ifPresent(form -> out.println(form.rankDescription()));
    limitDistance.ifPresent(distance ->
        out.printf(
            Locale.ROOT,
            "relative distance to the projection of θ0 onto the minimisers: %.3e%n",
            distance));
    out.printf(Locale.ROOT, "%.2f s%n", outcome.seconds());
  }

  @Override
  public Map<String, Object> json() {
    return JSON.json(this);
  }

  @Override
  public Rows<?> rows() {
    return new Rows<>(RECORDS, records());
  }

  /** {@inheritDoc} There is none after a divergence. */
  @Override
  public void writeTheta(Path path) {
    if (!outcome.failed()) {
      NpyWriter.write(path, outcome.theta());
    }
  }

  /** Draws training loss and norms against the iteration. */
  @Override
  public void writePlot(Path path) {
    TrajectoryPlot plot = new TrajectoryPlot();
    for (int i = 0; i < trace.size(); i++) {
      plot.add((double) trace.iteration(i), trace.loss(i), trace.l1(i), trace.l2(i));
    }
    plot.write(path, title, "iteration");
  }
}
