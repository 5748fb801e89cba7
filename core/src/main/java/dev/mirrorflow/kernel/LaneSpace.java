package dev.mirrorflow.kernel;

import java.util.Arrays;

/** Work space of one thread for {@link LaneKernels#residualGradient}, and the sums it leaves. */
public final class LaneSpace {

  /** Rows of X that a block has at most. */
  static final int ROWS = 512;

  private static final int TILE_ROWS = 8;

  /** Columns of a chunk. The sums of X Θ are cut here: another number gives other bits. */
  static final int CHUNK = 1024;

  /**
   * The chunk starts here: element 6 is on a 64-byte boundary where the array has its own region.
   */
  static final int SHIFT = 6;

  /** An array of this many doubles has regions of its own in a heap of up to 8 GiB. */
  private static final int OWN_REGION = 1 << 17;

  private final int width;

  /** A chunk of Θ or of the gradient, aligned whatever the matrix is. */
  final double[] chunk = new double[OWN_REGION];

  final int[] rows = new int[ROWS + TILE_ROWS];
  final double[] residual;
  final double[] tile;
  final double[] squares;

  /**
   * Space for lanes of the given width.
   *
   * @throws IllegalArgumentException if the width is not {@link LaneKernels#width} or half of it
   */
  public LaneSpace(int width) {
    this(Kernels.lanes(), width);
  }

  LaneSpace(LaneProvider provider, int width) {
    LaneKernels.checkWidth(provider, width);
    this.width = width;
    this.residual = new double[(ROWS + TILE_ROWS) * width];
    this.tile = new double[TILE_ROWS * width];
    this.squares = new double[width];
  }

  /** How many lanes. */
  public int width() {
    return width;
  }

  /** Σ residual² of each lane, summed in row order since {@link #reset}. */
  public double squares(int lane) {
    return squares[lane];
  }

  /** Sets the sums to 0. */
  public void reset() {
    Arrays.fill(squares, 0);
  }
}
