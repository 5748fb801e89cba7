package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.DiagonalNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The limits for several α in one continuation from the largest down. An α that fails takes none of
 * the others with it: the next begins anew.
 */
final class LimitAttempts {

  private LimitAttempts() {}

  /** Goes on to one limit. */
  interface Reach<L> {

    /**
     * The certified limit.
     *
     * @param k of the α
     * @throws ComputationException if it cannot be certified
     */
    L of(Continuation continuation, int k);
  }

  /**
   * Tries for all.
   *
   * @param alphas positive, in any order
   * @return in the order of {@code alphas}
   * @throws dev.mirrorflow.error.BadDataException if some α is not positive and finite
   * @throws ComputationException if the thread was interrupted
   */
  static <L> List<LimitAttempt<L>> of(double[] alphas, DualSystem system, Reach<L> reach) {
    List<LimitAttempt<L>> out = new ArrayList<>(Collections.nCopies(alphas.length, null));
    Continuation continuation = new Continuation(system);
    int[] order = fromTheLargest(alphas);
    begin(system, Arrays.stream(order).mapToDouble(k -> alphas[k]).toArray(), true);
    for (int k : order) {
      Continuation way = continuation;
      LimitAttempt<L> attempt = LimitAttempt.of(alphas[k], () -> reach.of(way, k));
      out.set(k, attempt);
      system.clock().next();
      if (attempt.limit().isEmpty()) {
        continuation = new Continuation(system);
      }
    }
    return out;
  }

  /**
   * Tries for all, each on its own.
   *
   * @param limit of the k-th α
   * @return in the order of {@code alphas}
   * @throws ComputationException if the thread was interrupted
   */
  static <L> List<LimitAttempt<L>> each(double[] alphas, DualSystem system, IntFunction<L> limit) {
    begin(system, alphas, false);
    List<LimitAttempt<L>> out = new ArrayList<>();
    for (int k = 0; k < alphas.length; k++) {
      int which = k;
      out.add(LimitAttempt.of(alphas[k], () -> limit.apply(which)));
      system.clock().next();
    }
    return out;
  }

  private static void begin(DualSystem system, double[] alphas, boolean isContinued) {
    double[] topLogs = Arrays.stream(alphas).map(alpha -> 2 * Math.log(alpha)).toArray();
    system.clock().begin(topLogs, Math.log(system.largestOfLeastNorm()), isContinued);
  }

  /**
   * The limits alone.
   *
   * @throws ComputationException if one of them failed
   */
  static <L> List<L> required(List<LimitAttempt<L>> attempts) {
    List<L> out = new ArrayList<>();
    for (LimitAttempt<L> attempt : attempts) {
      out.add(attempt.limit().orElseThrow(() -> new ComputationException(attempt.failure())));
    }
    return out;
  }

  /** The indices of α from the largest to the smallest, each checked. */
  private static int[] fromTheLargest(double[] alphas) {
    for (double alpha : alphas) {
      DiagonalNetwork.checkedAlpha(alpha);
    }
    return IntStream.range(0, alphas.length)
        .boxed()
        .sorted((p, q) -> Double.compare(alphas[q], alphas[p]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
