package dev.mirrorflow.descent;

import java.util.Arrays;

/** Iterations to look at: 0, and about so many in each decade up to a limit. */
public final class LogSchedule {

  private final long[] iterations;
  private int next;

  /** About {@code perDecade} iterations in each decade up to {@code maxIterations}. */
  public LogSchedule(long maxIterations, int perDecade) {
    long[] all = new long[1 + perDecade * 20];
    int count = 1;
    double exponent = 0;
    // The largest long is what rounding makes of all that is beyond it: no iteration of its own.
    for (long k = 1; k <= maxIterations && k < Long.MAX_VALUE && count < all.length; ) {
      if (k > all[count - 1]) {
        all[count++] = k;
      }
      exponent += 1.0 / perDecade;
      k = Math.round(Math.pow(10, exponent));
    }
    this.iterations = Arrays.copyOf(all, count);
  }

  /** How many there are. */
  int size() {
    return iterations.length;
  }

  /** Whether one of those not yet passed is at most k. */
  public boolean isDue(long k) {
    return next < iterations.length && iterations[next] <= k;
  }

  /** Passes all up to k. */
  public void passed(long k) {
    while (isDue(k)) {
      next++;
    }
  }
}
