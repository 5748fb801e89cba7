package dev.mirrorflow.flow;

import dev.mirrorflow.error.BadDataException;

/**
 * Where a run ends and what it records. It ends at {@code endTime}, or earlier where the loss falls
 * to {@code lossThreshold}. Without an end time it also ends where rounding lets the loss fall no
 * further.
 *
 * @param endTime positive; infinite if the loss alone ends the run
 * @param lossThreshold a value of R(θ); 0 for none, or for an exact 0 if there is no end time
 * @param maxSteps the most steps tried, rejected ones included
 * @param times times to record, rising and not negative; those after the end are left out
 * @param keepTheta whether θ is recorded with the loss
 */
public record FlowOptions(
    double endTime, double lossThreshold, long maxSteps, double[] times, boolean keepTheta) {

  private static final long MAX_STEPS = 1_000_000;

  /** As a factor. */
  private static final double MOST_DECADES = 1e15;

  public FlowOptions {
    if (!(endTime > 0)) {
      throw new BadDataException("the end time must be positive, not " + endTime);
    }
    if (!(lossThreshold >= 0) || Double.isInfinite(lossThreshold)) {
      throw new BadDataException(
          "the loss threshold must be 0 or positive and finite, not " + lossThreshold);
    }
    if (maxSteps < 1) {
      throw new BadDataException("the number of steps must be at least 1, not " + maxSteps);
    }
    times = times.clone();
    double last = 0;
    for (double t : times) {
      if (!(t >= last)) {
        throw new BadDataException(
            "the times to record must rise from 0, but " + t + " follows " + last);
      }
      last = t;
    }
  }

  /** To the time t, at most a million steps, nothing recorded but the two ends. */
  public static FlowOptions until(double t) {
    return new FlowOptions(t, 0, MAX_STEPS, new double[0], false);
  }

  /** Whether a loss ends the run. */
  boolean endsAtLoss() {
    return lossThreshold > 0 || Double.isInfinite(endTime);
  }

  /** To a loss, at most a million steps, nothing recorded but the two ends. */
  public static FlowOptions untilLoss(double threshold) {
    return new FlowOptions(Double.POSITIVE_INFINITY, threshold, MAX_STEPS, new double[0], false);
  }

  /** The same with a loss at which to end. */
  public FlowOptions withLossThreshold(double threshold) {
    return new FlowOptions(endTime, threshold, maxSteps, times, keepTheta);
  }

  /** The same with another budget. */
  public FlowOptions withMaxSteps(long steps) {
    return new FlowOptions(endTime, lossThreshold, steps, times, keepTheta);
  }

  /** The same with times to record, and θ at each of them or not. */
  public FlowOptions recording(double[] at, boolean theta) {
    return new FlowOptions(endTime, lossThreshold, maxSteps, at, theta);
  }

  /**
   * The same with log-spaced times to record that show how the flow begins to move and all that
   * follows: from a hundredth of the scale, or three decades before the end time if that is
   * earlier, to the end time, over 15 decades at the most.
   *
   * @param scale of {@link TimeScale}; if it is not positive and finite, nothing is recorded but
   *     the two ends
   * @throws BadDataException if perDecade is below 1
   */
  public FlowOptions recordingFrom(double scale, int perDecade, boolean theta) {
    double first = Math.min(scale / 100, endTime / 1000);
    if (!(first > 0) || Double.isInfinite(first)) {
      return recording(new double[0], theta);
    }
    double last = Math.min(Math.min(endTime, first * MOST_DECADES), Double.MAX_VALUE);
    return recording(logSpaced(first, last, perDecade), theta);
  }

  /**
   * Times from {@code first} to {@code last}, both included, {@code perDecade} to each factor of
   * ten.
   *
   * @throws BadDataException unless 0 &lt; first &lt; last &lt; ∞ and perDecade &gt;= 1
   */
  public static double[] logSpaced(double first, double last, int perDecade) {
    if (!(first > 0) || !(last > first) || Double.isInfinite(last) || perDecade < 1) {
      throw new BadDataException(
          "log-spaced times need 0 < first < last and at least one a decade, not first "
              + first
              + ", last "
              + last
              + ", "
              + perDecade
              + " a decade");
    }
    double decades = Math.log10(last) - Math.log10(first);
    int intervals = Math.max(1, (int) Math.round(decades * perDecade));
    double[] times = new double[intervals + 1];
    for (int i = 0; i < intervals; i++) {
      times[i] = first * Math.pow(10, decades * i / intervals);
    }
    times[intervals] = last;
    return times;
  }
}
