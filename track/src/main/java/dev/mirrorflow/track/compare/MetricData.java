package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.Direction;
import dev.mirrorflow.track.results.Series;
import dev.mirrorflow.track.results.Unit;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A metric of one benchmark on one side, beside its score.
 *
 * @param name as shown: {@code "allocation"}, {@code "p99"}, otherwise JMH's
 * @param byRun the figure of each fork, by run: the median of its iterations
 * @param iterations of all forks
 */
record MetricData(String name, Unit unit, double[][] byRun, double[] iterations) {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  /** What an auxiliary counter of events counts. */
  private static final String EVENTS = "#";

  private static final Map<String, Double> PERCENTILES = Map.of("p50", 0.5, "p99", 0.99);

  /** The figures of all forks. */
  double[] figures() {
    return Arrays.stream(byRun).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The same figures in another unit of the same quantity. */
  MetricData in(Unit other) {
    return new MetricData(
        name,
        other,
        Arrays.stream(byRun)
            .map(run -> Arrays.stream(run).map(v -> other.score(unit.cost(v))).toArray())
            .toArray(double[][]::new),
        Arrays.stream(iterations).map(v -> other.score(unit.cost(v))).toArray());
  }

  /**
   * The metrics of a benchmark that say something about it, by name. Rates and counts of a profiler
   * are left out: a faster benchmark has more of them.
   */
  static Map<String, MetricData> of(Series series) {
    Map<String, MetricData> all = new TreeMap<>();
    for (String jmhName : series.secondaryNames()) {
      Unit unit = series.runs().get(0).secondary(jmhName).orElseThrow().unit();
      if (Direction.of(unit) != Direction.NONE || unit.text().equals(EVENTS)) {
        secondary(series, jmhName, unit).ifPresent(data -> all.put(data.name(), data));
      }
    }
    if (series.hasSamples() && series.isOneQuantity()) {
      PERCENTILES.forEach((name, share) -> {
        double[][] byRun = series.percentiles(share);
        MetricData data = new MetricData(name, series.unit(), byRun, new double[0]);
        if (data.figures().length > 0) {
          all.put(name, data);
        }
      });
    }
    return all;
  }

  private static Optional<MetricData> secondary(Series series, String jmhName, Unit unit) {
    double[][] forks = series.secondary(jmhName).orElse(new double[0][]);
    double[] iterations = Arrays.stream(forks).flatMapToDouble(Arrays::stream).toArray();
    boolean isNumber = Arrays.stream(iterations).allMatch(Double::isFinite);
    String name = jmhName.equals(ALLOCATION) ? MetricComparison.ALLOCATION : jmhName;
    return iterations.length == 0 || !isNumber
        ? Optional.empty()
        : Optional.of(new MetricData(name, unit, series.secondaryByRun(jmhName), iterations));
  }
}
