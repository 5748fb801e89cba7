package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSum;

/** Looks a start through: its sizes, and whether all is finite. */
record StartSum(ColumnStart start) implements ColumnSum<StartSum.Part> {

  @Override
  public Part zero(int n) {
    return new Part(start);
  }

  /** A few numbers. */
  static final class Part implements ColumnSum.Part<Part> {

    private static final long serialVersionUID = 1L;

    private double topLog = Double.NEGATIVE_INFINITY;
    private double leastLog = Double.POSITIVE_INFINITY;
    private double largest;
    private double l1;
    private int bad = Integer.MAX_VALUE;

    private final transient ColumnStart start;
    private final transient double[] logInvariant = new double[ColumnPass.CHUNK];
    private final transient double[] theta0 = new double[ColumnPass.CHUNK];

    Part(ColumnStart start) {
      this.start = start;
    }

    /**
     * The start.
     *
     * @throws BadDataException if θ0_j or ln |I_j| is not finite, naming the first j
     */
    DualSums.Start checked(String name) {
      if (bad < Integer.MAX_VALUE) {
        throw new BadDataException(
            name
                + " is of no use at "
                + bad
                + ": theta0 and I must be finite, and |I_j| > 0, that is |u0_j| != |v0_j|");
      }
      return new DualSums.Start(topLog, largest, l1, largest == 0 && topLog == leastLog);
    }

    @Override
    public void add(int first, int count, double[] columns) {
      start.logInvariant().copy(first, count, logInvariant);
      start.theta0().copy(first, count, theta0);
      for (int k = 0; k < count; k++) {
        if (!Double.isFinite(logInvariant[k]) || !Double.isFinite(theta0[k])) {
          bad = Math.min(bad, first + k);
        }
        topLog = Math.max(topLog, logInvariant[k]);
        leastLog = Math.min(leastLog, logInvariant[k]);
        largest = Math.max(largest, Math.abs(theta0[k]));
        l1 += Math.abs(theta0[k]);
      }
    }

    @Override
    public void merge(Part other) {
      topLog = Math.max(topLog, other.topLog);
      leastLog = Math.min(leastLog, other.leastLog);
      largest = Math.max(largest, other.largest);
      l1 += other.l1;
      bad = Math.min(bad, other.bad);
    }
  }
}
