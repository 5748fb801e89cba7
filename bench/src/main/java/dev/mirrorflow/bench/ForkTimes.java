package dev.mirrorflow.bench;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.Median;
import dev.mirrorflow.track.results.Metric;
import dev.mirrorflow.track.results.Unit;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How long one of our benchmarks takes, as needed to derive rates from it. The fork is the unit: a
 * fork's figure is the median of its iterations, and the benchmark's the median over forks, because
 * on the JVM the variance between forks is the real one.
 */
public final class ForkTimes {

  /** Parameters whose values speak for themselves. */
  private static final Set<String> NAMELESS = Set.of("shape", "problem");

  private final String benchmark;
  private final Map<String, String> params;
  private final double[] forkMicros;
  private final Map<String, Double> counters;

  /** A measurement without counters. */
  ForkTimes(String benchmark, Map<String, String> params, double[] forkMicros) {
    this(benchmark, params, forkMicros, Map.of());
  }

  /**
   * A measurement.
   *
   * @param benchmark class and method, as JMH names it
   * @param forkMicros µs per call, one for each fork
   * @param counters what one call counts besides its time
   */
  ForkTimes(
      String benchmark,
      Map<String, String> params,
      double[] forkMicros,
      Map<String, Double> counters) {
    this.benchmark = benchmark;
    this.params = Map.copyOf(params);
    this.forkMicros = forkMicros.clone();
    Arrays.sort(this.forkMicros);
    this.counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
  }

  /**
   * The times that JMH measured, whatever unit it was asked for; a fork without iterations, as of a
   * run that broke, does not count.
   *
   * @throws BadDataException if the unit is not a time, or no fork has one that is positive
   */
  static ForkTimes of(Measurement measurement) {
    Metric metric = measurement.primary();
    String benchmark = measurement.id().benchmark();
    double[] forks =
        Arrays.stream(metric.rawData())
            .filter(fork -> fork.length > 0)
            .mapToDouble(fork -> micros(Median.of(fork), metric.unit()))
            .toArray();
    if (forks.length == 0 || !Arrays.stream(forks).allMatch(t -> t > 0 && Double.isFinite(t))) {
      throw new BadDataException(benchmark + " has no times; measure it again");
    }
    return new ForkTimes(benchmark, measurement.id().params(), forks, counters(measurement));
  }

  /**
   * The benchmark's own counters, each iteration's figure; JMH's score is their sum. The names of
   * profilers' metrics have dots.
   */
  private static Map<String, Double> counters(Measurement measurement) {
    Map<String, Double> counters = new TreeMap<>();
    measurement
        .secondary()
        .forEach((name, metric) -> {
          double[][] forks = metric.rawData();
          if (name.indexOf('.') < 0 && forks.length > 0 && forks[0].length > 0) {
            counters.put(name, Median.of(forks[0]));
          }
        });
    return counters;
  }

  private static double micros(double score, Unit unit) {
    return unit.toMicros(score)
        .orElseThrow(
            () -> new BadDataException("JMH's unit '" + unit + "' is not a time; use -bm avgt"));
  }

  String benchmark() {
    return benchmark;
  }

  /** The class's simple name without "Benchmark". */
  String group() {
    String type = benchmark.substring(0, benchmark.lastIndexOf('.'));
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return simple.endsWith("Benchmark")
        ? simple.substring(0, simple.length() - "Benchmark".length())
        : simple;
  }

  /** The method's name: the implementation. */
  String method() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  /**
   * A parameter's value.
   *
   * @throws IllegalArgumentException if the benchmark has no such parameter
   */
  String param(String name) {
    String value = params.get(name);
    if (value == null) {
      throw new IllegalArgumentException(benchmark + " was measured without parameter " + name);
    }
    return value;
  }

  /** What one call counts besides its time, by name: evaluations, an error. */
  Map<String, Double> counters() {
    return counters;
  }

  /** All parameters in one word or two: {@code "256x16384"}, {@code "256x1024 b=8"}. */
  String shape() {
    return params.entrySet().stream()
        .sorted(Map.Entry.<String, String>comparingByKey().reversed())
        .map(e -> NAMELESS.contains(e.getKey()) ? e.getValue() : e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Median over forks, µs per call. */
  double micros() {
    return Median.of(forkMicros);
  }

  /** The fastest fork, µs per call. */
  double minMicros() {
    return forkMicros[0];
  }

  /** The slowest fork, µs per call. */
  double maxMicros() {
    return forkMicros[forkMicros.length - 1];
  }

  /** µs per call of a fork, the fastest first. */
  double forkMicros(int fork) {
    return forkMicros[fork];
  }

  int forks() {
    return forkMicros.length;
  }
}
