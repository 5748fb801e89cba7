package dev.mirrorflow.kernel;

/**
 * What an implementation provides on rows of X, which may be stored as {@code double[]} or as
 * {@code float[]}; all arithmetic is in double. Arguments have been checked by {@link Kernels} or
 * {@link SingleKernels}; no method allocates, and the same input gives the same bits every time.
 * Rows may lie anywhere: each is named by the index of its first entry, and several by an array of
 * these, {@code starts}, from place {@code i} on.
 *
 * @param <A> the array that rows are stored in
 */
abstract class RowKernels<A> {

  /**
   * Rows of at most so many coordinates go to {@link #shortDots} and {@link #shortAxpys}, many at a
   * time; 0 where these do not exist.
   */
  int shortRow() {
    return 0;
  }

  /** {@code out[at + k] = <x[starts[k] ..], theta>} for k &lt; count ≤ {@link FusedRows#BLOCK}. */
  void shortDots(A x, int[] starts, int count, double[] theta, double[] out, int at) {
    throw new UnsupportedOperationException();
  }

  /** {@code out += a * sum_k c[cOffset + k] x[starts[k] ..]} over k &lt; count ≤ BLOCK. */
  void shortAxpys(double a, double[] c, int cOffset, A x, int[] starts, int count, double[] out) {
    throw new UnsupportedOperationException();
  }

  /** {@code <x[o ..], theta>}. */
  abstract double dot(A x, int o, double[] theta);

  /** {@code out += a x[o ..]}. */
  abstract void axpy(double a, A x, int o, double[] out);

  /** {@code out[at + k] = <x[starts[i + k] ..], theta>} for the four rows k = 0..3. */
  abstract void dots4(A x, int[] starts, int i, double[] theta, double[] out, int at);

  /** The same for eight rows. */
  abstract void dots8(A x, int[] starts, int i, double[] theta, double[] out, int at);

  /** {@code out += a * sum_k c[cOffset + k] x[starts[i + k] ..]} over the four rows k = 0..3. */
  abstract void axpys4(double a, double[] c, int cOffset, A x, int[] starts, int i, double[] out);

  /** The same over eight rows, and only on coordinates [from, to). */
  abstract void axpys8(
      double a, double[] c, int cOffset, A x, int[] starts, int i, double[] out, int from, int to);
}
