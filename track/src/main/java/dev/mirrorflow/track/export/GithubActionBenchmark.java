package dev.mirrorflow.track.export;

import dev.mirrorflow.track.results.Direction;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The custom format of github-action-benchmark. Its own reader of JMH takes every score for smaller
 * is better, so that a lost throughput counts as a gain; therefore two files, one a direction, for
 * {@code customBiggerIsBetter} and {@code customSmallerIsBetter}.
 */
final class GithubActionBenchmark {

  private GithubActionBenchmark() {}

  /** An entry, as that program names its fields. */
  private record Entry(String name, String unit, double value, String range, String extra) {}

  /**
   * The figures of one direction. What is better neither way, such as a rate of garbage or a count
   * of collections, is in neither.
   */
  static byte[] json(List<MetricPoint> points, Direction direction) {
    List<Entry> entries =
        points.stream()
            .filter(p -> p.direction() == direction)
            .map(GithubActionBenchmark::entry)
            .toList();
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsBytes(entries);
  }

  private static Entry entry(MetricPoint p) {
    return new Entry(
        p.fullName(),
        p.unit().text(),
        p.value(),
        String.format(Locale.ROOT, "%.4g..%.4g", p.low(), p.high()),
        "forks: " + p.forks());
  }
}
