package dev.mirrorflow.flow;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.FlowResult.End;
import java.util.Locale;
import java.util.Optional;

/**
 * The course of one run through time, whoever makes its steps: how long the next one is to be,
 * whether it is taken, what is recorded on it, and whether the run has come to its end. Nothing is
 * allocated between the records.
 */
final class FlowCourse {

  /** How close to its threshold the loss at the crossing is, relative. */
  private static final double CLOSE = 1e-12;

  /** Where both ends of the search for the crossing are the same but for rounding. */
  private static final double RESOLUTION = 0x1p-53;

  /** After every so many steps that did not lower the loss a floor is looked for. */
  private static final int IDLE = 8;

  /** A flow that has come here without its loss comes nowhere. */
  private static final double LATEST = 1e300;

  private final GradientFlow flow;
  private final Integrator integrator;
  private final FlowOptions options;
  private final StepView step;
  private final StepControl.Controller controller;

  /** Whether all steps are of one length. */
  private final boolean fixed;

  private final Trajectory trajectory;
  private final double[] between;
  private int nextTime;
  private double t;

  /** The loss at t. */
  private double lossBefore;

  /** Of the residuals, as it was when it was looked at last: it changes as slowly as θ does. */
  private double rounding;

  /** The time of the state that it was looked at. */
  private double lookedAt = Double.NaN;

  /** Steps that did not lower the loss. */
  private long idle;

  private double nextStep;

  /** The length of the step just taken. */
  private double used;

  private long steps;
  private long rejected;

  FlowCourse(GradientFlow flow, Integrator integrator, FlowOptions options, StepView step) {
    this.flow = flow;
    this.integrator = integrator;
    this.options = options;
    this.step = step;
    this.controller = integrator.control().start();
    this.fixed = integrator.control().isFixed();
    this.trajectory = new Trajectory(options.times().length + 2, options.keepTheta());
    this.between = new double[flow.dimension()];
  }

  /**
   * Looks at the start.
   *
   * @return the end, if it is one already
   * @throws ComputationException if the loss is NaN or infinite
   */
  Optional<FlowResult> begin() {
    lossBefore = step.loss();
    if (!Double.isFinite(lossBefore)) {
      throw new ComputationException(
          "the loss at the start leaves the range of doubles; take a smaller start, or scale X and"
              + " y");
    }
    trajectory.record(0, flow, step.state());
    return options.endsAtLoss() && step.loss() <= options.lossThreshold()
        ? Optional.of(result(0, step.state(), End.LOSS))
        : Optional.empty();
  }

  void firstStep(double h) {
    nextStep = h;
  }

  /**
   * The length of the step to try.
   *
   * @throws ComputationException if it falls to rounding, or if the budget of steps is used up
   */
  double propose() {
    requireBudget();
    double left = options.endTime() - t;
    if (nextStep * (1 + 1e-9) >= left) {
      return left;
    }
    if (t + nextStep == t || nextStep < Double.MIN_NORMAL) {
      throw failure("the step size fell to rounding; loosen the tolerance or scale X and y");
    }
    return nextStep;
  }

  /**
   * Whether a step of length h with this error is taken; if not, a shorter one is to be tried. One
   * that leads to a higher loss is not: along a gradient flow the loss never rises.
   *
   * @throws ComputationException if the loss rises in a step of a fixed length
   */
  boolean takes(double h, double error) {
    boolean rises = error <= 1 && rises(h);
    if (rises && fixed && Double.isFinite(step.loss())) {
      throw failure(
          String.format(
              Locale.ROOT,
              "the next step raises the loss to %.3e, which never rises along a gradient flow; take"
                  + " a smaller step",
              step.loss()));
    }
    if (error <= 1 && !rises || fixed) {
      steps++;
      used = h;
      nextStep = controller.afterSuccess(h, error);
      return true;
    }
    rejected++;
    nextStep = rises ? controller.afterRise(h) : controller.afterFailure(h, error);
    return false;
  }

  /** Whether the loss rises on the attempt, from its start over the times to record to its end. */
  private boolean rises(double h) {
    double last = lossBefore;
    double[] times = options.times();
    int ahead = nextTime;
    while (!fixed && ahead < times.length && times[ahead] < t + h) {
      step.interpolate((times[ahead++] - t) / h, between);
      double loss = flow.loss(between);
      if (isRise(loss - last)) {
        return true;
      }
      last = loss;
    }
    return isRise(step.loss() - last);
  }

