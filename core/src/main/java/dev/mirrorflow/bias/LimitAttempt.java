package dev.mirrorflow.bias;

import java.util.Optional;

/**
 * A limit that was tried for.
 *
 * @param <L> the limit of an X in memory or by columns
 * @param alpha α
 * @param limit the limit, if it was certified
 * @param failure why it was not, one line; otherwise empty
 */
public record LimitAttempt<L>(double alpha, Optional<L> limit, String failure) {}
