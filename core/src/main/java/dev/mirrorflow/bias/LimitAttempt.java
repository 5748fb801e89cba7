package dev.mirrorflow.bias;

import java.util.Optional;

/**
 * A limit that was tried for.
 *
 * @param alpha α
 * @param limit the limit, if it was certified
 * @param failure why it was not, one line; otherwise empty
 */
public record LimitAttempt(double alpha, Optional<Projection> limit, String failure) {}
