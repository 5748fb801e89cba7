package dev.mirrorflow.descent;

import dev.mirrorflow.model.Norms;
import java.util.Arrays;

/**
 * A trace of a descent at log-spaced iterations, in arrays of fixed size: recording allocates
 * nothing.
 */
public final class Trace implements Observer {

  private final long[] schedule;
  private final long[] iteration;
  private final double[] values;
  private int next;
  private int size;

  private static final int FIELDS = 5;

  private Trace(long[] schedule) {
    this.schedule = schedule;
    this.iteration = new long[schedule.length + 1];
    this.values = new double[FIELDS * iteration.length];
  }

  /**
   * Records iteration 0, about {@code perDecade} iterations in each decade up to the limit, and the
   * last.
   */
  public static Trace logSpaced(long maxIterations, int perDecade) {
    long[] schedule = new long[1 + perDecade * 20];
    int count = 1;
    double exponent = 0;
    while (true) {
      long k = Math.round(Math.pow(10, exponent));
      exponent += 1.0 / perDecade;
      if (k > maxIterations || count == schedule.length) {
        break;
      }
      if (k > schedule[count - 1]) {
        schedule[count++] = k;
      }
    }
    return new Trace(Arrays.copyOf(schedule, count));
  }

  @Override
  public boolean isDue(long k) {
    return next < schedule.length && schedule[next] <= k;
  }

  @Override
  public void record(long k, double loss, double gradientNorm, double eta, double[] theta) {
    if (size > 0 && iteration[size - 1] == k) {
      return;
    }
    while (isDue(k)) {
      next++;
    }
    iteration[size] = k;
    int at = size * FIELDS;
    values[at] = loss;
    values[at + 1] = gradientNorm;
    values[at + 2] = eta;
    values[at + 3] = Norms.l1(theta);
    values[at + 4] = Norms.l2(theta);
    size++;
  }

  /** How many iterations have been recorded. */
  public int size() {
    return size;
  }

  /** The recorded iteration i &lt; size. */
  public long iteration(int i) {
    return iteration[checkIndex(i)];
  }

  /** The training loss at record i. */
  public double loss(int i) {
    return values[checkIndex(i) * FIELDS];
  }

  /** The gradient norm at record i. */
  public double gradientNorm(int i) {
    return values[checkIndex(i) * FIELDS + 1];
  }

  /** The step size that led to record i, NaN at iteration 0. */
  public double eta(int i) {
    return values[checkIndex(i) * FIELDS + 2];
  }

  /** ‖θ‖₁ at record i. */
  public double l1(int i) {
    return values[checkIndex(i) * FIELDS + 3];
  }

  /** ‖θ‖₂ at record i. */
  public double l2(int i) {
    return values[checkIndex(i) * FIELDS + 4];
  }

  private int checkIndex(int i) {
    if (i < 0 || i >= size) {
      throw new IndexOutOfBoundsException("record " + i + " of " + size);
    }
    return i;
  }
}
