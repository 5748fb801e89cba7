package dev.mirrorflow.track.compare;

import java.util.Map;
import java.util.Set;

/**
 * When something counts as moved.
 *
 * @param minEffect smallest relative change that matters, 0.03 for 3%
 * @param level chance of a false verdict in a suite, and the level of the intervals: 0.05
 * @param resamples of the bootstrap
 * @param seed of the bootstrap; the same seed gives the same interval
 * @param design how the forks were run
 * @param across aspects of the environment that may differ
 * @param replicate what is measured again and again
 * @param minEffects smallest relative changes that matter of metrics that have their own, by name
 */
public record Criteria(
    double minEffect,
    double level,
    int resamples,
    long seed,
    Design design,
    Set<Aspect> across,
    Replicate replicate,
    Map<String, Double> minEffects) {

  /**
   * 3% at least, 5% of suites with a false verdict, runs apart from each other in the same
   * environment.
   */
  public static final Criteria DEFAULT =
      new Criteria(0.03, 0.05, 2000, 20250611, Design.SEPARATE, Set.of(), Replicate.AUTO, Map.of());

  /**
   * Criteria.
   *
   * @throws IllegalArgumentException unless 0 &lt; minEffect &lt; 10, 0 &lt; level &lt; 0.5,
   *     resamples &gt;= 100
   */
  public Criteria {
    if (!(minEffect > 0 && minEffect < 10)) {
      throw new IllegalArgumentException("minEffect must be in (0, 10): " + minEffect);
    }
    if (!(level > 0 && level < 0.5)) {
      throw new IllegalArgumentException("level must be in (0, 0.5): " + level);
    }
    if (resamples < 100) {
      throw new IllegalArgumentException("resamples must be at least 100: " + resamples);
    }
    across = Set.copyOf(across);
    minEffects = Map.copyOf(minEffects);
  }

  /** The smallest relative change of a metric that matters. */
  double minEffect(String metric) {
    return minEffects.getOrDefault(metric, minEffect);
  }

  /** The same with another unit to count. */
  public Criteria with(Replicate other) {
    return new Criteria(minEffect, level, resamples, seed, design, across, other, minEffects);
  }

  /** The same at another level. */
  Criteria withLevel(double other) {
    return new Criteria(minEffect, other, resamples, seed, design, across, replicate, minEffects);
  }

  /** The same for another design. */
  public Criteria with(Design other) {
    return new Criteria(minEffect, level, resamples, seed, other, across, replicate, minEffects);
  }
}
