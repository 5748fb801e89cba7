package dev.mirrorflow.sweep;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.DiagonalNetwork;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The frame of a sweep: one task for each α, on some threads. A task makes all it needs when it
 * runs, so that no more are in memory than there are threads, besides the results.
 */
final class ParallelAlphas {

  /** What is done for one α. */
  interface Task<P> {

    /**
     * Runs on one thread to the end, or until asked to stop.
     *
     * @param cancelled asked every few steps
     * @return empty if it was stopped
     */
    Optional<P> run(double alpha, BooleanSupplier cancelled);
  }

  private ParallelAlphas() {}

  /**
   * Runs the task for all α.
   *
   * @param alphas positive, in any order
   * @param threads number of threads, at least 1
   * @param progress told of each point as it ends, from any of the threads, one at a time
   * @throws BadDataException if there is no α, one is not positive and finite, or threads is below
   *     1
   */
  static <P> Swept<P> run(
      double[] alphas, int threads, Task<P> task, Consumer<? super P> progress) {
    SweptPoints<P> points = new SweptPoints<>(alphas, progress);
    return points.sweep(
        threads,
        stop ->
            IntStream.range(0, alphas.length)
                .parallel()
                .forEach(
                    k -> task.run(alphas[k], stop).ifPresent(point -> points.ended(k, point))));
  }

  /**
   * Runs a body that is parallel by itself, in a pool of the given number of threads.
   *
   * @param body takes the question whether to stop
   * @throws InterruptedException if the calling thread is interrupted
   * @throws BadDataException if there is no α, one is not positive and finite, or threads is below
   *     1
   */
  static <P> List<P> inPool(double[] alphas, int threads, Function<BooleanSupplier, List<P>> body)
      throws InterruptedException {
    if (alphas.length == 0) {
      throw new BadDataException("the sweep has no alpha; give at least one");
    }
    for (double alpha : alphas) {
      DiagonalNetwork.checkedAlpha(alpha);
    }
    if (threads < 1) {
      throw new BadDataException("the number of threads must be at least 1, not " + threads);
    }
    AtomicBoolean stop = new AtomicBoolean();
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(() -> body.apply(stop::get)).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      stop.set(true);
      pool.close();
    }
  }
}
