package dev.mirrorflow.flow;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.FlowResult.End;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/**
 * Integrates a flow to its end, recording on the way. Times to record and the time at which the
 * loss crosses its threshold lie on the dense output, so they do not shorten any step.
 */
public final class FlowRun {

  /** Halvings of a step in search of the crossing: to the last bit of its length. */
  private static final int BISECTIONS = 54;

  private final GradientFlow flow;
  private final Integrator integrator;
  private final FlowOptions options;
  private final BooleanSupplier cancelled;
  private final Stepper stepper;
  private final Trajectory trajectory;
  private final double[] between;
  private int nextTime;
  private double t;
  private double nextStep;
  private long steps;
  private long rejected;

  private FlowRun(
      GradientFlow flow, Integrator integrator, FlowOptions options, BooleanSupplier cancelled) {
    this.flow = flow;
    this.integrator = integrator;
    this.options = options;
    this.cancelled = cancelled;
    this.stepper = integrator.on(flow);
    this.trajectory = new Trajectory(options.times().length + 2, options.keepTheta());
    this.between = new double[flow.dimension()];
  }

  /**
   * Runs from t = 0.
   *
   * @throws ComputationException if the loss becomes NaN or infinite, if the step size falls to
   *     rounding, or if the budget of steps is used up
   */
  public static FlowResult run(GradientFlow flow, Integrator integrator, FlowOptions options) {
    return run(flow, integrator, options, () -> false);
  }

  /**
   * Runs from t = 0, or until asked to stop.
   *
   * @param cancelled asked before each step
   * @throws ComputationException if the loss becomes NaN or infinite, if the step size falls to
   *     rounding, or if the budget of steps is used up
   */
  public static FlowResult run(
      GradientFlow flow, Integrator integrator, FlowOptions options, BooleanSupplier cancelled) {
    return new FlowRun(flow, integrator, options, cancelled).run();
  }

  private FlowResult run() {
    requireFinite();
    trajectory.record(0, flow, stepper.state());
    if (stepper.loss() <= options.lossThreshold() && options.lossThreshold() > 0) {
      return result(0, stepper.state(), End.LOSS);
    }
    StepControl control = integrator.control();
    StepControl.Controller controller = control.start();
    nextStep = control.first(stepper);
    while (true) {
      if (cancelled.getAsBoolean()) {
        return result(t, stepper.state(), End.INTERRUPTED);
      }
      double used = advance(controller);
      double start = t;
      double end = used >= options.endTime() - start ? options.endTime() : start + used;
      requireFinite();
      if (options.lossThreshold() > 0 && stepper.loss() <= options.lossThreshold()) {
        double s = crossing();
        double at = s == 1 ? end : start + s * used;
        record(start, used, at);
        stepper.interpolate(s, between);
        return result(at, between, End.LOSS);
      }
      record(start, used, end);
      t = end;
      if (t >= options.endTime()) {
        return result(t, stepper.state(), End.TIME);
      }
    }
  }

  /** Tries steps until one is accepted; returns its length. */
  private double advance(StepControl.Controller controller) {
    double h = nextStep;
    while (true) {
      requireBudget();
      double left = options.endTime() - t;
      if (h * (1 + 1e-9) >= left) {
        h = left;
      } else if (t + h == t || h < Double.MIN_NORMAL) {
        throw failure("the step size fell to rounding; loosen the tolerance or scale X and y");
      }
      double error = stepper.attempt(h);
      if (error <= 1) {
        stepper.accept();
        steps++;
        nextStep = controller.afterSuccess(h, error);
        return h;
      }
      rejected++;
      h = controller.afterFailure(h, error);
    }
  }

  /** Records the times in (start, end] of the step just accepted. */
  private void record(double start, double length, double end) {
    double[] times = options.times();
    while (nextTime < times.length && times[nextTime] <= end) {
      double at = times[nextTime++];
      stepper.interpolate(Math.min(1, (at - start) / length), between);
      trajectory.record(at, flow, between);
    }
  }

  /** The part of the accepted step after which the loss is at or below the threshold. */
  private double crossing() {
    double above = 0;
    double below = 1;
    for (int k = 0; k < BISECTIONS; k++) {
      double middle = (above + below) / 2;
      stepper.interpolate(middle, between);
      if (flow.loss(between) <= options.lossThreshold()) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below;
  }

  private void requireFinite() {
    if (!Double.isFinite(stepper.loss())) {
      throw failure(
          integrator.control().isFixed()
              ? "the loss left the range of doubles; take a smaller step"
              : "the loss left the range of doubles; scale X and y");
    }
  }

  private void requireBudget() {
    if (steps + rejected >= options.maxSteps()) {
      throw failure(
          "its budget of "
              + options.maxSteps()
              + " steps is used up; raise it, end earlier, or "
              + faster());
    }
  }

  private String faster() {
    if (integrator instanceof Rodas4) {
      return "loosen the tolerance";
    }
    return flow instanceof LinearFlow ? "use the exact flow" : "use rodas4 on the dual flow";
  }

  private ComputationException failure(String reason) {
    return new ComputationException(
        String.format(
            Locale.ROOT,
            "%s stopped at t = %.6g with loss %.3e: %s",
            integrator.name(),
            t,
            stepper.loss(),
            reason));
  }

  private FlowResult result(double at, double[] state, End end) {
    trajectory.record(at, flow, state);
    double[] theta = new double[flow.features()];
    flow.theta(state, theta);
    return new FlowResult(
        at,
        state.clone(),
        theta,
        flow.loss(state),
        end,
        flow.invariantDrift(state),
        steps,
        rejected,
        stepper.evaluations(),
        trajectory);
  }
}
