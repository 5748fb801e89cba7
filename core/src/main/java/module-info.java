/**
 * The mathematics of Mirrorflow on raw {@code double[]}: kernels, models, descent, the limits
 * descent converges to, and sweeps over them.
 */
@SuppressWarnings("requires-transitive-automatic")
module dev.mirrorflow.core {
  // Optional at run time: without it the scalar kernels are used and a warning says how to add it.
  requires static jdk.incubator.vector;
  requires transitive dev.ludovic.netlib.blas;
  requires transitive dev.ludovic.netlib.lapack;
  requires java.logging;

  exports dev.mirrorflow.error;
  exports dev.mirrorflow.kernel;
  exports dev.mirrorflow.linalg;
}
