package dev.mirrorflow.bias;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Linearly independent columns of A, chosen in a given order by Gram-Schmidt. */
final class IndependentColumns {

  private IndependentColumns() {}

  /** The indices of θ by falling |θ_j|, ties by index. */
  static int[] bySize(double[] theta) {
    return IntStream.range(0, theta.length)
        .boxed()
        .sorted((p, q) -> Double.compare(Math.abs(theta[q]), Math.abs(theta[p])))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Takes a column where more than the given part of it lies outside the span of those before.
   *
   * @param order column indices, the most wanted first
   * @param thresholds tried one after the other until {@code most} columns are found
   * @return at most {@code most} indices
   */
  static int[] choose(DesignMatrix a, int[] order, int most, double... thresholds) {
    int n = a.rows();
    double[] q = new double[n * most];
    int[] chosen = new int[most];
    boolean[] taken = new boolean[a.columns()];
    int count = 0;
    double[] column = new double[n];
    double[] products = new double[most];
    for (double threshold : thresholds) {
      for (int j : order) {
        if (count == most) {
          break;
        }
        if (taken[j]) {
          continue;
        }
        copyColumn(a, j, column);
        double before = Norms.l2(column);
        for (int pass = 0; pass < 2; pass++) {
          Kernels.multiplyRows(q, 0, n, count, column, products, 0);
          Kernels.combineRows(-1, products, 0, q, 0, n, count, column);
        }
        double after = Norms.l2(column);
        if (after > threshold * before) {
          Kernels.axpy(1 / after, column, 0, q, count * n, n);
          taken[j] = true;
          chosen[count++] = j;
        }
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  /** out = x_j. */
  static void copyColumn(DesignMatrix a, int j, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = a.get(i, j);
    }
  }
}
