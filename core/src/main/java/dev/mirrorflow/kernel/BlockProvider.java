package dev.mirrorflow.kernel;

/**
 * What an implementation provides on a block of columns of X, all n rows of {@link #width} columns.
 * Each {@link #lanes} columns are a stream of its own, row after row without gaps, and {@code
 * stream} entries behind the one before: entry (i, k) of the block at {@code at} is {@code x[at + k
 * / lanes * stream + i * lanes + k % lanes]}. X may be stored as {@code double[]} or as {@code
 * float[]}; all arithmetic is in double. Arguments have been checked by {@link BlockKernels}; no
 * method allocates, and the same input gives the same bits every time.
 *
 * <p>Products X θ are summed in {@code sums}, {@link #lanes} numbers for each row, which {@link
 * #fold} adds up in the end.
 *
 * @param <A> the array that blocks are stored in
 */
abstract class BlockProvider<A> {

  /** Columns of a block. */
  abstract int width();

  /** Columns of a stream, and numbers that a row has in the sums of a product. */
  abstract int lanes();

  /** {@code g[to + k] = weight * Σ_i x_ik residual_i}. */
  abstract void gradient(
      A x, int at, int stream, int n, double[] residual, double weight, double[] g, int to);

  /** sums_i += Σ_k x_ik theta[from + k], in the lanes of row i. */
  abstract void addProduct(A x, int at, int stream, int n, double[] theta, int from, double[] sums);

  /** {@link #addProduct} of a and of b, X read once. */
  abstract void addProducts(
      A x, int at, int stream, int n, double[] a, double[] b, double[] sumsA, double[] sumsB);

  /** {@link #addProduct} of the block at {@code at}, {@link #gradient} of that at {@code next}. */
  abstract void addProductAndGradient(
      A x,
      int at,
      int stream,
      int next,
      int n,
      double[] theta,
      int from,
      double[] sums,
      double[] residual,
      double weight,
      double[] g,
      int to);

  /** out_i = the sum of the lanes of row i, for i &lt; n. */
  abstract void fold(double[] sums, int n, double[] out);
}
