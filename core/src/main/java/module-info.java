/**
 * The mathematics of Mirrorflow on raw {@code double[]}: kernels, models, descent, the limits
 * descent converges to, and sweeps over them.
 */
module dev.mirrorflow.core {
  // Optional at run time: without it the scalar kernels are used and a warning says how to add it.
  requires static jdk.incubator.vector;
  requires dev.ludovic.netlib.blas;
  requires dev.ludovic.netlib.lapack;
  // The reference Fortran in Java that netlib falls back to; its intW is in the signatures of
  // LAPACK.
  requires arpack.combined.all;
  requires java.logging;

  exports dev.mirrorflow.data;
  exports dev.mirrorflow.descent;
  exports dev.mirrorflow.error;
  exports dev.mirrorflow.kernel;
  exports dev.mirrorflow.linalg;
  exports dev.mirrorflow.model;
  exports dev.mirrorflow.sweep;
}
