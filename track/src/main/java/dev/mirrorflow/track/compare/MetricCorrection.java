package dev.mirrorflow.track.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Corrects each metric beside the score for the number of benchmarks that have it, so that the
 * metrics take nothing from the scores, nor from each other.
 */
final class MetricCorrection {

  private final Map<MetricAnalysis, Double> adjusted = new HashMap<>();
  private final Map<String, Integer> tested = new TreeMap<>();

  /** The correction of the metrics of all benchmarks. */
  MetricCorrection(List<MetricAnalysis> all) {
    all.stream()
        .map(MetricAnalysis::name)
        .distinct()
        .forEach(name -> {
          List<MetricAnalysis> family =
              all.stream().filter(m -> m.name().equals(name) && m.isTested()).toList();
          double[] pValues =
              Holm.adjust(family.stream().mapToDouble(MetricAnalysis::pValue).toArray());
          for (int i = 0; i < pValues.length; i++) {
            adjusted.put(family.get(i), pValues[i]);
          }
          tested.put(name, family.size());
        });
  }

  MetricComparison conclude(MetricAnalysis metric, long seed) {
    return metric.conclude(
        adjusted.getOrDefault(metric, 1.0),
        Math.max(1, tested.getOrDefault(metric.name(), 1)),
        seed + metric.name().hashCode());
  }
}
