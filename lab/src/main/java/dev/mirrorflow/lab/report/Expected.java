package dev.mirrorflow.lab.report;

import dev.mirrorflow.asymptotics.StateEvolution.Prediction;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What theory expects of a limit; none where it was not asked for. */
public record Expected(Optional<Prediction> prediction) {

  /** Nothing is expected. */
  public static final Expected NOTHING = new Expected(Optional.empty());

  static final Columns<Expected> COLUMNS =
      new Declaration<Expected>()
          .number(
              "theoryTestError",
              "test error expected as n and d grow in proportion",
              expected(Prediction::testError),
              "theory: test error %.4g")
          .whereAny()
          .askedFor()
          .number("theoryL1", "‖θ‖₁ expected", expected(Prediction::l1), "theory: ‖θ‖₁ %.4g")
          .whereAny()
          .askedFor()
          .number("theoryL2", "‖θ‖₂ expected", expected(Prediction::l2), "theory: ‖θ‖₂ %.4g")
          .whereAny()
          .askedFor()
          .columns();

  private static ToDoubleFunction<Expected> expected(ToDoubleFunction<Prediction> value) {
    return row -> row.prediction().map(value::applyAsDouble).orElse(Double.NaN);
  }
}
