package dev.mirrorflow.design;

import dev.mirrorflow.error.BadDataException;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Rows of a transform of length d as a design matrix: n different ones of d, drawn by a seed. The
 * squares of the entries have mean 1, as those of a standard normal design.
 */
abstract class TransformDesign implements Design {

  private final int d;

  /** The largest |x_ij|. */
  private final double scale;

  private final int[] rows;

  /** A vector of length d, of the transform. */
  private final double[] full;

  /**
   * Draws the rows.
   *
   * @param scale what the transform is multiplied by, its largest entry being 1
   * @throws BadDataException unless d is a power of two and 1 &lt;= n &lt;= d
   */
  TransformDesign(int n, int d, long seed, double scale) {
    if (d < 2 || Integer.bitCount(d) != 1) {
      throw new BadDataException("a transform needs d to be a power of two, at least 2, not " + d);
    }
    if (n < 1 || n > d) {
      throw new BadDataException(
          "a transform of length " + d + " has no " + n + " rows; take n from 1 to " + d);
    }
    this.d = d;
    this.scale = scale;
    this.rows = drawn(n, d, seed);
    this.full = new double[d];
  }

  private static int[] drawn(int n, int d, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] all = new int[d];
    Arrays.setAll(all, k -> k);
    for (int i = 0; i < n; i++) {
      int k = i + random.nextInt(d - i);
      int row = all[k];
      all[k] = all[i];
      all[i] = row;
    }
    int[] rows = Arrays.copyOf(all, n);
    Arrays.sort(rows);
    return rows;
  }

  /**
   * The transform.
   *
   * @param x length d
   * @param out length d, another array than x
   */
  abstract void forward(double[] x, double[] out);

  /** Its transpose, likewise. */
  abstract void transposed(double[] c, double[] out);

  /** The row of the transform that is row i. */
  final int row(int i) {
    return rows[i];
  }

  /** The transform of x, all d entries; not to be kept. */
  final double[] transformed(double[] x) {
    forward(x, full);
    return full;
  }

  @Override
  public final int rows() {
    return rows.length;
  }

  @Override
  public final int columns() {
    return d;
  }

  @Override
  public final void multiply(double[] theta, double[] out) {
    forward(theta, full);
    for (int i = 0; i < rows.length; i++) {
      out[i] = scale * full[rows[i]];
    }
  }

  @Override
  public final void multiplyTransposed(double[] r, double[] out) {
    Arrays.fill(full, 0);
    for (int i = 0; i < rows.length; i++) {
      full[rows[i]] = scale * r[i];
    }
    transposed(full, out);
  }

  @Override
  public final void largestOfColumns(double[] sizes, double[] out) {
    Arrays.fill(out, scale * Arrays.stream(sizes).max().orElseThrow());
  }

  @Override
  public final void largestOfRows(double[] out) {
    Arrays.fill(out, scale);
  }

  /** As if every x_ij² were 1, its mean. */
  @Override
  public final void squaredNorms(double[] scales, double[] out) {
    Arrays.fill(out, Arrays.stream(scales).map(s -> s * s).sum());
  }

  /** As if every x_ij² were 1, its mean. */
  @Override
  public final void multiplySquares(double[] weights, double[] out) {
    Arrays.fill(out, Arrays.stream(weights).sum());
  }
}
