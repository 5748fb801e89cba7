package dev.mirrorflow.track.ab;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much is measured. */
final class EffortOptions {

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "10",
      description = "of each benchmark on each side; default: ${DEFAULT-VALUE}")
  private int forks;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      converter = Span.class,
      description =
          "of measuring, as 20m: no fork begins that would end later, and the verdicts are those of"
              + " the forks so far")
  private Optional<Duration> budget = Optional.empty();

  @Option(
      names = "--fork-limit",
      paramLabel = "TIME",
      converter = Span.class,
      defaultValue = "30m",
      description = "a fork that takes longer is ended and has failed; default: ${DEFAULT-VALUE}")
  private Duration forkLimit;

  @Option(
      names = "--as-written",
      description =
          "iterations as long as the project wants them; otherwise 500 ms, if all would take longer"
              + " than the budget, or 10 minutes without one")
  private boolean asWritten;

  @Option(
      names = "--full",
      description = "all forks, also when every verdict is decided before the last round")
  private boolean isFull;

  /** What is wrong; empty if nothing is. */
  Optional<String> problem() {
    return forks < 1 ? Optional.of("--forks must be at least 1, not " + forks) : Optional.empty();
  }

  Effort effort() {
    return new Effort(forks, budget, forkLimit, asWritten, isFull);
  }
}
