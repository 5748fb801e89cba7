package dev.mirrorflow.track.results;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One benchmark in all files of a suite: their forks, in the order of the files.
 *
 * @param runs at least one, of the same identity
 */
public record Series(BenchmarkId id, List<Measurement> runs) {

  /** The unit of the first run. */
  public Unit unit() {
    return runs.get(0).primary().unit();
  }

  /** Arguments that any of the measured JVMs was started with. */
  public SortedSet<String> jvmArgs() {
    return runs.stream()
        .flatMap(r -> r.settings().jvmArgs().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether all runs measured the same quantity, such as a time, in whatever units. */
  public boolean isOneQuantity() {
    return runs.stream().map(r -> r.primary().unit().quantity()).distinct().count() == 1;
  }

  /** Costs by fork and iteration, see {@link Unit#cost}: less is better, whatever the unit. */
  public double[][] costs() {
    return runs.stream()
        .flatMap(run ->
            Arrays.stream(run.primary().rawData())
                .map(fork -> Arrays.stream(fork).map(run.primary().unit()::cost).toArray()))
        .toArray(double[][]::new);
  }

  /**
   * A secondary metric by fork and iteration, of the forks that have iterations; empty unless every
   * run has it.
   */
  public Optional<double[][]> secondary(String name) {
    List<Metric> metrics = runs.stream().flatMap(r -> r.secondary(name).stream()).toList();
    double[][] forks =
        metrics.stream()
            .flatMap(m -> Stream.of(m.rawData()))
            .filter(fork -> fork.length > 0)
            .toArray(double[][]::new);
    return metrics.size() < runs.size() || forks.length == 0
        ? Optional.empty()
        : Optional.of(forks);
  }
}
