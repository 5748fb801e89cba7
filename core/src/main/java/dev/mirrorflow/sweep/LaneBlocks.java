package dev.mirrorflow.sweep;

import dev.mirrorflow.kernel.LaneKernels;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The α of a sweep in lanes: blocks of lanes, one a thread, fed from one queue. */
final class LaneBlocks<P> {

  /** What runs the α of the queue side by side, on one thread. */
  interface Block {

    /**
     * Runs until the queue is empty, or until asked to stop.
     *
     * @param width of the lanes
     */
    void run(int width, BooleanSupplier stop);
  }

  private final double[] alphas;
  private final AtomicInteger next = new AtomicInteger();
  private final long[] begins;
  private final SweptPoints<P> points;

  LaneBlocks(double[] alphas, Consumer<? super P> progress) {
    this.alphas = alphas;
    this.begins = new long[alphas.length];
    this.points = new SweptPoints<>(alphas, progress);
  }

  static String description() {
    int full = LaneKernels.width();
    return "sweeps of "
        + full / 2
        + " alphas or more take "
        + full
        + " side by side in each thread, descents and flows by euler, rk4 and dormand-prince";
  }

  /**
   * Whether this many α run in lanes. The number of threads has no say: lanes round otherwise than
   * single runs, and the bits are to be the same for any number.
   */
  static boolean pay(int alphas) {
    return 2 * alphas >= LaneKernels.width();
  }

  /** Runs all, in blocks of lanes. */
  Swept<P> run(int threads, Block block) {
    int full = LaneKernels.width();
    int blocks = Math.min(threads, (2 * alphas.length - 1) / full + 1);
    int width = 2 * alphas.length > full * blocks ? full : full / 2;
    return points.sweep(
        threads,
        stop -> IntStream.range(0, blocks).parallel().forEach(_ -> block.run(width, stop)));
  }

  /** The number of the next α, or a negative one if none is left. */
  int next() {
    int number = next.getAndIncrement();
    return number < alphas.length ? number : -1;
  }

  double alpha(int number) {
    return alphas[number];
  }

  /** Starts the clock of an α. */
  void begin(int number) {
    begins[number] = System.nanoTime();
  }

  double seconds(int number) {
    return (System.nanoTime() - begins[number]) / 1e9;
  }

  /** Takes the point of an α that came to its end. */
  void ended(int number, P point) {
    points.ended(number, point);
  }
}
