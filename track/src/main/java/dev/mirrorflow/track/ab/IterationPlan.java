package dev.mirrorflow.track.ab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * How long the iterations are. What decides is between forks, so that long iterations prove little:
 * where all forks would take longer than the budget, or ten minutes without one, an iteration lasts
 * half a second.
 *
 * @param options of JMH, for every fork
 * @param seconds of one round of all benchmarks on one side, as JMH announces it; 0 if it does not
 * @param isShortened whether the project's own times are not used
 */
record IterationPlan(List<String> options, long seconds, boolean isShortened) {

  /** Without a budget, longer runs are shortened. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** Of starting two JVMs, and the reference loads. */
  private static final long START_SECONDS = 1;

  private static final List<String> SHORT = List.of("-w", "500ms", "-r", "500ms");

  /**
   * The plan.
   *
   * @param announced how long a round takes with such options, as JMH announces it
   * @param given options of the user's
   * @param rounds on each of two sides
   * @param asWritten whether the project's times are to be used in any case
   */
  static IterationPlan of(
      Function<List<String>, Optional<Duration>> announced,
      List<String> given,
      int rounds,
      Optional<Duration> budget,
      boolean asWritten) {
    long written = seconds(announced.apply(given));
    boolean isLong = 2L * rounds * written > budget.orElse(PATIENCE).toSeconds();
    if (!isLong || asWritten || !JmhOptions.timesOf(given).isEmpty()) {
      return new IterationPlan(given, written, false);
    }
    List<String> options = new ArrayList<>(given);
    options.addAll(SHORT);
    long shorter = seconds(announced.apply(options));
    return shorter < written
        ? new IterationPlan(options, shorter, true)
        : new IterationPlan(given, written, false);
  }

  /** In whole seconds, at least one where JMH tells; 0 where it does not. */
  private static long seconds(Optional<Duration> announced) {
    return announced.map(d -> Math.max(1, d.toSeconds())).orElse(0L);
  }

  /** Whether it was read whole. */
  boolean isComplete() {
    return options != null && options.stream().allMatch(Objects::nonNull);
  }

  /**
   * What to expect, in one line.
   *
   * @param methods number of benchmark methods
   * @param rounds on each of two sides
   */
  String words(int methods, int rounds, Optional<Duration> budget) {
    int forks = 2 * rounds * methods;
    String text = methods + (methods == 1 ? " benchmark, " : " benchmarks, ") + forks + " forks";
    if (seconds == 0) {
      return text + "; JMH does not tell how long they take";
    }
    Duration all = Duration.ofSeconds(2L * rounds * seconds + forks * START_SECONDS);
    text += ", about " + Span.words(all);
    if (budget.isPresent() && all.compareTo(budget.get()) > 0) {
      text += ": more than the budget of " + Span.words(budget.get()) + ", so fewer rounds";
    }
    return isShortened
        ? text + "; iterations are shortened to 500 ms (--as-written keeps the project's)"
        : text;
  }
}
