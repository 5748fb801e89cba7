package dev.mirrorflow.flow;

/** What a run sees of the step it has just accepted, or of its start. */
interface StepView {

  /** The current state, only to be read, and only until the next call. */
  double[] state();

  /** The loss at the current state, once accepted. */
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
