package dev.mirrorflow.sweep;

import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.LaneTasks;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The α of a sweep in lanes: blocks of lanes, one a thread, fed from one queue. */
final class LaneSweep implements LaneTasks {

  private final LeastSquares problem;
  private final double[] alphas;
  private final Consumer<SweepPoint> progress;
  private final AtomicInteger next = new AtomicInteger();
  private final long[] begins;
  private final SweepPoint[] points;

  LaneSweep(LeastSquares problem, double[] alphas, Consumer<SweepPoint> progress) {
    this.problem = problem;
    this.alphas = alphas;
    this.progress = progress;
    this.begins = new long[alphas.length];
    this.points = new SweepPoint[alphas.length];
  }

  static String description() {
    int full = LaneKernels.width();
    return "sweeps of "
        + full / 2
        + " alphas or more take "
        + full
        + " side by side in each thread";
  }

  /**
   * Whether this many α run in lanes. The number of threads has no say: lanes round otherwise than
   * single runs, and the bits are to be the same for any number.
   */
  static boolean pays(Descent plan, int alphas) {
    return plan.runsInLanes() && 2 * alphas >= LaneKernels.width();
  }

  /**
   * Runs all, in blocks of lanes.
   *
   * @return the points in the order of α
   * @throws InterruptedException if the calling thread is interrupted
   */
  List<SweepPoint> run(Descent plan, int threads) throws InterruptedException {
    int full = LaneKernels.width();
    int blocks = Math.min(threads, (2 * alphas.length - 1) / full + 1);
    int width = 2 * alphas.length > full * blocks ? full : full / 2;
    return ParallelAlphas.inPool(
        alphas,
        threads,
        stop -> {
          IntStream.range(0, blocks)
              .parallel()
              .forEach(_ -> plan.runInLanes(problem, width, this, stop));
          return Arrays.asList(points);
        });
  }

  @Override
  public int next() {
    int number = next.getAndIncrement();
    return number < alphas.length ? number : -1;
  }

  @Override
  public Start.Network start(int number) {
    begins[number] = System.nanoTime();
    return Start.network(alphas[number], problem.features());
  }

  @Override
  public void ended(int number, DescentResult result) {
    points[number] =
        new SweepPoint(
            alphas[number], result.withoutFactors(), (System.nanoTime() - begins[number]) / 1e9);
    synchronized (progress) {
      progress.accept(points[number]);
    }
  }
}
