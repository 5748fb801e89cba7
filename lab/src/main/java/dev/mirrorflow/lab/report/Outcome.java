package dev.mirrorflow.lab.report;

import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.lab.input.Problem;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What there is to say on the end of one descent. After a divergence only the loss is left, which
 * may be NaN or infinite.
 *
 * @param result where it ended
 * @param evaluation of its θ, empty after a divergence
 * @param seconds wall time
 */
public record Outcome(DescentResult result, Evaluation evaluation, double seconds) {

  /** Evaluates a result. */
  public static Outcome of(Problem problem, DescentResult result, double seconds) {
    // The θ of a divergence means nothing.
    Evaluation evaluation =
        diverged(result) ? Evaluation.none() : Evaluation.of(problem, result.theta());
    return new Outcome(result, evaluation, seconds);
  }

  /** Whether the loss blew up. */
  public boolean diverged() {
    return diverged(result);
  }

  /** Whether θ is a solution to be used. */
  public boolean converged() {
    return result.status().converged();
  }

  /** The status in a word. */
  public String status() {
    return result.status().name().toLowerCase(Locale.ROOT);
  }

  /** All but the time, for JSON; null where a value is missing or not finite. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("status", status());
    values.put("iterations", result.iterations());
    values.put("trainLoss", JsonFile.number(result.loss()));
    values.put("gradientNorm", JsonFile.number(result.gradientNorm()));
    values.put("lastStep", JsonFile.number(result.lastStep()));
    values.putAll(evaluation.values());
    values.put("largestStableStep", JsonFile.number(result.stableStep()));
    return values;
  }

  private static boolean diverged(DescentResult result) {
    return result.status() == DescentResult.Status.DIVERGED;
  }
}
