package dev.mirrorflow.flow;

/** What a run sees of the step it has just tried or accepted, or of its start. */
interface StepView {

  /** The current state, only to be read, and only until the next call. */
  double[] state();

  /** The state that the last step tried starts from, which is not accepted yet; only to be read. */
  double[] origin();

  /** The loss where the last step tried ends, or at the start. */
  double loss();

  /** Evaluations of f so far. */
  long evaluations();

  /**
   * The dense output on the accepted step.
   *
   * @param s from 0, where the step starts, to 1, where it ends
   * @param out receives the state
   */
  void interpolate(double s, double[] out);
}
