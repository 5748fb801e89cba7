package dev.mirrorflow.lab.report;

import dev.mirrorflow.file.FileError;
import dev.mirrorflow.lab.input.Problem;
import dev.mirrorflow.model.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The columns of a table that evaluate θ; those that have no meaning for the problem are left out.
 */
final class EvaluationColumns {

  private final boolean tested;
  private final boolean signs;
  private final boolean supports;
  private final boolean entries;

  private EvaluationColumns(boolean tested, boolean signs, boolean supports, boolean entries) {
    this.tested = tested;
    this.signs = signs;
    this.supports = supports;
    this.entries = entries;
  }

  /** The columns for these evaluations on the problem. */
  static EvaluationColumns of(Problem problem, List<Evaluation> evaluations) {
    return new EvaluationColumns(
        problem.test().isPresent(),
        problem.test().isPresent() && problem.test().get().hasSigns(),
        evaluations.stream().anyMatch(evaluation -> evaluation.support().isPresent()),
        evaluations.stream().anyMatch(evaluation -> !evaluation.largest().isEmpty()));
  }

  /** The columns that some evaluation has something in. */
  static EvaluationColumns of(List<Evaluation> evaluations) {
    return new EvaluationColumns(
        evaluations.stream().anyMatch(evaluation -> evaluation.testError().isPresent()),
        evaluations.stream().anyMatch(evaluation -> evaluation.classificationError().isPresent()),
        evaluations.stream().anyMatch(evaluation -> evaluation.support().isPresent()),
        evaluations.stream().anyMatch(evaluation -> !evaluation.largest().isEmpty()));
  }

  List<String> headers() {
    return shown("‖θ‖₁", "‖θ‖₂", "test error", "wrong signs", "support", "largest entries");
  }

  List<String> cells(Evaluation evaluation) {
    return shown(
        Table.cell("%.4g", evaluation.l1()),
        Table.cell("%.4g", evaluation.l2()),
        Table.cell("%.4g", evaluation.testError()),
        Table.cell("%.4f", evaluation.classificationError()),
        evaluation.support().map(Support::toString).orElse("-"),
        evaluation.largest().isEmpty()
            ? Table.MISSING
            : evaluation.largest().stream()
                .map(entry ->
                    FileError.excerpt(entry.feature()) + Table.cell(" %.3g", entry.theta()))
                .collect(Collectors.joining(", ")));
  }

  private List<String> shown(
      String l1, String l2, String testError, String wrongSigns, String support, String largest) {
    List<String> shown = new ArrayList<>(List.of(l1, l2));
    if (tested) {
      shown.add(testError);
    }
    if (signs) {
      shown.add(wrongSigns);
    }
    if (supports) {
      shown.add(support);
    }
    if (entries) {
      shown.add(largest);
    }
    return shown;
  }
}
