package dev.mirrorflow.track.compare;

import java.util.Arrays;
import java.util.Comparator;

/** Correction for many comparisons at once. */
public final class Holm {

  private Holm() {}

  /**
   * Adjusted p-values of Holm (1979): rejecting those of at most α keeps the chance of even one
   * false rejection at α, however many of the others are true and however they depend on each
   * other.
   *
   * @param pValues m of them, in any order
   * @return in the same order: the largest of p_(k) (m - k + 1) over k ≤ rank, 1 at most
   */
  public static double[] adjust(double[] pValues) {
    int m = pValues.length;
    Integer[] order = new Integer[m];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
    double[] adjusted = new double[m];
    double largest = 0;
    for (int k = 0; k < m; k++) {
      largest = Math.max(largest, Math.min(1, pValues[order[k]] * (m - k)));
      adjusted[order[k]] = largest;
    }
    return adjusted;
  }
}
