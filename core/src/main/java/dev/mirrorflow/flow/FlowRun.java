package dev.mirrorflow.flow;

import dev.mirrorflow.error.ComputationException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Integrates a flow to its end, recording on the way. Times to record and the time at which the
 * loss crosses its threshold lie on the dense output, so they do not shorten any step, unless the
 * loss would rise from one to the next.
 */
public final class FlowRun {

  private FlowRun() {}

  /**
   * Runs from t = 0.
   *
   * @throws ComputationException if the loss becomes NaN or infinite, if it rises in a step of a
   *     fixed length, if the step size falls to rounding, or if the budget of steps is used up
   */
  public static FlowResult run(GradientFlow flow, Integrator integrator, FlowOptions options) {
    return run(flow, integrator, options, () -> false);
  }

  /**
   * Runs from t = 0, or until asked to stop.
   *
   * @param cancelled asked before each step
   * @throws ComputationException if the loss becomes NaN or infinite, if it rises in a step of a
   *     fixed length, if the step size falls to rounding, or if the budget of steps is used up
   */
  public static FlowResult run(
      GradientFlow flow, Integrator integrator, FlowOptions options, BooleanSupplier cancelled) {
    Stepper stepper = integrator.on(flow);
    FlowCourse course = new FlowCourse(flow, integrator, options, stepper);
    Optional<FlowResult> end = course.begin();
    if (end.isEmpty()) {
      StepControl control = integrator.control();
      course.firstStep(control.first(stepper.state(), stepper.slopeAtStart(), stepper::evaluate));
    }
    while (end.isEmpty()) {
      if (cancelled.getAsBoolean()) {
        return course.interrupted();
      }
      double h = course.propose();
      while (!course.takes(h, stepper.attempt(h))) {
        h = course.propose();
      }
      stepper.accept();
      end = course.settle();
    }
    return end.get();
  }
}
