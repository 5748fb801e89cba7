package dev.mirrorflow.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One benchmark with its parameters, as JMH measured it. The fork is the unit: a fork's figure is
 * the median of its iterations, and the benchmark's the median over forks, because on the JVM the
 * variance between forks is the real one.
 */
public final class Measurement {

  /** Parameters whose values speak for themselves. */
  private static final Set<String> NAMELESS = Set.of("shape", "problem");

  private final String benchmark;
  private final Map<String, String> params;
  private final double[] forkMicros;
  private final Map<String, Double> counters;

  /** A measurement without counters. */
  Measurement(String benchmark, Map<String, String> params, double[] forkMicros) {
    this(benchmark, params, forkMicros, Map.of());
  }

  /**
   * A measurement.
   *
   * @param benchmark class and method, as JMH names it
   * @param forkMicros µs per call, one for each fork
   * @param counters what one call counts besides its time
   */
  Measurement(
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

  int forks() {
    return forkMicros.length;
  }
}
