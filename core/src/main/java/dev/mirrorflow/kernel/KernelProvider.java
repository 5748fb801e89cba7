package dev.mirrorflow.kernel;

/**
 * What an implementation of the kernels provides. Arguments have been checked by {@link Kernels};
 * none of the methods allocates. Results may differ between providers by rounding, but each
 * provider gives the same bits for the same input every time: no reduction depends on the state of
 * the compiler.
 *
 * <p>Ranges {@code [from, to)} address the same coordinates of every array, so that a long vector
 * can be cut into fixed parts.
 */
abstract class KernelProvider {

  /** Short name as accepted by {@code -Dmirrorflow.kernels}. */
  abstract String name();

  /** One line for reports, such as {@code "vector (512 bits)"}. */
  abstract String description();

  /** The kernels on many θ side by side. */
  abstract LaneProvider lanes();

  abstract double dot(double[] x, int xOffset, double[] y, int yOffset, int n);

  abstract void axpy(double a, double[] x, int xOffset, double[] y, int yOffset, int n);

  abstract void hadamard(
      double[] x, int xOffset, double[] y, int yOffset, double[] out, int outOffset, int n);

  /** The kernels on rows of X in double precision. */
  abstract RowKernels<double[]> rows();

  /** The kernels on rows of X in single precision. */
  abstract RowKernels<float[]> singleRows();

  /** The kernels on blocks of columns of X in double precision. */
  abstract BlockProvider<double[]> blocks();

  /** The kernels on blocks of columns of X in single precision. */
  abstract BlockProvider<float[]> singleBlocks();

  abstract void hadamardGradients(
      double[] u, double[] v, double[] g, double[] gradU, double[] gradV, int from, int to);

  abstract double hadamardGradientSquaredNorm(double[] u, double[] v, double[] g, int from, int to);

  abstract void hadamardStep(
      double[] u, double[] v, double[] g, double eta, double[] theta, int from, int to);

  abstract void hadamardTrial(
      double[] u, double[] v, double[] g, double eta, double[] theta, int from, int to);

  abstract void heavyBall(
      double[] w, double[] velocity, double[] g, double eta, double beta, int from, int to);

  abstract void hadamardHeavyBall(
      double[] u,
      double[] v,
      double[] velocityU,
      double[] velocityV,
      double[] g,
      double eta,
      double beta,
      double[] theta,
      int from,
      int to);

  abstract void nesterov(
      double[] w, double[] ahead, double[] g, double eta, double beta, int from, int to);

  abstract void hadamardNesterov(
      double[] u,
      double[] v,
      double[] aheadU,
      double[] aheadV,
      double[] g,
      double eta,
      double beta,
      double[] theta,
      int from,
      int to);
}
