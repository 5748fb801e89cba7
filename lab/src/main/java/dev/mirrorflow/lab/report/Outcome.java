package dev.mirrorflow.lab.report;

import java.util.Map;

/** What there is to say on the end of one α of a sweep, however it was got to. */
public sealed interface Outcome permits DescentOutcome, FlowOutcome {

  /** The status in a word. */
  String status();

  /** Whether θ is a solution to be used. */
  boolean converged();

  /** Whether there is no θ to speak of: {@link #theta} and {@link #evaluation} mean nothing. */
  boolean failed();

  /** Whether it used up its budget of iterations before it converged, with a θ all the same. */
  boolean spent();

  /** Whether rounding ended it above the loss asked for, with a θ all the same. */
  boolean floored();

  /** Whether it was stopped before its end. */
  boolean interrupted();

  /**
   * Why, where, and the remedy if it {@link #failed} or {@link #floored}, one line without a
   * subject.
   */
  String failure();

  /** θ, length d. */
  double[] theta();

  /** Of θ; without values where it {@link #failed}. */
  Evaluation evaluation();

  /** Wall time. */
  double seconds();

  /**
   * All but the time, for JSON; null where a value is missing or not finite. Holds status,
   * iterations and trainLoss.
   */
  Map<String, Object> values();
}
