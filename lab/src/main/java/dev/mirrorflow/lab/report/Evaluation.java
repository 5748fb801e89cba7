package dev.mirrorflow.lab.report;

import dev.mirrorflow.lab.input.DesignProblem;
import dev.mirrorflow.lab.input.Features;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.TestSet;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.model.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What there is to say on a θ, however it was found.
 *
 * @param l1 ‖θ‖₁
 * @param l2 ‖θ‖₂
 * @param testError mean squared error on the test set, empty without one
 * @param classificationError share of wrong signs on a test set of ±1, otherwise empty
 * @param largest the largest entries of θ, as many as are to be shown
 * @param support support of θ* found, empty where that has no meaning
 */
public record Evaluation(
    double l1,
    double l2,
    OptionalDouble testError,
    OptionalDouble classificationError,
    List<Entry> largest,
    Optional<Support> support) {

  /**
   * An entry of θ.
   *
   * @param feature its name, or its coordinate from 0 where it has none
   */
  record Entry(String feature, int coordinate, double theta) {}

  /** The columns of a CSV file for the cells of {@link #values}. */
  static final List<String> CSV_COLUMNS =
      List.of(
          "l1",
          "l2",
          "test_error",
          "classification_error",
          "support_found",
          "support_size",
          "largest_features",
          "largest_theta");

  /** Evaluates θ of length d. */
  public static Evaluation of(Problem problem, double[] theta) {
    return of(problem.test(), problem.thetaStar(), problem.features(), theta);
  }

  /** Evaluates θ of length d. */
  public static Evaluation of(DesignProblem problem, double[] theta) {
    return of(problem.test(), problem.thetaStar(), problem.features(), theta);
  }

  private static Evaluation of(
      Optional<TestSet> test, Optional<double[]> thetaStar, Features features, double[] theta) {
    return new Evaluation(
        Norms.l1(theta),
        Norms.l2(theta),
        test.map(set -> OptionalDouble.of(set.meanSquaredError(theta)))
            .orElse(OptionalDouble.empty()),
        test.map(set -> set.classificationError(theta)).orElse(OptionalDouble.empty()),
        Arrays.stream(features.largest(theta))
            .mapToObj(j -> new Entry(features.name(j), j, theta[j]))
            .toList(),
        Support.of(theta, thetaStar));
  }

  /** Of a θ that is not at hand: its norms. */
  public static Evaluation ofNorms(double l1, double l2) {
    return new Evaluation(
        l1, l2, OptionalDouble.empty(), OptionalDouble.empty(), List.of(), Optional.empty());
  }

  /** Of a θ that means nothing: the norms are NaN. */
  static Evaluation none() {
    return ofNorms(Double.NaN, Double.NaN);
  }

  /** The same without entries of θ. */
  Evaluation withoutEntries() {
    return new Evaluation(l1, l2, testError, classificationError, List.of(), support);
  }

  /** For CSV, in the order of the columns; null where a value is missing. */
  List<Object> cells() {
    List<Object> cells = new ArrayList<>(numbers().values());
    cells.add(joined(Entry::feature));
    cells.add(joined(entry -> Double.toString(entry.theta())));
    return cells;
  }

  private String joined(Function<Entry, String> part) {
    return largest.isEmpty() ? null : largest.stream().map(part).collect(Collectors.joining("; "));
  }

  /** For JSON; null where a value is missing. */
  Map<String, Object> values() {
    Map<String, Object> values = numbers();
    if (!largest.isEmpty()) {
      values.put("largest", largest.stream().map(Evaluation::json).toList());
    }
    return values;
  }

  private static Map<String, Object> json(Entry entry) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("feature", entry.feature());
    json.put("coordinate", entry.coordinate());
    json.put("theta", entry.theta());
    return json;
  }

  private Map<String, Object> numbers() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("l1", JsonFile.number(l1));
    values.put("l2", JsonFile.number(l2));
    values.put("testError", JsonFile.number(testError));
    values.put("classificationError", JsonFile.number(classificationError));
    values.put("supportFound", support.map(Support::found).orElse(null));
    values.put("supportSize", support.map(Support::size).orElse(null));
    return values;
  }
}
