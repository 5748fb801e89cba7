package dev.mirrorflow.landscape;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.DualFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.flow.Trajectory;
import dev.mirrorflow.model.LeastSquares;
import java.util.List;

/**
 * The jumps of the gradient flow from one small α, to be held against a {@link SaddlePath}, which
 * they approach like 1/ln(1/α): the stiff integration of {@link DualFlow}, with the time in units
 * of ln(1/α).
 */
public final class FlowJumps {

  /** How far past the last jump the flow is followed. */
  private static final double BEYOND = 1.2;

  private static final int POINTS = 4000;

  private final double[] times;
  private final double[] losses;
  private final double[] jumps;

  private FlowJumps(double[] times, double[] losses, double[] jumps) {
    this.times = times;
    this.losses = losses;
    this.jumps = jumps;
  }

  /**
   * Integrates the flow from u = √2 α, v = 0 to 1.2 times the end of the path. A few dozen steps of
   * n²d flops for each jump.
   *
   * @throws BadDataException unless 0 &lt; α &lt; 1
   * @throws ComputationException if the integration fails or the thread is interrupted
   */
  public static FlowJumps of(LeastSquares problem, SaddlePath path, double alpha) {
    if (!(alpha > 0) || !(alpha < 1)) {
      throw new BadDataException(
          "alpha must be between 0 and 1 to be compared with its limit 0, not " + alpha);
    }
    double unit = -Math.log(alpha);
    double end = BEYOND * path.end().time();
    if (end == 0) {
      return new FlowJumps(new double[0], new double[0], new double[0]);
    }
    double[] at = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      at[i] = unit * end * i / (POINTS - 1);
    }
    Trajectory trajectory =
        FlowRun.run(
                DualFlow.ofAlpha(problem, alpha),
                new Rodas4(new Tolerance(1e-5, 1e-8)),
                FlowOptions.until(at[POINTS - 1]).recording(at, false),
                Thread.currentThread()::isInterrupted)
            .trajectory();
    ComputationException.throwIfInterrupted();
    double[] times = new double[trajectory.size()];
    double[] losses = new double[trajectory.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = trajectory.time(i) / unit;
      losses[i] = trajectory.loss(i);
    }
    return new FlowJumps(times, losses, crossings(path.saddles(), times, losses));
  }

  /** Where the loss passes half-way between each two saddles; NaN where it has not by the end. */
  private static double[] crossings(List<Saddle> saddles, double[] times, double[] losses) {
    double[] jumps = new double[saddles.size() - 1];
    int i = 0;
    for (int k = 0; k < jumps.length; k++) {
      double half = (saddles.get(k).loss() + saddles.get(k + 1).loss()) / 2;
      while (i < losses.length && losses[i] > half) {
        i++;
      }
      jumps[k] = i < losses.length ? at(half, i, times, losses) : Double.NaN;
    }
    return jumps;
  }

  /** The time in [times[i-1], times[i]] at which the loss, linear between them, is {@code half}. */
  private static double at(double half, int i, double[] times, double[] losses) {
    if (i == 0) {
      return times[0];
    }
    double share = (losses[i - 1] - half) / (losses[i - 1] - losses[i]);
    return times[i - 1] + share * (times[i] - times[i - 1]);
  }

  /**
   * The τ at which the flow makes the jump that leads to saddle k, k from 1; NaN if it has not made
   * it by 1.2 times the end of the path.
   */
  public double jump(int k) {
    return jumps[k - 1];
  }

  /** The τ at which the loss was recorded, rising. */
  public double[] times() {
    return times.clone();
  }

  /** R(θ) at these. */
  public double[] losses() {
    return losses.clone();
  }
}
