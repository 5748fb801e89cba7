package dev.mirrorflow.lab.report;

import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.lab.input.Problem;
import java.util.Locale;

/**
 * The end of one descent. After a divergence only the loss is left, which may be NaN or infinite.
 *
 * @param result where it ended
 * @param evaluation of its θ, empty after a divergence
 * @param seconds wall time
 */
public record DescentOutcome(DescentResult result, Evaluation evaluation, double seconds)
    implements Outcome {

  static final Columns<DescentOutcome> COLUMNS =
      new Declaration<DescentOutcome>()
          .all(Outcome.shared(), end -> end)
          .number("gradientNorm", "‖∇R(θ)‖₂", end -> end.result().gradientNorm())
          .notInCsv()
          .number("lastStep", "the last step size", end -> end.result().lastStep())
          .notInCsv()
          .all(Evaluation.COLUMNS, DescentOutcome::evaluation)
          .number(
              "largestStableStep",
              "where known, as after a divergence",
              end -> end.result().stableStep().orElse(Double.NaN))
          .notInCsv()
          .all(Outcome.time(), end -> end)
          .columns();

  /** Evaluates a result. */
  public static DescentOutcome of(Problem problem, DescentResult result, double seconds) {
    // The θ of a divergence means nothing.
    Evaluation evaluation =
        diverged(result) ? Evaluation.none() : Evaluation.of(problem, result.theta());
    return new DescentOutcome(result, evaluation, seconds);
  }

  @Override
  public boolean failed() {
    return diverged(result);
  }

  @Override
  public boolean converged() {
    return result.status().converged();
  }

  @Override
  public boolean spent() {
    return result.status() == DescentResult.Status.BUDGET;
  }

  @Override
  public boolean floored() {
    return result.status() == DescentResult.Status.FLOOR;
  }

  @Override
  public boolean interrupted() {
    return result.status() == DescentResult.Status.INTERRUPTED;
  }

  @Override
  public String status() {
    return result.status().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String failure() {
    if (floored()) {
      return result.message() + "; raise --tolerance";
    }
    return result.message()
        + (result.stableStep().isPresent()
            ? "; lower --step or use --step edge:0.5"
            : "; take a smaller alpha");
  }

  @Override
  public double[] theta() {
    return result.theta();
  }

  @Override
  public Long iterations() {
    return result.iterations();
  }

  @Override
  public double trainLoss() {
    return result.loss();
  }

  private static boolean diverged(DescentResult result) {
    return result.status() == DescentResult.Status.DIVERGED;
  }
}
