package dev.mirrorflow.track.compare;

import java.util.Arrays;

/** The forks of one side: logarithms of the costs by fork and iteration, and each fork's median. */
final class ForkFigures {

  private final double[][] logarithms;
  private final double[][] sorted;
  private final double[] figures;

  private ForkFigures(double[][] logarithms) {
    this.logarithms = logarithms;
    sorted =
        Arrays.stream(logarithms)
            .map(f -> Arrays.stream(f).sorted().toArray())
            .toArray(double[][]::new);
    figures = Arrays.stream(sorted).mapToDouble(ForkFigures::middle).toArray();
  }

  /** Forks of costs; a fork without iterations, as of a run that broke, does not count. */
  static ForkFigures of(double[][] costs) {
    return new ForkFigures(
        Arrays.stream(costs)
            .filter(fork -> fork.length > 0)
            .map(fork -> Arrays.stream(fork).map(Math::log).toArray())
            .toArray(double[][]::new));
  }

  /** Whether every cost was a positive number, so that a ratio means something. */
  boolean isFinite() {
    return Arrays.stream(logarithms).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
  }

  int count() {
    return figures.length;
  }

  /** The median of each fork's iterations, in the order of the forks; not to be changed. */
  double[] figures() {
    return figures;
  }

  /** The iterations of a fork in the order they ran in; not to be changed. */
  double[] iterations(int fork) {
    return logarithms[fork];
  }

  /** The iterations of a fork in ascending order; not to be changed. */
  double[] sorted(int fork) {
    return sorted[fork];
  }

  double mean() {
    return Contrast.mean(figures);
  }

  /** The median of values in any order. */
  static double median(double[] values) {
    return middle(Arrays.stream(values).sorted().toArray());
  }

  private static double middle(double[] sorted) {
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
