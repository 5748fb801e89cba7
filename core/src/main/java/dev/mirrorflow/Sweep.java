package dev.mirrorflow;

import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.sweep.AlphaSweep;
import dev.mirrorflow.sweep.SweepPoint;
import dev.mirrorflow.sweep.Swept;
import java.util.List;
import java.util.Locale;

/** Descents of the diagonal network from many α. */
public final class Sweep {

  private final List<Point> points;
  private final int asked;
  private final boolean isInterrupted;

  private Sweep(Swept<SweepPoint> swept) {
    this.points = swept.points().stream().map(Point::new).toList();
    this.asked = swept.asked();
    this.isInterrupted = swept.isInterrupted();
  }

  /** How to descend from each α. */
  public static final class Plan extends DescentPlan<Plan> {

    private final Alphas alphas;

    Plan(Problem problem, Alphas alphas) {
      super(problem);
      this.alphas = alphas;
    }

    @Override
    Plan self() {
      return this;
    }

    /**
     * Descends from all α, or until the thread is interrupted. One that diverges says so in its
     * point and leaves the others alone.
     *
     * @throws BadDataException if losses leave the range of doubles, X does not fit into the heap
     *     as an array, or the settings contradict each other
     */
    public Sweep run() {
      double[] values = alphas.values(problem::largestOfLeastNorm);
      AlphaSweep sweep = new AlphaSweep(problem.risk(), descent());
      return new Sweep(sweep.run(values, Math.min(threads(), values.length), _ -> {}));
    }
  }

  /** The descent from one α. One that diverged has no θ, and says so if it is asked for one. */
  public static final class Point extends Solution {

    private final double alpha;
    private final DescentResult end;

    private Point(SweepPoint point) {
      super(point.result().theta(), NEGLIGIBLE);
      this.alpha = point.alpha();
      this.end = point.result();
    }

    /** α. */
    public double alpha() {
      return alpha;
    }

    /** Why it ended. */
    public Status status() {
      return end.status();
    }

    /** Whether it came to its goal. */
    public boolean isConverged() {
      return end.status().converged();
    }

    /** Steps made. */
    public long iterations() {
      return end.iterations();
    }

    /**
     * R(θ) over all samples.
     *
     * @throws ComputationException if the descent diverged
     */
    public double loss() {
      requireTheta();
      return end.loss();
    }

    @Override
    void requireTheta() {
      if (end.status() == Status.DIVERGED) {
        throw new ComputationException(this + ", and there is no θ");
      }
    }

    @Override
    public String toString() {
      String from = String.format(Locale.ROOT, "alpha = %.3g ", alpha);
      return end.status() == Status.DIVERGED
          ? from + Run.divergence(end)
          : from
              + String.format(
                  Locale.ROOT,
                  "%s: %d iterations, training loss %.4g, %s",
                  end.status().name().toLowerCase(Locale.ROOT),
                  end.iterations(),
                  end.loss(),
                  summary());
    }
  }

  /** The points, in the order of the α asked for; all of them unless it was interrupted. */
  public List<Point> points() {
    return points;
  }

  /** Whether the thread was interrupted before all had ended; it still is then. */
  public boolean isInterrupted() {
    return isInterrupted;
  }

  /** Whether all came to their goal. */
  public boolean isConverged() {
    return points.size() == asked && points.stream().allMatch(Point::isConverged);
  }

  /** How many converged, and the first and the last point. */
  @Override
  public String toString() {
    long converged = points.stream().filter(Point::isConverged).count();
    String head =
        converged
            + " of "
            + asked
            + " converged"
            + (isInterrupted ? ", interrupted after " + points.size() : "");
    return switch (points.size()) {
      case 0 -> head;
      case 1 -> head + "\n" + points.getFirst();
      default -> head + "\n" + points.getFirst() + "\n" + points.getLast();
    };
  }
}
