package dev.mirrorflow.flow;

import dev.mirrorflow.error.ComputationException;
import java.util.Optional;

/** One flow in a lane of {@link ExplicitLanes}. */
final class FlowLane implements StepView {

  final int number;
  private final ExplicitLanes lanes;
  private final FlowCourse course;
  private int lane;
  private double h;
  private long evaluations;

  /** The lane that the flow is in; it is at its start there. */
  FlowLane(
      int number,
      FactorFlow flow,
      Integrator integrator,
      FlowOptions options,
      ExplicitLanes lanes,
      int lane) {
    this.number = number;
    this.lanes = lanes;
    this.lane = lane;
    this.course = new FlowCourse(flow, integrator, options, this);
  }

  /** The start and the first step, made as a flow alone makes them. */
  Optional<FlowResult> begin(FactorFlow flow, Integrator integrator) {
    StepControl control = integrator.control();
    double[] start = flow.start();
    double[] slope = new double[start.length];
    double loss = evaluate(flow, start, slope);
    lanes.begin(lane, start, slope, loss, control.tolerance());
    Optional<FlowResult> end = course.begin();
    if (end.isEmpty()) {
      course.firstStep(control.first(start, slope, (state, f) -> evaluate(flow, state, f)));
    }
    return end;
  }

  private double evaluate(FactorFlow flow, double[] state, double[] slope) {
    evaluations++;
    return flow.evaluate(state, slope);
  }

  void moveTo(int to) {
    lane = to;
  }

  /**
   * Sets the length of the lane's next attempt.
   *
   * @throws ComputationException if the flow cannot go on
   */
  void propose() {
    h = course.propose();
    lanes.setStep(lane, h);
  }

  /**
   * Takes or rejects the attempt.
   *
   * @return the end, if it lies on this step
   * @throws ComputationException if the loss is NaN or infinite
   */
  Optional<FlowResult> judge() {
    evaluations += lanes.evaluationsPerStep();
    if (course.takes(h, lanes.error(lane))) {
      return course.settle();
    }
    lanes.reject(lane);
    return Optional.empty();
  }

  FlowResult interrupted() {
    return course.interrupted();
  }

  @Override
  public double[] state() {
    return lanes.state(lane);
  }

  @Override
  public double[] origin() {
    return lanes.origin(lane);
  }

  @Override
  public double loss() {
    return lanes.loss(lane);
  }

  @Override
  public long evaluations() {
    return evaluations;
  }

  @Override
  public void interpolate(double s, double[] out) {
    lanes.interpolate(lane, s, out);
  }
}
