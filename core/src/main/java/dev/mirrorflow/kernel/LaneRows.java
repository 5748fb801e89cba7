package dev.mirrorflow.kernel;

import java.util.Arrays;

/**
 * The pass over X for many lanes, shared by all providers. Rows go in blocks, and a block in two
 * passes, for X Θ and for Xᵀ R; a pass takes the columns in chunks, so that the chunk of Θ, or of
 * the gradient, copied to an aligned place, stays in L2 while all rows of the block go by. Shorter
 * chunks fit in L1, but rows come from memory as streams that are then too short.
 */
final class LaneRows {

  /** Bytes of X that a block may have, to be in the cache for the second pass. */
  private static final int BLOCK_BYTES = 1 << 19;

  /** Rows of a block, whatever their length: so that a chunk pays for being loaded. */
  private static final int MIN_ROWS = 256;

  private LaneRows() {}

  /**
   * As {@link LaneKernels#residualGradient}; {@code origin} is where row 0 of the batch numbering
   * would start.
   */
  static void residualGradient(
      LaneProvider k,
      double[] x,
      long origin,
      int stride,
      int[] batch,
      int from,
      int to,
      LaneSpace space,
      double[] theta,
      double[] y,
      double[] targets,
      double weight,
      double[] gradient) {
    int d = theta.length / space.width();
    int tile = k.rows(space.width());
    int block = Math.max(MIN_ROWS, BLOCK_BYTES / 8 / d) / tile * tile;
    block = Math.min(block, LaneSpace.ROWS);
    for (int first = from; first < to; first += block) {
      int count = Math.min(block, to - first);
      int tiles = (count + tile - 1) / tile;
      for (int i = 0; i < tiles * tile; i++) {
        // The last tile repeats the last row; its residual is taken as 0.
        space.rows[i] = (int) (origin + (long) batch[first + Math.min(i, count - 1)] * stride);
      }
      residuals(k, x, tiles, tile, d, space, theta);
      subtract(batch, first, count, space, y, targets);
      Arrays.fill(space.residual, count * space.width(), tiles * tile * space.width(), 0);
      gradients(k, x, tiles, tile, d, space, weight, gradient);
    }
  }

  /** residual = the rows of the block times theta. */
  private static void residuals(
      LaneProvider k, double[] x, int tiles, int tile, int d, LaneSpace space, double[] theta) {
    int size = tile * space.width();
    Arrays.fill(space.residual, 0, tiles * size, 0);
    int width = space.width();
    for (int j = 0; j < d; j += LaneSpace.CHUNK) {
      int count = Math.min(d - j, LaneSpace.CHUNK);
      System.arraycopy(theta, j * width, space.chunk, LaneSpace.SHIFT, count * width);
      for (int b = 0; b < tiles; b++) {
        k.multiply(
            x, space.rows, b * tile, j, count, space.chunk, LaneSpace.SHIFT, width, space.tile);
        addTo(space.residual, b * size, space.tile, size);
      }
    }
  }

  private static void addTo(double[] out, int at, double[] tile, int size) {
    for (int i = 0; i < size; i++) {
      out[at + i] += tile[i];
    }
  }

  /** residual -= y times the lane's target weight; adds the squares to the space's sums. */
  private static void subtract(
      int[] batch, int first, int count, LaneSpace space, double[] y, double[] targets) {
    int width = space.width();
    for (int i = 0; i < count; i++) {
      double yi = y[batch[first + i]];
      for (int l = 0; l < width; l++) {
        double e = space.residual[i * width + l] - yi * targets[l];
        space.residual[i * width + l] = e;
        space.squares[l] += e * e;
      }
    }
  }

  /** gradient += weight times the rows of the block, transposed, times the residual. */
  private static void gradients(
      LaneProvider k,
      double[] x,
      int tiles,
      int tile,
      int d,
      LaneSpace space,
      double weight,
      double[] gradient) {
    int width = space.width();
    int size = tile * width;
    for (int i = 0; i < tiles * size; i++) {
      space.residual[i] *= weight;
    }
    // From the last chunk to the first: where the block does not fit, what was read last is there.
    for (int j = (d - 1) / LaneSpace.CHUNK * LaneSpace.CHUNK; j >= 0; j -= LaneSpace.CHUNK) {
      int count = Math.min(d - j, LaneSpace.CHUNK);
      System.arraycopy(gradient, j * width, space.chunk, LaneSpace.SHIFT, count * width);
      for (int b = 0; b < tiles; b++) {
        System.arraycopy(space.residual, b * size, space.tile, 0, size);
        k.combine(
            x, space.rows, b * tile, j, count, space.tile, width, space.chunk, LaneSpace.SHIFT);
      }
      System.arraycopy(space.chunk, LaneSpace.SHIFT, gradient, j * width, count * width);
    }
  }
}
