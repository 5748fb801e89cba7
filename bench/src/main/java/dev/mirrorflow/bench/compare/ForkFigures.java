package dev.mirrorflow.bench.compare;

import java.util.Arrays;

/** The forks of one side: logarithms of the costs by fork and iteration, and each fork's median. */
final class ForkFigures {

  private final double[][] logarithms;
  private final double[] figures;

  private ForkFigures(double[][] logarithms) {
    this.logarithms = logarithms;
    figures = Arrays.stream(logarithms).mapToDouble(fork -> median(fork.clone())).toArray();
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

  /** The iterations of a fork; not to be changed. */
  double[] iterations(int fork) {
    return logarithms[fork];
  }

  double mean() {
    return Contrast.mean(figures);
  }

  /** The median; the values are sorted on the way. */
  static double median(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
  }
}
