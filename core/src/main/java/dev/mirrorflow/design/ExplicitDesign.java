package dev.mirrorflow.design;

/**
 * A {@link Design} whose entries are at hand, so that the matrix of Newton's method can be made.
 */
public interface ExplicitDesign extends Design {

  /**
   * Entry (i, k), i &gt;= k, of diag(s) X diag(w) Xᵀ diag(s) at i + k n; the others are not
   * changed.
   *
   * @param scales s, length n
   * @param rootWeights √w, length d
   * @param out n x n
   */
  void weightedGram(double[] scales, double[] rootWeights, double[] out);

  /** About the flops of {@link #weightedGram}. */
  double gramFlops();
}
