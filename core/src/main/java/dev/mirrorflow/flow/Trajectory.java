package dev.mirrorflow.flow;

import java.util.Arrays;

/** A recorded flow: at each time the loss, the drift of I, and θ if it was asked for. */
public final class Trajectory {

  private final double[] times;
  private final double[] losses;
  private final double[] drifts;
  private final double[][] thetas;
  private int size;

  /** Room for {@code most} records. */
  Trajectory(int most, boolean keepTheta) {
    this.times = new double[most];
    this.losses = new double[most];
    this.drifts = new double[most];
    this.thetas = keepTheta ? new double[most][] : new double[0][];
  }

  /** Records a state unless its time is recorded already. */
  void record(double t, GradientFlow flow, double[] state) {
    if (size > 0 && times[size - 1] == t) {
      return;
    }
    times[size] = t;
    losses[size] = flow.loss(state);
    drifts[size] = flow.invariantDrift(state);
    if (hasTheta()) {
      thetas[size] = new double[flow.features()];
      flow.theta(state, thetas[size]);
    }
    size++;
  }

  /** How many times are recorded, the start and the end included. */
  public int size() {
    return size;
  }

  /** Whether θ was kept. */
  public boolean hasTheta() {
    return thetas.length > 0;
  }

  /** The time of record i. */
  public double time(int i) {
    return times[checkIndex(i)];
  }

  /** R(θ) at record i. */
  public double loss(int i) {
    return losses[checkIndex(i)];
  }

  /** max_j |I_j - I_j(0)|/|I_j(0)| at record i, see {@link GradientFlow#invariantDrift}. */
  public double invariantDrift(int i) {
    return drifts[checkIndex(i)];
  }

  /**
   * A copy of θ at record i.
   *
   * @throws IllegalStateException if θ was not kept
   */
  public double[] theta(int i) {
    if (!hasTheta()) {
      throw new IllegalStateException("this trajectory was recorded without theta");
    }
    return Arrays.copyOf(thetas[checkIndex(i)], thetas[i].length);
  }

  private int checkIndex(int i) {
    if (i < 0 || i >= size) {
      throw new IndexOutOfBoundsException("record " + i + " of " + size);
    }
    return i;
  }
}
