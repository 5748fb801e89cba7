package dev.mirrorflow.lab.input;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.Logistic;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A problem whose targets are two classes, separated by a hyperplane through the origin of X.
 *
 * @param risk the logistic risk of the training set
 * @param labels ±1, length n
 * @param test the test set, its targets coded like those of the training set
 * @param coding how targets became labels
 */
public record Classes(Logistic risk, double[] labels, Optional<TestSet> test, Coding coding) {

  /** Standardizing takes the mean off the targets; adding it again leaves this. */
  private static final double ROUNDING = 1e-9;

  /** How targets become labels. */
  public enum Coding {
    SIGNS("targets -1 and 1 are the classes"),
    BITS("targets 0 and 1 are the classes -1 and 1"),
    SIGN_OF_TARGET("the classes are the signs of the synthetic targets");

    private final String note;

    Coding(String note) {
      this.note = note;
    }

    /** One line for people. */
    public String note() {
      return note;
    }

    /** The label of a target, NaN if it has none. */
    double label(double target) {
      if (this == SIGN_OF_TARGET) {
        return target < 0 ? -1 : 1;
      }
      double label = this == BITS ? 2 * target - 1 : target;
      double nearest = Math.rint(label);
      return Math.abs(nearest) == 1 && Math.abs(label - nearest) <= ROUNDING ? nearest : Double.NaN;
    }
  }

  /**
   * Takes the targets as classes.
   *
   * @throws BadDataException if they are neither ±1 nor 0 and 1, or all of one class
   */
  public static Classes of(Problem problem) {
    double[] target = problem.train().target();
    double intercept = (Double) problem.summary().get("intercept");
    for (int i = 0; i < target.length; i++) {
      target[i] += intercept;
    }
    Coding coding = coding(problem, target);
    double[] labels = labels(coding, target, "y");
    requireBoth(labels, coding);
    return new Classes(
        new Logistic(problem.train().design(), labels),
        labels,
        problem.test().map(set -> new TestSet(set.x(), labels(coding, set.y(), "the test y"), 0)),
        coding);
  }

  /** The share of test samples on the wrong side of θ, empty without a test set. */
  public OptionalDouble testError(double[] theta) {
    return test.map(set -> set.classificationError(theta)).orElse(OptionalDouble.empty());
  }

  private static void requireBoth(double[] labels, Coding coding) {
    for (double label : labels) {
      if (label != labels[0]) {
        return;
      }
    }
    throw new BadDataException(
        coding == Coding.SIGN_OF_TARGET
            ? "all %d synthetic targets have one sign, but classify needs two classes: give more samples, another --seed or a --sparsity above 0"
                .formatted(labels.length)
            : "y holds one class only, %s in all %d rows: classify needs samples of two classes, -1 and 1 or 0 and 1"
                .formatted(
                    coding == Coding.BITS ? "0" : labels[0] > 0 ? "1" : "-1", labels.length));
  }

  private static Coding coding(Problem problem, double[] target) {
    if (problem.thetaStar().isPresent()) {
      return Coding.SIGN_OF_TARGET;
    }
    boolean bits = Arrays.stream(target).anyMatch(value -> Math.abs(value) <= ROUNDING);
    return bits ? Coding.BITS : Coding.SIGNS;
  }

  private static double[] labels(Coding coding, double[] target, String name) {
    double[] labels = new double[target.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = coding.label(target[i]);
      if (Double.isNaN(labels[i])) {
        throw new BadDataException(
            "%s holds %s at row %d (counted from 0); classify needs two classes, all targets -1 and 1 or all 0 and 1"
                .formatted(name, target[i], i));
      }
    }
    return labels;
  }
}
