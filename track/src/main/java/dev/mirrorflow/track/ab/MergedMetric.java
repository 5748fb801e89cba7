package dev.mirrorflow.track.ab;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A metric of many forks from those of single ones: the raw data one after the other, and score,
 * error and percentiles as JMH computes them from it.
 */
final class MergedMetric {

  private static final double CONFIDENCE = 0.999;
  private static final String RAW = "rawData";
  private static final String HISTOGRAMS = "rawDataHistogram";

  private MergedMetric() {}

  /** The metric of all forks; the first says what else there is. */
  static ObjectNode of(List<JsonNode> forks) {
    ObjectNode merged = (ObjectNode) forks.get(0).deepCopy();
    boolean isHistogram = forks.get(0).has(HISTOGRAMS);
    ArrayNode raw = merged.withArray(isHistogram ? HISTOGRAMS : RAW);
    raw.removeAll();
    for (JsonNode fork : forks) {
      fork.path(isHistogram ? HISTOGRAMS : RAW).forEach(raw::add);
    }
    SampleStatistics statistics = isHistogram ? ofSamples(raw) : ofScores(raw);
    put(merged, "score", meanScore(forks));
    put(merged, "scoreError", statistics.meanError(CONFIDENCE));
    ArrayNode interval = merged.withArray("scoreConfidence");
    interval.removeAll();
    for (double bound : statistics.interval(CONFIDENCE)) {
      if (Double.isFinite(bound)) {
        interval.add(bound);
      } else {
        interval.add("NaN");
      }
    }
    ObjectNode percentiles = merged.withObject("scorePercentiles");
    for (String p : List.copyOf(percentiles.propertyNames())) {
      put(percentiles, p, statistics.percentile(Double.parseDouble(p)));
    }
    return merged;
  }

  /** Mean over forks: JMH adds up some metrics of profilers and averages the others. */
  private static double meanScore(List<JsonNode> forks) {
    return forks.stream()
        .mapToDouble(f -> f.path("score").asDouble(Double.NaN))
        .average()
        .orElse(Double.NaN);
  }

  private static SampleStatistics ofScores(ArrayNode forks) {
    SampleStatistics statistics = new SampleStatistics();
    for (JsonNode fork : forks) {
      fork.forEach(score -> statistics.add(score.asDouble(Double.NaN), 1));
    }
    return statistics;
  }

  private static SampleStatistics ofSamples(ArrayNode forks) {
    SampleStatistics statistics = new SampleStatistics();
    for (JsonNode fork : forks) {
      for (JsonNode iteration : fork) {
        iteration.forEach(
            bin -> statistics.add(bin.path(0).asDouble(Double.NaN), bin.path(1).asLong(0)));
      }
    }
    return statistics;
  }

  /** A number, or what JMH writes in place of one. */
  private static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.put(name, "NaN");
    }
  }
}
