package dev.mirrorflow.bench;

import dev.mirrorflow.linalg.LinearAlgebraBackend;
import org.netlib.blas.Dgemv;

/** BLAS dgemv on ranges of arrays: y ← alpha op(A) x + beta y, A m x n column-major. */
@FunctionalInterface
interface Gemv {

  void gemv(
      String trans,
      int m,
      int n,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] x,
      int xOffset,
      int incX,
      double beta,
      double[] y,
      int yOffset,
      int incY);

  /** The Fortran reference, translated to Java. */
  static Gemv f2j() {
    return Dgemv::dgemv;
  }

  /** netlib's, on the Vector API. */
  static Gemv java() {
    return LinearAlgebraBackend.javaBlas()::dgemv;
  }

  /**
   * OpenBLAS.
   *
   * @throws IllegalStateException if it is not loaded, or the environment pins what it does
   */
  static Gemv openBlas() {
    if (!LinearAlgebraBackend.isNative()) {
      throw new IllegalStateException(
          "OpenBLAS is not loaded: " + LinearAlgebraBackend.description());
    }
    Agreement.requireUnpinned();
    return LinearAlgebraBackend.blas()::dgemv;
  }
}
