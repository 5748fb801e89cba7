package dev.mirrorflow.track.results;

import java.util.List;
import java.util.Map;

/**
 * One metric of a benchmark: its score, or a profiler's figure.
 *
 * @param score JMH's, over all forks and iterations
 * @param scoreError half of JMH's 99.9% interval; NaN where JMH has none
 * @param scoreConfidence JMH's interval, low and high; empty where the file has none
 * @param scorePercentiles over iterations, or over samples in mode {@code sample}, by JMH's name of
 *     the percentile
 * @param rawData score by fork and iteration; means of the samples in mode {@code sample}
 * @param histograms samples by fork and iteration in mode {@code sample}, otherwise empty
 */
public record Metric(
    Unit unit,
    double score,
    double scoreError,
    List<Double> scoreConfidence,
    Map<String, Double> scorePercentiles,
    double[][] rawData,
    List<List<Histogram>> histograms) {}
