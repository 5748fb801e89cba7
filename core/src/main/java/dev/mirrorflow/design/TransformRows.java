package dev.mirrorflow.design;

import dev.mirrorflow.error.BadDataException;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Which rows of a transform a design has: n different ones of d, drawn by a seed. */
final class TransformRows {

  private final int[] rows;
  private final int d;

  /**
   * Draws the rows.
   *
   * @throws BadDataException unless d is a power of two and 1 &lt;= n &lt;= d
   */
  TransformRows(int n, int d, long seed) {
    if (d < 2 || Integer.bitCount(d) != 1) {
      throw new BadDataException("a transform needs d to be a power of two, at least 2, not " + d);
    }
    if (n < 1 || n > d) {
      throw new BadDataException(
          "a transform of length " + d + " has no " + n + " rows; take n from 1 to " + d);
    }
    SplittableRandom random = new SplittableRandom(seed);
    int[] all = new int[d];
    Arrays.setAll(all, k -> k);
    for (int i = 0; i < n; i++) {
      int k = i + random.nextInt(d - i);
      int row = all[k];
      all[k] = all[i];
      all[i] = row;
    }
    this.rows = Arrays.copyOf(all, n);
    this.d = d;
    Arrays.sort(rows);
  }

  /** n. */
  int size() {
    return rows.length;
  }

  /** d. */
  int length() {
    return d;
  }

  /** The row of the transform that is row i. */
  int get(int i) {
    return rows[i];
  }

  /** out_i = scale full_{row i}. */
  void choose(double scale, double[] full, double[] out) {
    for (int i = 0; i < rows.length; i++) {
      out[i] = scale * full[rows[i]];
    }
  }

  /** full_{row i} = scale r_i, 0 elsewhere. */
  void spread(double scale, double[] r, double[] full) {
    Arrays.fill(full, 0);
    for (int i = 0; i < rows.length; i++) {
      full[rows[i]] = scale * r[i];
    }
  }
}
