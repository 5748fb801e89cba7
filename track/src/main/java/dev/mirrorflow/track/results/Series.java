package dev.mirrorflow.track.results;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
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

  /** How many forks failed, as far as JMH's JSON tells: it has fewer than were asked for. */
  public int lostForks() {
    return runs.stream()
        .mapToInt(r -> Math.max(0, r.settings().forks() - r.primary().rawData().length))
        .sum();
  }

  /** Names of the secondary metrics that every run has, under today's names. */
  public SortedSet<String> secondaryNames() {
    TreeSet<String> names = new TreeSet<>();
    runs.forEach(r -> r.secondary().keySet().forEach(n -> names.add(n.replaceFirst("^·", ""))));
    names.removeIf(name -> runs.stream().anyMatch(r -> r.secondary(name).isEmpty()));
    return names;
  }

  /** Whether every run has samples, so that there are percentiles. */
  public boolean hasSamples() {
    return runs.stream().noneMatch(r -> r.primary().histograms().isEmpty());
  }

  /**
   * A percentile of the samples of each fork, by run and fork; a fork without samples is left out.
   *
   * @param share in (0, 1]
   */
  public double[][] percentiles(double share) {
    return runs.stream()
        .map(r ->
            r.primary().histograms().stream()
                .mapToDouble(fork -> Histogram.percentile(fork, share))
                .filter(p -> !Double.isNaN(p))
                .map(p -> unit().score(r.primary().unit().cost(p)))
                .toArray())
        .toArray(double[][]::new);
  }

  /** Costs by fork and iteration, see {@link Unit#cost}: less is better, whatever the unit. */
  public double[][] costs() {
    return runs.stream()
        .flatMap(run -> Arrays.stream(run.primary().unit().costs(run.primary().rawData())))
        .toArray(double[][]::new);
  }

  /** The cost of each fork, the median of its iterations, by run. */
  public double[][] runCosts() {
    return runs.stream()
        .map(run -> medians(run.primary(), run.primary().unit()::cost))
        .toArray(double[][]::new);
  }

  /** A secondary metric of each fork, the median of its iterations, by run. */
  public double[][] secondaryByRun(String name) {
    return runs.stream()
        .flatMap(run -> run.secondary(name).stream())
        .map(metric -> medians(metric, v -> v))
        .toArray(double[][]::new);
  }

  private static double[] medians(Metric metric, DoubleUnaryOperator value) {
    return Arrays.stream(metric.rawData())
        .filter(fork -> fork.length > 0)
        .mapToDouble(fork -> value.applyAsDouble(Median.of(fork)))
        .toArray();
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
