package dev.mirrorflow.sweep;

import dev.mirrorflow.error.BadDataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The points of a sweep as they end, in any order and from any thread. */
final class SweptPoints<P> {

  private final double[] alphas;
  private final Consumer<? super P> progress;
  private final List<P> points;

  /**
   * No points yet.
   *
   * @param progress told of each point as it ends, from any of the threads, one at a time
   */
  SweptPoints(double[] alphas, Consumer<? super P> progress) {
    this.alphas = alphas.clone();
    this.progress = progress;
    this.points = new ArrayList<>(Collections.nCopies(alphas.length, null));
  }

  /** Takes the point of an α that came to its end. */
  synchronized void ended(int number, P point) {
    points.set(number, point);
    progress.accept(point);
  }

  /**
   * Runs a body that is parallel by itself and brings the points.
   *
   * @param body takes the question whether to stop
   * @throws BadDataException if there is no α, one is not positive and finite, or threads is below
   *     1
   */
  Swept<P> sweep(int threads, Consumer<BooleanSupplier> body) {
    boolean isInterrupted = false;
    try {
      ParallelAlphas.inPool(
          alphas,
          threads,
          stop -> {
            body.accept(stop);
            return List.of();
          });
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      isInterrupted = true;
    }
    return new Swept<>(
        points.stream().filter(Objects::nonNull).toList(), alphas.length, isInterrupted);
  }
}
