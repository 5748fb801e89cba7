package dev.mirrorflow.track.export;

import dev.mirrorflow.track.results.Direction;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.Median;
import dev.mirrorflow.track.results.Metric;
import dev.mirrorflow.track.results.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One figure of a result for other programs.
 *
 * @param benchmark identity in words: class and method in full, parameters, mode
 * @param metric name of a secondary metric, empty for the score
 * @param value median over forks of the median over iterations
 * @param low smallest fork
 * @param high largest fork
 */
record MetricPoint(
    String benchmark, String metric, Unit unit, double value, double low, double high, int forks) {

  /** Score and secondary metrics of all measurements, those without a finite figure left out. */
  static List<MetricPoint> of(List<Measurement> measurements) {
    List<MetricPoint> points = new ArrayList<>();
    for (Measurement m : measurements) {
      String name = name(m);
      add(points, name, "", m.primary());
      for (Map.Entry<String, Metric> e : m.secondary().entrySet()) {
        add(points, name, e.getKey(), e.getValue());
      }
    }
    return points;
  }

  /** The full name: two classes of one simple name are two benchmarks. */
  static String name(Measurement m) {
    String type = m.id().type();
    String path = type.contains(".") ? type.substring(0, type.lastIndexOf('.') + 1) : "";
    return path + m.id().label();
  }

  private static void add(List<MetricPoint> points, String name, String metric, Metric figures) {
    double[] forks =
        Arrays.stream(figures.rawData())
            .filter(fork -> fork.length > 0)
            .mapToDouble(Median::of)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (forks.length > 0) {
      points.add(
          new MetricPoint(
              name,
              metric,
              figures.unit(),
              Median.of(forks),
              forks[0],
              forks[forks.length - 1],
              forks.length));
    }
  }

  /** Which way is better; a score that is no rate is a cost. */
  Direction direction() {
    Direction told = Direction.of(unit);
    return isScore() && told == Direction.NONE ? Direction.SMALLER_IS_BETTER : told;
  }

  /** Whether this is the benchmark's own score. */
  boolean isScore() {
    return metric.isEmpty();
  }

  /** Benchmark and metric. */
  String fullName() {
    return metric.isEmpty() ? benchmark : benchmark + " " + metric;
  }
}
