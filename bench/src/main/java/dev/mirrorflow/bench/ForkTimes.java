package dev.mirrorflow.bench;

import dev.mirrorflow.bench.results.Measurement;
import dev.mirrorflow.bench.results.Metric;
import dev.mirrorflow.bench.results.Unit;
import dev.mirrorflow.error.BadDataException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How long one of our benchmarks takes, as needed to derive rates from it. The fork is the unit: a
 * fork's figure is the median of its iterations, and the benchmark's the median over forks, because
 * on the JVM the variance between forks is the real one.
 */
public final class ForkTimes {

  private final String benchmark;
  private final Map<String, String> params;
  private final double[] forkMicros;

  /**
   * A measurement.
   *
   * @param benchmark class and method, as JMH names it
   * @param forkMicros µs per call, one for each fork
   */
  ForkTimes(String benchmark, Map<String, String> params, double[] forkMicros) {
    this.benchmark = benchmark;
    this.params = Map.copyOf(params);
    this.forkMicros = forkMicros.clone();
    Arrays.sort(this.forkMicros);
  }

  /**
   * The times that JMH measured, whatever unit it was asked for.
   *
   * @throws BadDataException if the unit is not a time
   */
  static ForkTimes of(Measurement measurement) {
    Metric metric = measurement.primary();
    return new ForkTimes(
        measurement.id().benchmark(),
        measurement.id().params(),
        Arrays.stream(metric.rawData())
            .mapToDouble(fork -> micros(median(fork), metric.unit()))
            .toArray());
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

  /** All parameters in one word or two: {@code "256x16384"}, {@code "256x1024 b=8"}. */
  String shape() {
    return params.entrySet().stream()
        .sorted(Map.Entry.<String, String>comparingByKey().reversed())
        .map(e -> e.getKey().equals("shape") ? e.getValue() : e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining(" "));
  }

  /** Median over forks, µs per call. */
  double micros() {
    return median(forkMicros);
  }

  /** The middle value, or the mean of the middle two. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
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
