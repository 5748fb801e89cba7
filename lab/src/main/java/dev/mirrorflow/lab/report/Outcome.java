package dev.mirrorflow.lab.report;

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

  /** Steps made, null where there is no end. */
  Long iterations();

  /** R(θ), which is not finite after a divergence and NaN where there is no end. */
  double trainLoss();

  /** θ, length d. */
  double[] theta();

  /** Of θ; without values where it {@link #failed}. */
  Evaluation evaluation();

  /** Wall time. */
  double seconds();

  /** What a descent and a flow both say first. */
  static Columns<Outcome> shared() {
    return new Declaration<Outcome>()
        .text("status", "how it ended", Outcome::status)
        .shown("status")
        .last()
        .whole("iterations", "steps made", Outcome::iterations)
        .shown("iterations")
        .number("trainLoss", "R(θ) = ‖Xθ - y‖²/2n", Outcome::trainLoss, "train loss %.3e")
        .columns();
  }

  /** What both say last: for tables and CSV alone, as it is never the same twice. */
  static Columns<Outcome> time() {
    return new Declaration<Outcome>()
        .number("seconds", "wall time", Outcome::seconds, "seconds %.2f")
        .notInJson()
        .columns();
  }
}
