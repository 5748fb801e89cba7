package dev.mirrorflow.track.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The forks of one side: logarithms of the costs by fork and iteration, and each fork's median. */
final class ForkFigures {

  private final double[][] logarithms;
  private final double[][] sorted;
  private final double[] figures;

  private ForkFigures(double[][] logarithms) {
    this.logarithms = logarithms;
    int forks = logarithms.length;
    sorted = new double[forks][];
    figures = new double[forks];
    for (int f = 0; f < forks; f++) {
      sorted[f] = logarithms[f].clone();
      Arrays.sort(sorted[f]);
      figures[f] = middle(sorted[f]);
    }
  }

  /** Forks of costs; a fork without iterations, as of a run that broke, does not count. */
  static ForkFigures of(double[][] costs) {
    List<double[]> logarithms = new ArrayList<>();
    for (double[] fork : costs) {
      if (fork.length > 0) {
        logarithms.add(logarithms(fork));
      }
    }
    return new ForkFigures(logarithms.toArray(double[][]::new));
  }

  /** Of each value. */
  private static double[] logarithms(double[] costs) {
    double[] logarithms = new double[costs.length];
    for (int i = 0; i < costs.length; i++) {
      logarithms[i] = Math.log(costs[i]);
    }
    return logarithms;
  }

  /** Whether every cost was a positive number, so that a ratio means something. */
  boolean isFinite() {
    for (double[] fork : logarithms) {
      for (double logarithm : fork) {
        if (!Double.isFinite(logarithm)) {
          return false;
        }
      }
    }
    return true;
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
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return middle(sorted);
  }

  private static double middle(double[] sorted) {
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
