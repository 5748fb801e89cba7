package dev.mirrorflow.track.compare;

/**
 * The geometric mean over the benchmarks of one class.
 *
 * @param group short name of the class, unlike that of any other of the comparison
 * @param ratio of the costs, new to base: above 1 is slower
 * @param benchmarks that could be estimated
 */
public record GroupMean(String group, double ratio, int benchmarks) {}
