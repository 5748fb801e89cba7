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

  /**
   * out = b - X θ, summed in twice the digits of a double.
   *
   * @param b length n
   * @param theta θ, length d
   * @param out length n, another array than b
   */
  void residual(double[] b, double[] theta, double[] out);

  /**
   * out = Xᵀ(r + rest), summed in twice the digits of a double, and the sizes of its terms.
   *
   * @param r length n
   * @param rest length n, small against r
   * @param out length d
   * @param sizes |X|ᵀ|r|, length d
   */
  void multiplyTransposed(double[] r, double[] rest, double[] out, double[] sizes);

  /**
   * What a product with a vector costs, in flops that take as long as those of {@link #gramCost}.
   */
  double productCost();

  /** What it costs, in flops, to make {@link #weightedGram}. */
  double gramCost();
}
