package dev.mirrorflow.kernel;

/**
 * What an implementation provides on rows of X, which may be stored as {@code double[]} or as
 * {@code float[]}; all arithmetic is in double. Arguments have been checked by {@link Kernels} or
 * {@link SingleKernels}; no method allocates, and the same input gives the same bits every time.
 * Rows may lie anywhere: each is named by the index of its first entry.
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

  /** {@code out[at + k] = <x[starts[k] ..], theta>} for k &lt; count ≤ {@link ShortRows#BLOCK}. */
  void shortDots(A x, int[] starts, int count, double[] theta, double[] out, int at) {
    throw new UnsupportedOperationException();
  }

  /** {@code out += a * sum_k c[cOffset + k] x[starts[k] ..]} over k &lt; count ≤ BLOCK. */
  void shortAxpys(double a, double[] c, int cOffset, A x, int[] starts, int count, double[] out) {
    throw new UnsupportedOperationException();
  }

  /** {@code <x[o ..], theta>} over d coordinates. */
  abstract double dot(A x, int o, double[] theta, int d);

  /** {@code out += a x[o ..]} over d coordinates. */
  abstract void axpy(double a, A x, int o, double[] out, int d);

  /** {@code out[outOffset + k] = <x[o_k ..], theta>} for the four rows k = 0..3. */
  abstract void dots4(
      A x, int o0, int o1, int o2, int o3, double[] theta, int d, double[] out, int outOffset);

  /** The same for eight rows. */
  abstract void dots8(
      A x,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6,
      int o7,
      double[] theta,
      int d,
      double[] out,
      int outOffset);

  /** {@code out += a * sum_k c[cOffset + k] x[o_k ..]} over the four rows k = 0..3. */
  abstract void axpys4(
      double a, double[] c, int cOffset, A x, int o0, int o1, int o2, int o3, double[] out, int d);

  /** The same over eight rows, and only on coordinates [from, to). */
  abstract void axpys8(
      double a,
      double[] c,
      int cOffset,
      A x,
      int o0,
      int o1,
      int o2,
      int o3,
      int o4,
      int o5,
      int o6,
      int o7,
      double[] out,
      int from,
      int to);
}
