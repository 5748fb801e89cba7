package dev.mirrorflow.flow;

/**
 * An integrator at work on one flow: the last two states, the slopes there, and the dense output
 * between them. After {@link #accept} the step stays open to {@link #interpolate} until the next
 * {@link #attempt}.
 */
public abstract class Stepper implements StepView {

  final GradientFlow flow;

  /** The state the step starts from, and f there. */
  double[] from;

  double[] slopeFrom;

  /** The state the step leads to, and f there. */
  double[] to;

  double[] slopeTo;

  /** The length of the step. */
  double h;

  /** Whether the step starts from another state than the one tried before. */
  boolean moved = true;

  private double loss;
  private boolean accepted;
  private long evaluations;

  Stepper(GradientFlow flow) {
    this.flow = flow;
    this.from = flow.start();
    this.to = from.clone();
    this.slopeFrom = new double[from.length];
    this.slopeTo = new double[from.length];
    this.loss = evaluate(from, slopeFrom);
  }

  /**
   * Tries a step of length h from the current state.
   *
   * @return the estimated error, at most 1 if it is within the tolerance; 0 for methods of fixed
   *     step; NaN if the step left the range of doubles
   */
  public final double attempt(double h) {
    if (accepted) {
      double[] state = to;
      to = from;
      from = state;
      double[] slope = slopeTo;
      slopeTo = slopeFrom;
      slopeFrom = slope;
      accepted = false;
      moved = true;
    }
    this.h = h;
    return step();
  }

  /** Makes the end of the last step, which was within the tolerance, the current state. */
  public final void accept() {
    accepted = true;
  }

  /** The current state, only to be read. */
  @Override
  public final double[] state() {
    return accepted ? to : from;
  }

  @Override
  public final double[] origin() {
    return from;
  }

  /** f at the start of the first step, before it is tried; only to be read. */
  public final double[] slopeAtStart() {
    return slopeFrom;
  }

  /** The loss where the last step tried ends, if it is within the tolerance, or at the start. */
  @Override
  public final double loss() {
    return loss;
  }

  /** Evaluations of f so far. */
  @Override
  public final long evaluations() {
    return evaluations;
  }

  /**
   * The dense output on the accepted step.
   *
   * @param s from 0, where the step starts, to 1, where it ends
   * @param out receives the state
   */
  @Override
  public abstract void interpolate(double s, double[] out);

  /**
   * Fills {@link #to}, and the loss there if it is within the tolerance.
   *
   * @return the error
   */
  abstract double step();

  final double evaluate(double[] state, double[] derivative) {
    evaluations++;
    return flow.evaluate(state, derivative);
  }

  /** Fills {@link #slopeTo}, and takes the loss there for that of the step. */
  final void evaluateEnd() {
    loss = evaluate(to, slopeTo);
  }

  /** Takes the loss where the step ends, if it is made with so many evaluations. */
  final void end(double loss, int evaluations) {
    this.loss = loss;
    this.evaluations += evaluations;
  }
}
