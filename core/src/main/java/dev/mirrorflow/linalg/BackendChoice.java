package dev.mirrorflow.linalg;

import java.util.Locale;

/** The BLAS and LAPACK that can be asked for; {@code -Dmirrorflow.backend} takes these names. */
public enum BackendChoice {
  /** The Fortran reference, translated to Java. */
  F2J,
  /** netlib's BLAS on the Vector API, with the translated LAPACK. */
  JAVA,
  /** The OpenBLAS of the jar {@code org.bytedeco:openblas}. */
  NATIVE,
  /** The system's {@code libblas.so.3} and {@code liblapack.so.3}. */
  SYSTEM,
  /** Intel's MKL, of the jar {@code org.bytedeco:mkl} (Maven profile mkl) or of the system. */
  MKL;

  /** As it is typed: "f2j", "java" and so on. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
