package dev.mirrorflow.linalg;

import dev.mirrorflow.kernel.Kernels;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The fused gradient on several threads. X is cut into blocks of rows by its shape alone, each
 * block has a gradient of its own, and these are added in the order of the blocks: the bits are the
 * same for any number of threads. They are not those of {@link DesignMatrix#residualGradient},
 * which adds up in another order.
 *
 * <p>Used by one thread at a time; nothing is allocated after construction. The gradients of the
 * blocks take at most 32 d doubles.
 */
public final class RowBlocks {

  /** Below this many entries of X the threads cost more than they save. */
  private static final long WORTHWHILE = 1L << 19;

  private static final int MOST_BLOCKS = 32;

  /** With fewer rows to a block, the gradients of the blocks are too much traffic beside X. */
  private static final int LEAST_ROWS = 32;

  /** The kernels take as many rows at once. */
  private static final int ROWS = 8;

  /** Columns that one thread adds up at once. */
  private static final int SLICE = 4096;

  private final DesignMatrix x;
  private final Crew crew;
  private final int blockRows;
  private final double[][] gradients;
  private final double[] squares;
  private final IntConsumer block = this::block;
  private final IntConsumer slice = this::slice;
  private double[] theta;
  private double[] y;
  private double[] residual;
  private double[] gradient;

  /**
   * Blocks of X.
   *
   * @param crew whose threads make the gradients; more than there are blocks are useless
   */
  public RowBlocks(DesignMatrix x, Crew crew) {
    this.x = x;
    this.crew = crew;
    int units = (x.rows() - 1) / ROWS + 1;
    int wanted = Math.clamp(x.rows() / LEAST_ROWS, 2, MOST_BLOCKS);
    this.blockRows = ((units - 1) / wanted + 1) * ROWS;
    int blocks = (x.rows() - 1) / blockRows + 1;
    this.gradients = new double[blocks][x.columns()];
    this.squares = new double[blocks];
  }

  /** Whether X is so large that its gradient gains from threads; independent of their number. */
  public static boolean pays(DesignMatrix x) {
    return x.rows() >= 2 * ROWS && (long) x.rows() * x.columns() >= WORTHWHILE;
  }

  /**
   * As {@link DesignMatrix#residualGradient}.
   *
   * @throws IllegalArgumentException if a length differs
   */
  public double residualGradient(double[] theta, double[] y, double[] residual, double[] gradient) {
    x.checkLengths(theta, y);
    x.checkLengths(gradient, residual);
    this.theta = theta;
    this.y = y;
    this.residual = residual;
    this.gradient = gradient;
    crew.run(gradients.length, block);
    crew.run((gradient.length - 1) / SLICE + 1, slice);
    double sum = 0;
    for (double s : squares) {
      sum += s;
    }
    return sum;
  }

  private void block(int b) {
    int from = b * blockRows;
    int to = Math.min(x.rows(), from + blockRows);
    Arrays.fill(gradients[b], 0);
    squares[b] = x.addResidualGradient(from, to, theta, y, residual, gradients[b]);
  }

  private void slice(int s) {
    int from = s * SLICE;
    int length = Math.min(SLICE, gradient.length - from);
    System.arraycopy(gradients[0], from, gradient, from, length);
    for (int b = 1; b < gradients.length; b++) {
      Kernels.axpy(1, gradients[b], from, gradient, from, length);
    }
  }
}
