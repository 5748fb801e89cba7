package dev.mirrorflow.sweep;

import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.Observer;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Descends the diagonal network from u0 = √2 α 1, v0 = 0 (3.29) for many α at once, as a parallel
 * stream over single α, or, where there are enough α and the plan {@linkplain Descent#runsInLanes
 * allows it}, over blocks of α that descend side by side. The results have the same bits for any
 * number of threads, and one α that diverges says so in its result and leaves the others alone.
 */
public final class AlphaSweep {

  private final LeastSquares problem;
  private final Descent plan;

  public AlphaSweep(LeastSquares problem, Descent plan) {
    this.problem = problem;
    this.plan = plan;
  }

  /** How sweeps run here in one line for reports, such as {@code "16 alphas side by side"}. */
  public static String lanes() {
    return LaneBlocks.description();
  }

  /**
   * COUNT values from lo to hi, both included exactly, equally spaced in log α.
   *
   * @throws BadDataException unless 0 &lt; lo &lt;= hi are finite and count is at least 1 (1 only
   *     if lo = hi)
   */
  public static double[] logSpaced(double lo, double hi, int count) {
    if (!(lo > 0) || !(hi >= lo) || Double.isInfinite(hi)) {
      throw new BadDataException(
          "the range of alpha must satisfy 0 < lo <= hi, not " + lo + " to " + hi);
    }
    if (count < 1 || count == 1 && lo < hi) {
      throw new BadDataException(
          "the range of alpha from " + lo + " to " + hi + " needs 2 values or more, not " + count);
    }
    double[] alphas = new double[count];
    for (int k = 0; k < count; k++) {
      double t = count == 1 ? 0 : (double) k / (count - 1);
      alphas[k] = Math.exp((1 - t) * Math.log(lo) + t * Math.log(hi));
    }
    alphas[0] = lo;
    alphas[count - 1] = hi;
    return alphas;
  }

  /**
   * Runs all α.
   *
   * @param alphas positive, in any order
   * @param threads number of threads, at least 1
   * @param progress told of each point as it ends, from any of the threads, one at a time
   * @return the points in the order of {@code alphas}; if the calling thread is interrupted, the
   *     runs stop within a few iterations, and the points are those that ended before
   * @throws BadDataException if there is no α, one is not positive and finite, threads is below 1,
   *     or losses leave the range of doubles
   */
  public Swept<SweepPoint> run(double[] alphas, int threads, Consumer<SweepPoint> progress) {
    if (LaneSweep.pays(plan, alphas.length)) {
      return new LaneSweep(problem, alphas, progress).run(plan, threads);
    }
    return ParallelAlphas.run(alphas, threads, this::point, progress);
  }

  private Optional<SweepPoint> point(double alpha, BooleanSupplier cancelled) {
    long begin = System.nanoTime();
    Start start = Start.network(alpha, problem.features());
    DescentResult result = plan.run(problem, start, Observer.NONE, cancelled).withoutFactors();
    return result.status() == Status.INTERRUPTED
        ? Optional.empty()
        : Optional.of(new SweepPoint(alpha, result, (System.nanoTime() - begin) / 1e9));
  }
}
