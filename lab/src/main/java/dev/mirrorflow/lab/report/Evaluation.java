package dev.mirrorflow.lab.report;

import dev.mirrorflow.file.FileError;
import dev.mirrorflow.lab.input.DesignProblem;
import dev.mirrorflow.lab.input.Features;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.lab.input.TestSet;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.model.Support;
import java.util.Arrays;
import java.util.List;
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
  record Entry(String feature, int coordinate, double theta) {

    private String cell() {
      return FileError.excerpt(feature) + Table.cell(" %.3g", theta);
    }
  }

  static final Columns<Entry> ENTRIES =
      new Declaration<Entry>()
          .text("feature", "its name, or its coordinate", Entry::feature)
          .count("coordinate", "from 0", Entry::coordinate)
          .number("theta", "entry of θ", Entry::theta)
          .columns();

  /** What there is to say on it. Tables leave out what has no meaning for the problem. */
  static final Columns<Evaluation> COLUMNS =
      new Declaration<Evaluation>()
          .number("l1", "‖θ‖₁", Evaluation::l1, "‖θ‖₁ %.4g")
          .number("l2", "‖θ‖₂", Evaluation::l2, "‖θ‖₂ %.4g")
          .number(
              "testError",
              "mean squared error on the test set",
              e -> e.testError().orElse(Double.NaN),
              "test error %.4g")
          .whereAny()
          .number(
              "classificationError",
              "share of wrong signs on a test set of ±1",
              e -> e.classificationError().orElse(Double.NaN),
              "wrong signs %.4f")
          .whereAny()
          .whole(
              "supportFound",
              "entries of the support of θ* among as many largest entries of θ",
              e -> e.support().map(Support::found).orElse(null))
          .shown("support", e -> e.support().map(Support::toString).orElse(Table.MISSING))
          .whereAny()
          .whole(
              "supportSize",
              "entries of θ* that are not 0",
              e -> e.support().map(Support::size).orElse(null))
          .rows("largest", "largest entries of θ", ENTRIES, Evaluation::largestOrNull)
          .shown("largest entries", e -> e.joined(", ", Entry::cell))
          .whereAny()
          .optional()
          .text("largestFeatures", "their names", e -> e.joined("; ", Entry::feature))
          .notInJson()
          .text("largestTheta", "θ there", e -> e.joined("; ", x -> Double.toString(x.theta())))
          .notInJson()
          .columns();

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

  /** Null rather than an empty list, where no entries are shown. */
  private List<Entry> largestOrNull() {
    return largest.isEmpty() ? null : largest;
  }

  private String joined(String separator, Function<Entry, String> part) {
    return largest.isEmpty()
        ? null
        : largest.stream().map(part).collect(Collectors.joining(separator));
  }
}
