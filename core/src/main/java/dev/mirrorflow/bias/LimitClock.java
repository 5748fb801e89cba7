package dev.mirrorflow.bias;

import java.util.Arrays;
import java.util.function.DoubleConsumer;

/**
 * About what share of the work of several limits is done, for a progress bar. The work is that of
 * Newton steps: some to converge at each α, and some for each decade on the way from the α before.
 */
final class LimitClock {

  private static final double STEPS_A_LIMIT = 4;
  private static final double STEPS_A_DECADE = 2;

  /** Of the steps expected for a limit, the most that count before it is there. */
  private static final double ALMOST = 0.95;

  private DoubleConsumer listener = _ -> {};
  private double[] expected = new double[0];
  private double total;
  private double before;
  private int limit;
  private int steps;

  /** Tells of the share, from 0 to 1, after each step and each limit. */
  void tell(DoubleConsumer listener) {
    this.listener = listener;
  }

  /**
   * Begins.
   *
   * @param topLogs the largest ln |I_j| of each start, in the order in which they are gone to
   * @param startLog that from which the way to the first begins
   * @param isContinued whether the way to the others begins at the one before
   */
  void begin(double[] topLogs, double startLog, boolean isContinued) {
    expected = new double[topLogs.length];
    double from = startLog;
    for (int k = 0; k < topLogs.length; k++) {
      double decades = Math.max(0, from - topLogs[k]) / 2 / Math.log(10); // of α, I being α²
      expected[k] = STEPS_A_LIMIT + STEPS_A_DECADE * decades;
      from = isContinued ? Math.min(from, topLogs[k]) : startLog;
    }
    total = Arrays.stream(expected).sum();
    before = 0;
    limit = 0;
    steps = 0;
  }

  /** A Newton step was made. */
  void step() {
    steps++;
    if (limit < expected.length) {
      listener.accept((before + Math.min(steps, ALMOST * expected[limit])) / total);
    }
  }

  /** A limit was reached, or given up. */
  void next() {
    before += expected[limit];
    limit++;
    steps = 0;
    listener.accept(before / total);
  }
}
