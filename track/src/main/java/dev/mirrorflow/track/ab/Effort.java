package dev.mirrorflow.track.ab;

import java.time.Duration;
import java.util.Optional;

/**
 * How much is measured.
 *
 * @param rounds forks of each benchmark on each side, at most
 * @param budget after which no fork is started; empty for none
 * @param forkLimit after which a fork is ended
 * @param asWritten whether iterations are as long as the project wants them in any case
 * @param isFull whether all rounds are measured, also when every verdict is decided
 */
record Effort(
    int rounds, Optional<Duration> budget, Duration forkLimit, boolean asWritten, boolean isFull) {}
