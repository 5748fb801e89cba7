package dev.mirrorflow.design;

import java.util.Arrays;

/**
 * Rows of the Walsh-Hadamard transform as a design matrix: x_ij = (-1)^{bits that k_i and j share},
 * with n rows k_i drawn by a seed. Nothing is held but vectors of length d; a product takes d log₂
 * d additions.
 */
public final class HadamardDesign extends TransformDesign {

  /**
   * Draws the rows.
   *
   * @throws dev.mirrorflow.error.BadDataException unless d is a power of two, at least 2, and 1
   *     &lt;= n &lt;= d
   */
  public HadamardDesign(int n, int d, long seed) {
    super(n, d, seed, 1);
  }

  @Override
  void forward(double[] x, double[] out) {
    System.arraycopy(x, 0, out, 0, x.length);
    transform(out);
  }

  /** The transform is its own transpose. */
  @Override
  void transposed(double[] c, double[] out) {
    forward(c, out);
  }

  private static void transform(double[] a) {
    for (int width = 1; width < a.length; width *= 2) {
      for (int from = 0; from < a.length; from += 2 * width) {
        butterflies(a, from, width);
      }
    }
  }

  private static void butterflies(double[] a, int from, int width) {
    for (int k = from; k < from + width; k++) {
      double sum = a[k] + a[k + width];
      a[k + width] = a[k] - a[k + width];
      a[k] = sum;
    }
  }

  @Override
  public void copyColumn(int j, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = (Integer.bitCount(row(i) & j) & 1) == 0 ? 1 : -1;
    }
  }

  @Override
  public void multiplySizes(double[] sizes, double[] out) {
    Arrays.fill(out, Arrays.stream(sizes).sum());
  }
}