  /** Whether a change of the loss is above 0, and not by rounding; also if it is NaN. */
  private boolean isRise(double change) {
    if (change <= lossRounding()) {
      return false;
    }
    if (lookedAt != t) {
      lookedAt = t;
      rounding = flow.residualRounding(step.origin());
    }
    return !(change <= lossRounding());
  }

  /** By how much rounding may change the loss at t. */
  private double lossRounding() {
    return rounding * (Math.sqrt(2 * lossBefore) + rounding / 2);
  }

  /**
   * Records on the step just taken, once it has been accepted.
   *
   * @return the end, if it lies on this step
   * @throws ComputationException if the loss is NaN or infinite
   */
  Optional<FlowResult> settle() {
    double start = t;
    double end = used >= options.endTime() - start ? options.endTime() : start + used;
    requireFinite();
    if (options.endsAtLoss() && step.loss() <= options.lossThreshold()) {
      double s = crossing();
      double at = s == 1 ? end : start + s * used;
      record(start, at);
      step.interpolate(s, between);
      return Optional.of(result(at, between, End.LOSS));
    }
    record(start, end);
    t = end;
    boolean fell = step.loss() < lossBefore;
    idle += fell ? 0 : 1;
    lossBefore = step.loss();
    if (t >= options.endTime()) {
      return Optional.of(result(t, step.state(), End.TIME));
    }
    return isFloor(fell) ? Optional.of(result(t, step.state(), End.FLOOR)) : Optional.empty();
  }

  /** Whether the loss has come down to rounding above its threshold, the only end there is. */
  private boolean isFloor(boolean fell) {
    if (!Double.isInfinite(options.endTime())) {
      return false;
    }
    if (!fell && idle % IDLE == 0) {
      lookedAt = t;
      rounding = flow.residualRounding(step.state());
      return lossBefore - options.lossThreshold() <= lossRounding();
    }
    return t > LATEST;
  }

  FlowResult interrupted() {
    return result(t, step.state(), End.INTERRUPTED);
  }

  /** Records the times in (start, end] of the step just accepted. */
  private void record(double start, double end) {
    double[] times = options.times();
    while (nextTime < times.length && times[nextTime] <= end) {
      double at = times[nextTime++];
      step.interpolate(Math.min(1, (at - start) / used), between);
      trajectory.record(at, flow, between);
    }
  }

  /**
   * The part of the accepted step after which the loss is at or below the threshold, by the
   * Illinois method on the logarithm of the loss, which falls about evenly. M. Dowell, P. Jarratt,
   * A modified regula falsi method for computing the root of an equation, BIT 11 (1971) 168-174.
   */
  private double crossing() {
    if (options.lossThreshold() == 0) {
      return 1;
    }
    double above = 0;
    double below = 1;
    double heightAbove = height(lossBefore);
    double heightBelow = height(step.loss());
    double reached = heightBelow;
    double length = 1;
    int side = 0;
    for (int k = 1; reached < -CLOSE && below - above > RESOLUTION; k++) {
      double middle = above + (below - above) * (heightAbove / (heightAbove - heightBelow));
      boolean slow = false;
      if (k % 4 == 0) {
        slow = below - above > length / 8;
        length = below - above;
      }
      if (slow || !(middle > above && middle < below)) {
        middle = (above + below) / 2;
      }
      step.interpolate(middle, between);
      double height = height(flow.loss(between));
      // An end that has stayed twice is taken for half as high: the next point is on its side.
      if (height <= 0) {
        below = middle;
        heightBelow = height;
        reached = height;
        heightAbove /= side < 0 ? 2 : 1;
        side = -1;
      } else {
        above = middle;
        heightAbove = height;
        heightBelow /= side > 0 ? 2 : 1;
        side = 1;
      }
    }
    return below;
  }

  /** Of a loss over the threshold, in powers of e. */
  private double height(double loss) {
    return Math.log(loss / options.lossThreshold());
  }

  private void requireFinite() {
    if (!Double.isFinite(step.loss())) {
      throw failure(
          fixed
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
            lossBefore,
            reason));
  }

  private FlowResult result(double at, double[] state, End end) {
    double[] last = state.clone();
    trajectory.record(at, flow, last);
    double[] theta = new double[flow.features()];
    flow.theta(last, theta);
    return new FlowResult(
        at,
        last,
        theta,
        flow.loss(last),
        end,
        flow.invariantDrift(last),
        steps,
        rejected,
        step.evaluations(),
        trajectory);
  }
}
