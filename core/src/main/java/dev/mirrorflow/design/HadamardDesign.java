package dev.mirrorflow.design;

import java.util.Arrays;

/**
 * Rows of the Walsh-Hadamard transform as a design matrix: x_ij = (-1)^{bits that k_i and j share},
 * with n rows k_i drawn by a seed. Nothing is held but vectors of length d; a product takes d log₂
 * d additions.
 */
public final class HadamardDesign implements Design {

  private final TransformRows rows;
  private final int d;
  private final double[] full;

  /**
   * Draws the rows.
   *
   * @throws dev.mirrorflow.error.BadDataException unless d is a power of two, at least 2, and 1
   *     &lt;= n &lt;= d
   */
  public HadamardDesign(int n, int d, long seed) {
    this.rows = new TransformRows(n, d, seed);
    this.d = d;
    this.full = new double[d];
  }

  @Override
  public int rows() {
    return rows.size();
  }

  @Override
  public int columns() {
    return d;
  }

  @Override
  public void multiply(double[] theta, double[] out) {
    System.arraycopy(theta, 0, full, 0, d);
    transform(full);
    rows.choose(1, full, out);
  }

  @Override
  public void multiplyTransposed(double[] r, double[] out) {
    rows.spread(1, r, out);
    transform(out);
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
      out[i] = (Integer.bitCount(rows.get(i) & j) & 1) == 0 ? 1 : -1;
    }
  }

  @Override
  public void multiplySizes(double[] sizes, double[] out) {
    Arrays.fill(out, Arrays.stream(sizes).sum());
  }

  @Override
  public void largestOfColumns(double[] sizes, double[] out) {
    Arrays.fill(out, Arrays.stream(sizes).max().orElseThrow());
  }

  @Override
  public void largestOfRows(double[] out) {
    Arrays.fill(out, 1);
  }

  @Override
  public void squaredNorms(double[] scales, double[] out) {
    Arrays.fill(out, Arrays.stream(scales).map(s -> s * s).sum());
  }

  @Override
  public void multiplySquares(double[] weights, double[] out) {
    Arrays.fill(out, Arrays.stream(weights).sum());
  }
}
