package dev.mirrorflow.lab.input;

import dev.mirrorflow.design.Design;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a command works on that asks for the products of X alone.
 *
 * @param x the design matrix X, n x d
 * @param y the targets, length n, not to be changed
 * @param test samples to test on, if there are any
 * @param thetaStar θ* of a synthetic problem, length d
 * @param summary where the data came from and what was done to them, as results record it
 * @param notes the same for people, a line each
 * @param features what they are called
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, as in Dataset
public record DesignProblem(
    Design x,
    double[] y,
    Optional<TestSet> test,
    Optional<double[]> thetaStar,
    Map<String, Object> summary,
    List<String> notes,
    Features features) {

  /** The same, whose notes and summary tell of scales that the data decided. */
  public DesignProblem noting(AlphaOptions.Choice alphas) {
    Map<String, Object> more = new LinkedHashMap<>(summary);
    alphas.describe(more);
    List<String> all = Stream.concat(notes.stream(), alphas.note().stream()).toList();
    return new DesignProblem(x, y, test, thetaStar, more, all, features);
  }

  /** The same with the products of X made elsewhere, which a note says. */
  public DesignProblem over(Design spread, String note) {
    List<String> all = Stream.concat(notes.stream(), Stream.of(note)).toList();
    return new DesignProblem(spread, y, test, thetaStar, summary, all, features);
  }

  /** ‖Xθ - y‖²/n. */
  public double meanSquaredError(double[] theta) {
    return new TestSet(x, y, 0).meanSquaredError(theta);
  }
}
