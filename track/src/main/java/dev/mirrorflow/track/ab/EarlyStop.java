package dev.mirrorflow.track.ab;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What ends a run before its last round: the budget, or verdicts that are all decided. */
final class EarlyStop {

  /** Asks whether the forks so far decide every verdict. */
  @FunctionalInterface
  interface Look {
    /** Whether they do. */
    boolean isDecided(List<Slot> measured) throws IOException;
  }

  private final Optional<Duration> budget;
  private final List<Integer> looks;
  private final Look look;
  private final LongSupplier nanos;
  private final long start;
  private long pairStart;
  private long pairNanos;

  /**
   * A stop.
   *
   * @param budget of this process, from now on
   * @param looks after how many rounds to look
   * @param nanos the clock
   */
  EarlyStop(Optional<Duration> budget, List<Integer> looks, Look look, LongSupplier nanos) {
    this.budget = budget;
    this.looks = looks;
    this.look = look;
    this.nanos = nanos;
    start = nanos.getAsLong();
    pairStart = start;
  }

  /** Ends nothing. */
  static EarlyStop never() {
    return new EarlyStop(Optional.empty(), List.of(), measured -> false, System::nanoTime);
  }

  /**
   * Why to end before a round begins; empty to go on.
   *
   * @param round number of the round, which is that of the rounds before it
   */
  String beforeRound(int round, List<Slot> measured) throws IOException {
    return looks.contains(round) && look.isDecided(measured)
        ? "ended after " + round + " rounds: every verdict was decided"
        : "";
  }

  /** Why to end before the two forks of a pair begin; empty to go on. */
  String beforePair(int round) {
    long now = nanos.getAsLong();
    pairNanos = Math.max(pairNanos, now - pairStart);
    pairStart = now;
    boolean isSpent =
        budget.isPresent() && now - start + pairNanos > budget.get().toNanos() && now > start;
    return isSpent
        ? "ended in round "
            + (round + 1)
            + ": the budget of "
            + Span.words(budget.get())
            + " is spent"
        : "";
  }
}
