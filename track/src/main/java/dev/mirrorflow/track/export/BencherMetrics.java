package dev.mirrorflow.track.export;

import dev.mirrorflow.track.results.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bencher's metric format: by benchmark and measure a value and its bounds, here the smallest and
 * largest fork. Times go to its measure {@code latency}, in ns, and rates to {@code throughput}, in
 * operations per second; the threshold's side follows from that. Secondary metrics keep their name
 * and unit.
 */
final class BencherMetrics {

  private static final double NANOS_PER_MICRO = 1e3;
  private static final double MICROS_PER_SECOND = 1e6;

  private BencherMetrics() {}

  /** The figures. */
  static byte[] json(List<MetricPoint> points) {
    Map<String, Map<String, Map<String, Double>>> all = new LinkedHashMap<>();
    for (MetricPoint p : points) {
      Map<String, Double> bounds = new LinkedHashMap<>();
      bounds.put("value", converted(p, p.value()));
      bounds.put("lower_value", converted(p, p.low()));
      bounds.put("upper_value", converted(p, p.high()));
      all.computeIfAbsent(p.benchmark(), b -> new LinkedHashMap<>()).put(measure(p), bounds);
    }
    return JsonMapper.builder()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .build()
        .writeValueAsBytes(all);
  }

  private static boolean isTime(MetricPoint p) {
    return p.metric().isEmpty() && p.unit().toMicros(1).isPresent();
  }

  private static String measure(MetricPoint p) {
    if (isTime(p)) {
      return p.unit().isBiggerBetter() ? "throughput" : "latency";
    }
    String name = p.metric().isEmpty() ? "score" : p.metric();
    String words = name + " " + p.unit();
    return words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }

  private static double converted(MetricPoint p, double score) {
    if (!isTime(p)) {
      return score;
    }
    Unit unit = p.unit();
    double micros = unit.toMicros(score).orElseThrow();
    return unit.isBiggerBetter() ? MICROS_PER_SECOND / micros : micros * NANOS_PER_MICRO;
  }
}
