package dev.mirrorflow.linalg;

import dev.mirrorflow.kernel.LaneKernels;
import dev.mirrorflow.kernel.LaneSpace;
import java.util.Arrays;

/**
 * Residuals and gradients of least squares for many θ side by side, in one pass over X: Θ is d x
 * width, coordinate j of lane l at {@code j * width + l}, and so is the gradient. A lane's results
 * have the same bits in any lane and at any width. One thread's work space; nothing is allocated
 * after construction.
 */
public final class LanePass {

  private static final int WIDENED_ROWS = 48;

  private final DesignMatrix x;
  private final double[] y;
  private final LaneSpace space;
  private final int[] all;

  /** Rows of an X in single precision, widened, and their y; empty for double. */
  private final double[] block;

  private final double[] blockTarget;

  /** Residuals of a row of a sparse X, and the sums of their squares. */
  private final double[] sparseResidual;

  private final double[] sparseSquares;

  /**
   * Passes over X with the targets y, neither of them copied.
   *
   * @param width {@link LaneKernels#width} or half of it
   * @throws IllegalArgumentException if the width is another or y is not of length n
   */
  public LanePass(DesignMatrix x, double[] y, int width) {
    if (y.length != x.rows()) {
      throw new IllegalArgumentException("X has " + x.rows() + " rows, y has " + y.length);
    }
    this.x = x;
    this.y = y;
    this.space = new LaneSpace(width);
    this.all = new int[Math.max(WIDENED_ROWS, x.rows())];
    Arrays.setAll(all, i -> i);
    int widened = x.precision() == Precision.DOUBLE ? 0 : WIDENED_ROWS;
    this.block = new double[widened * x.stride()];
    this.blockTarget = new double[widened];
    this.sparseResidual = new double[width];
    this.sparseSquares = new double[width];
  }

  /** How many lanes. */
  public int width() {
    return space.width();
  }

  /**
   * gradient_l = Xᵀ(X θ_l - targets_l y)/n over all samples. 4nd flops a lane, 8nd bytes for all.
   *
   * @param theta Θ, d x width
   * @param targets the weight of y in each lane, 1 for the gradient of the risk
   * @param gradient d x width
   * @throws IllegalArgumentException if a length does not fit
   */
  public void gradient(double[] theta, double[] targets, double[] gradient) {
    batchGradient(all, 0, x.rows(), theta, targets, gradient);
  }

  /**
   * The same over the mini-batch {@code batch[from..to)}, averaged over the batch.
   *
   * @throws IllegalArgumentException if a length does not fit, the range leaves the batch, or the
   *     batch names a row that X does not have
   */
  public void batchGradient(
      int[] batch, int from, int to, double[] theta, double[] targets, double[] gradient) {
    if (theta.length != x.columns() * width()) {
      throw new IllegalArgumentException(
          "theta has " + theta.length + ", not " + x.columns() + " x " + width());
    }
    Arrays.fill(gradient, 0);
    space.reset();
    if (x.isSparse()) {
      addSparse(batch, from, to, theta, targets, gradient);
    } else if (x.precision() == Precision.DOUBLE) {
      addBatch(batch, from, to, theta, targets, gradient);
    } else {
      addWidened(batch, from, to, theta, targets, gradient);
    }
  }

  private void addBatch(
      int[] batch, int from, int to, double[] theta, double[] targets, double[] gradient) {
    int panelRows = x.panelRows();
    int k = from;
    while (k < to) {
      int p = Math.min(batch[k] / panelRows, x.panels() - 1);
      int end = k + 1;
      while (end < to && batch[end] / panelRows == p) {
        end++;
      }
      LaneKernels.residualGradient(
          ((DoublePanel) x.panel(p)).array(),
          DoublePanel.START,
          x.stride(),
          x.rowsIn(p),
          p * panelRows,
          batch,
          k,
          end,
          space,
          theta,
          y,
          targets,
          1.0 / (to - from),
          gradient);
      k = end;
    }
  }

  private void addSparse(
      int[] batch, int from, int to, double[] theta, double[] targets, double[] gradient) {
    Arrays.fill(sparseSquares, 0);
    for (int k = from; k < to; k++) {
      int p = batch[k] / x.panelRows();
      ((SparsePanel) x.panel(p))
          .addLanes(
              batch[k] - p * x.panelRows(),
              theta,
              y[batch[k]],
              targets,
              1.0 / (to - from),
              sparseResidual,
              sparseSquares,
              gradient);
    }
  }

  /** The lanes use each entry many times: X is widened into {@code block}, some rows at a time. */
  private void addWidened(
      int[] batch, int from, int to, double[] theta, double[] targets, double[] gradient) {
    for (int k = from; k < to; k += WIDENED_ROWS) {
      int rows = Math.min(WIDENED_ROWS, to - k);
      for (int i = 0; i < rows; i++) {
        int row = batch[k + i];
        x.copyRow(row, block, i * x.stride());
        blockTarget[i] = y[row];
      }
      LaneKernels.residualGradient(
          block,
          0,
          x.stride(),
          rows,
          0,
          all,
          0,
          rows,
          space,
          theta,
          blockTarget,
          targets,
          1.0 / (to - from),
          gradient);
    }
  }

  /** Σ residual² of a lane over the samples of the last pass. */
  public double squares(int lane) {
    return x.isSparse() ? sparseSquares[lane] : space.squares(lane);
  }
}
