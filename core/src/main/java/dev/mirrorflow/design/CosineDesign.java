package dev.mirrorflow.design;

import java.util.Arrays;

/**
 * Rows of the discrete cosine transform as a design matrix: x_ij = √2 cos(πk_i(2j + 1)/(2d)), of
 * mean square 1 as a standard normal design has it, with n rows k_i drawn by a seed. Nothing is
 * held but tables of length d; a product takes about 2.5 d log₂ d flops.
 */
public final class CosineDesign extends TransformDesign {

  private static final double SCALE = Math.sqrt(2);

  private final int d;
  private final CosineTransform transform;

  /**
   * Draws the rows.
   *
   * @throws dev.mirrorflow.error.BadDataException unless d is a power of two, at least 2, and 1
   *     &lt;= n &lt;= d
   */
  public CosineDesign(int n, int d, long seed) {
    super(n, d, seed, SCALE);
    this.d = d;
    this.transform = new CosineTransform(d);
  }

  @Override
  void forward(double[] x, double[] out) {
    transform.forward(x, out);
  }

  @Override
  void transposed(double[] c, double[] out) {
    transform.transposed(c, out);
  }

  @Override
  public void copyColumn(int j, double[] out) {
    for (int i = 0; i < out.length; i++) {
      // The period of the cosine is 4d; within it the argument is exact.
      long phase = row(i) * (2L * j + 1) % (4L * d);
      out[i] = SCALE * Math.cos(Math.PI * phase / (2.0 * d));
    }
  }

  /** Σ_j √2 cos² s_j, not above Σ_j √2 |cos| s_j: cos² is half of 1 and of the double frequency. */
  @Override
  public void multiplySizes(double[] sizes, double[] out) {
    double all = Arrays.stream(sizes).sum();
    double[] full = transformed(sizes);
    for (int i = 0; i < out.length; i++) {
      int k = 2 * row(i);
      double twice = k < d ? full[k] : k == d ? 0 : -full[2 * d - k];
      // What rounding takes away from a sum of positive terms is nothing to a bound.
      out[i] = Math.max(0, SCALE * 0.5 * (all + twice));
    }
  }
}
