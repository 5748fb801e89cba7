package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A limit that was tried for.
 *
 * @param <L> the limit of an X in memory or by columns
 * @param alpha α
 * @param limit the limit, if it was certified
 * @param failure why it was not, one line; otherwise empty
 */
public record LimitAttempt<L>(double alpha, Optional<L> limit, String failure) {

  /**
   * Tries.
   *
   * @throws ComputationException if the thread was interrupted
   */
  static <L> LimitAttempt<L> of(double alpha, Supplier<L> solve) {
    try {
      return new LimitAttempt<>(alpha, Optional.of(solve.get()), "");
    } catch (ComputationException failed) {
      ComputationException.throwIfInterrupted();
      return new LimitAttempt<>(alpha, Optional.empty(), failed.getMessage());
    }
  }
}
