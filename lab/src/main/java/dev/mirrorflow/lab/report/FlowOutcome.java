package dev.mirrorflow.lab.report;

import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.sweep.FlowPoint;

/**
 * The end of one flow; its iterations are its accepted steps.
 *
 * @param point where it ended, or why it failed
 * @param evaluation of its θ, empty if it failed
 */
public record FlowOutcome(FlowPoint point, Evaluation evaluation) implements Outcome {

  static final Columns<FlowOutcome> COLUMNS =
      new Declaration<FlowOutcome>()
          .all(Outcome.shared(), end -> end)
          .number(
              "time",
              "t at the end",
              end -> end.point().result().map(FlowResult::time).orElse(Double.NaN))
          .notInCsv()
          .whole(
              "rejected",
              "steps tried in vain",
              end -> end.point().result().map(FlowResult::rejected).orElse(null))
          .notInCsv()
          .whole(
              "evaluations",
              "of the right-hand side",
              end -> end.point().result().map(FlowResult::evaluations).orElse(null))
          .notInCsv()
          .all(Evaluation.COLUMNS, FlowOutcome::evaluation)
          .text(
              "failure",
              "why it failed, or what to raise",
              end -> end.failed() ? end.point().failure() : end.floored() ? end.failure() : null)
          .notInCsv()
          .all(Outcome.time(), end -> end)
          .columns();

  /** Evaluates a point. */
  public static FlowOutcome of(Problem problem, FlowPoint point) {
    return new FlowOutcome(
        point,
        point
            .result()
            .map(result -> Evaluation.of(problem, result.theta()))
            .orElseGet(Evaluation::none));
  }

  @Override
  public boolean failed() {
    return point.result().isEmpty();
  }

  @Override
  public boolean converged() {
    return ended(FlowResult.End.LOSS);
  }

  private boolean ended(FlowResult.End end) {
    return point.result().map(result -> result.end() == end).orElse(false);
  }

  /** False: a flow without the steps to get there has failed. */
  @Override
  public boolean spent() {
    return false;
  }

  @Override
  public boolean interrupted() {
    return ended(FlowResult.End.INTERRUPTED);
  }

  @Override
  public boolean floored() {
    return ended(FlowResult.End.FLOOR);
  }

  @Override
  public String status() {
    return point
        .result()
        .map(result ->
            switch (result.end()) {
              case LOSS -> "converged";
              case FLOOR -> "floor";
              case INTERRUPTED -> "interrupted";
              case TIME -> throw new IllegalStateException("no flow of a sweep has an end time");
            })
        .orElse("failed");
  }

  @Override
  public String failure() {
    return floored()
        ? point.result().orElseThrow().message() + "; raise --tolerance"
        : "failed: " + point.failure() + "; see --max-iterations and --tolerance";
  }

  @Override
  public double[] theta() {
    return point.result().orElseThrow().theta();
  }

  @Override
  public double seconds() {
    return point.seconds();
  }

  @Override
  public Long iterations() {
    return point.result().map(FlowResult::steps).orElse(null);
  }

  @Override
  public double trainLoss() {
    return point.result().map(FlowResult::loss).orElse(Double.NaN);
  }
}
