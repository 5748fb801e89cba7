package dev.mirrorflow.linalg;

import dev.ludovic.netlib.lapack.LAPACK;

final class Lapack {
  private Lapack() {}

  static LAPACK instance() {
    return dev.ludovic.netlib.lapack.JavaLAPACK.getInstance();
  }
}
