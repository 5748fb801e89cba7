package dev.mirrorflow.track.compare;

import java.util.Arrays;
import java.util.Comparator;

/** Correction for many comparisons at once. */
public final class FalseDiscovery {

  private FalseDiscovery() {}

  /**
   * Adjusted p-values of Benjamini and Hochberg (1995): rejecting those of at most q keeps the
   * expected share of false ones among the rejected at q.
   *
   * @param pValues m of them, in any order
   * @return in the same order: the least of min_{k ≥ rank} p_(k) m / k and 1
   */
  public static double[] adjust(double[] pValues) {
    int m = pValues.length;
    Integer[] order = new Integer[m];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
    double[] adjusted = new double[m];
    double least = 1;
    for (int rank = m; rank >= 1; rank--) {
      int i = order[rank - 1];
      least = Math.min(least, pValues[i] * m / rank);
      adjusted[i] = least;
    }
    return adjusted;
  }
}
