package dev.mirrorflow.lab.report;

import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.TestSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What there is to say on the end of one descent. After a divergence only the loss is left, which
 * may be NaN or infinite.
 *
 * @param result where it ended
 * @param l1 ‖θ‖₁, NaN after a divergence
 * @param l2 ‖θ‖₂, NaN after a divergence
 * @param testError mean squared error on the test set, empty without one
 * @param classificationError share of wrong signs on a test set of ±1, otherwise empty
 * @param support support of θ* found, empty where that has no meaning
 * @param seconds wall time
 */
public record Outcome(
    DescentResult result,
    double l1,
    double l2,
    OptionalDouble testError,
    OptionalDouble classificationError,
    Optional<Support> support,
    double seconds) {

  /** Evaluates a result. */
  public static Outcome of(Problem problem, DescentResult result, double seconds) {
    double[] theta = result.theta();
    // The θ of a divergence means nothing.
    var test = diverged(result) ? Optional.<TestSet>empty() : problem.test();
    return new Outcome(
        result,
        diverged(result) ? Double.NaN : Norms.l1(theta),
        diverged(result) ? Double.NaN : Norms.l2(theta),
        test.map(set -> OptionalDouble.of(set.meanSquaredError(theta)))
            .orElse(OptionalDouble.empty()),
        test.map(set -> set.classificationError(theta)).orElse(OptionalDouble.empty()),
        diverged(result) ? Optional.empty() : Support.of(theta, problem.thetaStar()),
        seconds);
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
    values.put("l1", JsonFile.number(l1));
    values.put("l2", JsonFile.number(l2));
    values.put("testError", JsonFile.number(testError));
    values.put("classificationError", JsonFile.number(classificationError));
    values.put("supportFound", support.map(Support::found).orElse(null));
    values.put("supportSize", support.map(Support::size).orElse(null));
    values.put("largestStableStep", JsonFile.number(result.stableStep()));
    return values;
  }

  private static boolean diverged(DescentResult result) {
    return result.status() == DescentResult.Status.DIVERGED;
  }
}
