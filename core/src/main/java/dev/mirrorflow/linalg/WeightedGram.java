package dev.mirrorflow.linalg;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * X diag(w) Xᵀ for w &gt;= 0, n x n, by blocks of columns that are scaled into a buffer small
 * enough for the cache and handed to BLAS; a scaled copy of X is never made. n² d flops, or for a
 * sparse X 2n an entry.
 *
 * <p>Each block is added to tiles of the result, which the threads of the caller's fork-join pool,
 * or of the common one, share. The tiles depend on n alone and no entry is of two, so that the bits
 * are the same for any number of threads.
 */
public final class WeightedGram {

  private static final int BLOCK = 256;

  /** Rows and columns of a tile: large enough for BLAS to reach its speed. */
  private static final int TILE = 256;

  private final DesignMatrix x;
  private final double[] buffer;

  public WeightedGram(DesignMatrix x) {
    this.x = x;
    this.buffer = new double[x.isSparse() ? 0 : x.rows() * Math.min(BLOCK, x.columns())];
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
    if (x.isSparse()) {
      computeSparse(rootWeights, out);
      return;
    }
    for (int k = 0; k < n; k++) {
      Arrays.fill(out, k * n + k, (k + 1) * n, 0);
    }
    int tiles = (n - 1) / TILE + 1;
    // BLAS would have the last tile of the diagonal end a row behind the matrix.
    int last = n - (tiles - 1) * TILE;
    double[] corner = tiles == 1 ? out : new double[last * last];
    for (int from = 0; from < d; from += BLOCK) {
      int first = from;
      int width = Math.min(BLOCK, d - from);
      share(tiles, tile -> scale(tile, first, width, rootWeights));
      share(
          tiles * tiles,
          pair -> {
            if (pair == tiles * tiles - 1) {
              addSquare((n - last) * width, width, corner, 0, last);
            } else {
              addProduct(pair / tiles * TILE, pair % tiles * TILE, width, out);
            }
          });
    }
    if (tiles > 1) {
      for (int k = 0; k < last; k++) {
        int to = (n - last) * (n + 1) + k * n;
        System.arraycopy(corner, k * last + k, out, to + k, last - k);
      }
    }
  }

  /** One item is the caller's own. */
  private static void share(int items, IntConsumer work) {
    IntStream all = IntStream.range(0, items);
    (items == 1 ? all : all.parallel()).forEach(work);
  }

  private void scale(int tile, int from, int width, double[] rootWeights) {
    for (int i = tile * TILE; i < Math.min(x.rows(), (tile + 1) * TILE); i++) {
      x.copyScaled(i, from, width, rootWeights, buffer, i * width);
    }
  }

  /** Adds the product of the rows from these two on, unless it is above the diagonal. */
  private void addProduct(int row, int column, int width, double[] out) {
    int n = x.rows();
    if (row == column) {
      addSquare(row * width, width, out, row * (n + 1), n);
    } else if (row > column) {
      int rows = Math.min(TILE, n - row);
      int a = row * width;
      int b = column * width;
      LinearAlgebraBackend.blas()
          .dgemm(
              "T",
              "N",
              rows,
              TILE,
              width,
              1,
              buffer,
              a,
              width,
              buffer,
              b,
              width,
              1,
              out,
              row + column * n,
              n);
    }
  }

  /** Adds the lower half of a tile of the diagonal. */
  private void addSquare(int from, int width, double[] out, int at, int stride) {
    int rows = Math.min(TILE, x.rows() - from / width);
    LinearAlgebraBackend.blas()
        .dsyrk("L", "T", rows, width, 1, buffer, from, width, 1, out, at, stride);
  }

  /** Each row, weighted, is multiplied by all of X: 2n flops an entry. */
  private void computeSparse(double[] rootWeights, double[] out) {
    int n = x.rows();
    double[] weighted = new double[x.columns()];
    double[] products = new double[n];
    for (int k = 0; k < n; k++) {
      x.forEachInRow(k, (j, value) -> weighted[j] = rootWeights[j] * rootWeights[j] * value);
      x.multiply(weighted, products);
      System.arraycopy(products, k, out, k * n + k, n - k);
      x.forEachInRow(k, (j, _) -> weighted[j] = 0);
    }
  }
}
