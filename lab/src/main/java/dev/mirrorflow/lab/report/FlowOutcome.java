package dev.mirrorflow.lab.report;

import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.sweep.FlowPoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The end of one flow; its iterations are its accepted steps.
 *
 * @param point where it ended, or why it failed
 * @param evaluation of its θ, empty if it failed
 */
public record FlowOutcome(FlowPoint point, Evaluation evaluation) implements Outcome {

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
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("status", status());
    values.put("iterations", value(FlowResult::steps));
    values.put("trainLoss", value(result -> JsonFile.number(result.loss())));
    values.put("time", value(result -> JsonFile.number(result.time())));
    values.put("rejected", value(FlowResult::rejected));
    values.put("evaluations", value(FlowResult::evaluations));
    values.putAll(evaluation.values());
    values.put("failure", failed() ? point.failure() : floored() ? failure() : null);
    return values;
  }

  private Object value(Function<FlowResult, Object> of) {
    Optional<FlowResult> result = point.result();
    return result.map(of).orElse(null);
  }
}
