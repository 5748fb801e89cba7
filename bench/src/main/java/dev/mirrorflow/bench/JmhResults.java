package dev.mirrorflow.bench;

import dev.mirrorflow.error.BadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JMH's JSON, as JMH wrote it. */
final class JmhResults {

  private static final Map<String, Double> MICROS_PER =
      Map.of("s", 1e6, "ms", 1e3, "us", 1.0, "ns", 1e-3);

  private JmhResults() {}

  /**
   * The measurements in a file, in its order.
   *
   * @throws BadDataException if it is not JMH's JSON, with the file and what is missing
   */
  static List<Measurement> read(Path file) {
    try {
      JsonNode root = JsonMapper.shared().readTree(file);
      if (!root.isArray()) {
        throw new BadDataException(file + " is not JMH's JSON: an array is expected; use -rf json");
      }
      List<Measurement> all = new ArrayList<>();
      for (JsonNode entry : root) {
        all.add(measurement(entry));
      }
      return all;
    } catch (JacksonException e) {
      throw new BadDataException(
          file + " cannot be read as JMH's JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Measurement measurement(JsonNode entry) {
    Map<String, String> params = new LinkedHashMap<>();
    entry.path("params").properties().forEach(p -> params.put(p.getKey(), p.getValue().asString()));
    JsonNode metric = entry.required("primaryMetric");
    String unit = metric.required("scoreUnit").asString();
    JsonNode forks = metric.required("rawData");
    double[] micros = new double[forks.size()];
    for (int f = 0; f < micros.length; f++) {
      micros[f] = toMicros(median(forks.get(f)), unit);
    }
    return new Measurement(entry.required("benchmark").asString(), params, micros, counters(entry));
  }

  /**
   * The benchmark's own counters, each iteration's figure; JMH's score is their sum. The names of
   * profilers' metrics have dots.
   */
  private static Map<String, Double> counters(JsonNode entry) {
    Map<String, Double> counters = new TreeMap<>();
    entry
        .path("secondaryMetrics")
        .properties()
        .forEach(metric -> {
          if (metric.getKey().indexOf('.') < 0) {
            counters.put(
                metric.getKey(), median(metric.getValue().required("rawData").required(0)));
          }
        });
    return counters;
  }

  private static double median(JsonNode iterations) {
    double[] scores = new double[iterations.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = iterations.get(i).asDouble();
    }
    return Measurement.median(scores);
  }

  /** µs per call from JMH's score, whose unit says which way is better. */
  static double toMicros(double score, String unit) {
    String[] parts = unit.split("/", 2);
    if (parts.length == 2 && parts[0].equals("ops") && MICROS_PER.containsKey(parts[1])) {
      return MICROS_PER.get(parts[1]) / score;
    }
    if (parts.length == 2 && parts[1].equals("op") && MICROS_PER.containsKey(parts[0])) {
      return score * MICROS_PER.get(parts[0]);
    }
    throw new BadDataException("JMH's unit '" + unit + "' is not a time; use -bm avgt");
  }
}
