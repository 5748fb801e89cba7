package dev.mirrorflow.descent;

import dev.mirrorflow.model.Norms;

/**
 * A trace of a descent at log-spaced iterations, in arrays of fixed size: recording allocates
 * nothing.
 */
public final class Trace implements Observer {

  private final LogSchedule schedule;
  private final long[] iteration;
  private final double[] values;
  private int size;

  private static final int FIELDS = 5;

  private Trace(LogSchedule schedule) {
    this.schedule = schedule;
    this.iteration = new long[schedule.size() + 1];
    this.values = new double[FIELDS * iteration.length];
  }

  /**
   * Records iteration 0, about {@code perDecade} iterations in each decade up to the limit, and the
   * last.
   */
  public static Trace logSpaced(long maxIterations, int perDecade) {
    return new Trace(new LogSchedule(maxIterations, perDecade));
  }

  @Override
  public boolean isDue(long k) {
    return schedule.isDue(k);
  }

  @Override
  public void record(long k, double loss, double gradientNorm, double eta, double[] theta) {
    if (size > 0 && iteration[size - 1] == k) {
      return;
    }
    schedule.passed(k);
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
