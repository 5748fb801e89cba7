package dev.mirrorflow.track.results;

import java.util.Map;
import java.util.Optional;

/**
 * One benchmark as JMH measured it, nothing left out.
 *
 * @param settings how it was run
 * @param primary the score
 * @param secondary metrics of profilers and auxiliary counters by JMH's name
 */
public record Measurement(
    BenchmarkId id, Settings settings, Metric primary, Map<String, Metric> secondary) {

  /**
   * A secondary metric under today's name: until 1.36, JMH put a middle dot before a profiler's.
   */
  public Optional<Metric> secondary(String name) {
    return Optional.ofNullable(secondary.getOrDefault(name, secondary.get("·" + name)));
  }
}
