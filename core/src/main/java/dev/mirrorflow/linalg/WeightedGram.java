package dev.mirrorflow.linalg;

import dev.ludovic.netlib.blas.BLAS;
import java.util.Arrays;

/**
 * X diag(w) Xᵀ for w &gt;= 0, n x n, by blocks of columns that are scaled into a buffer small
 * enough for the cache and handed to BLAS dsyrk; a scaled copy of X is never made. n² d flops.
 */
public final class WeightedGram {

  private static final int BLOCK = 256;

  private final DesignMatrix x;
  private final double[] buffer;

  public WeightedGram(DesignMatrix x) {
    this.x = x;
    this.buffer = new double[x.rows() * Math.min(BLOCK, x.columns())];
  }

  /**
   * Writes the entries (i, k), i &gt;= k, at i + k n.
   *
   * @param rootWeights √w, length d
   * @param out n² entries; those with i &lt; k are left as they are
   */
  public void compute(double[] rootWeights, double[] out) {
    int n = x.rows();
    int d = x.columns();
    if (rootWeights.length != d || out.length != n * n) {
      throw new IllegalArgumentException(
          rootWeights.length
              + " weights and "
              + out.length
              + " entries for a "
              + n
              + " x "
              + d
              + " X");
    }
    BLAS blas = LinearAlgebraBackend.blas();
    for (int k = 0; k < n; k++) {
      Arrays.fill(out, k * n + k, (k + 1) * n, 0);
    }
    for (int from = 0; from < d; from += BLOCK) {
      int width = Math.min(BLOCK, d - from);
      for (int i = 0; i < n; i++) {
        x.copyScaled(i, from, width, rootWeights, buffer, i * width);
      }
      blas.dsyrk("L", "T", n, width, 1, buffer, width, 1, out, n);
    }
  }
}
