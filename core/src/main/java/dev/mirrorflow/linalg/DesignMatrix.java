package dev.mirrorflow.linalg;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;
import java.util.Arrays;

/**
 * The design matrix X: n samples (rows) of d features (columns), row-major, every row on a 64-byte
 * boundary where the garbage collector allows it. Rows are kept in panels, so n·d may exceed 2^31;
 * a transposed copy is never made, since Xᵀr is a sum of rows.
 *
 * <p>Filled once through {@link #set} or {@link #setRow}, then shared by any number of readers.
 * Products run on {@link Kernels}; they allocate nothing and sum in a fixed order.
 */
public final class DesignMatrix {

  private static final int LINE = 8;

  /**
   * A panel's data starts here: G1 puts a large array at a region start, its data 16 bytes later.
   */
  static final int SHIFT = 6;

  private static final long PANEL_LENGTH = 1L << 28;

  /**
   * A panel of this many doubles has regions of its own in a heap of up to 8 GiB; a smaller one may
   * lie anywhere. A panel that fills L1 is made this long: on its boundaries the fused gradient of
   * 64 x 512 runs 1.25 times as fast.
   */
  private static final int OWN_REGION = 1 << 17;

  private static final int WORTH_ALIGNING = 1 << 13;

  private final int n;
  private final int d;
  private final int stride;
  private final int panelRows;
  private final double[][] panels;

  private DesignMatrix(int n, int d, long panelLength) {
    if (n < 1 || d < 1) {
      throw new BadDataException(
          "X has shape " + n + " x " + d + "; at least one sample and one feature are needed");
    }
    if (d > Integer.MAX_VALUE - 2 * LINE - SHIFT - 8) {
      throw new BadDataException("d = " + d + " features do not fit in a Java array");
    }
    this.n = n;
    this.d = d;
    this.stride = (d + LINE - 1) / LINE * LINE;
    this.panelRows = (int) Math.min(n, Math.max(1, panelLength / stride));
    this.panels = new double[(n - 1) / panelRows + 1][];
    for (int p = 0; p < panels.length; p++) {
      int length = SHIFT + rowsIn(p) * stride;
      panels[p] = new double[length < WORTH_ALIGNING ? length : Math.max(length, OWN_REGION)];
    }
  }

  /**
   * A matrix of zeros, to be filled.
   *
   * @throws BadDataException if n or d is below 1
   */
  public static DesignMatrix zeros(int n, int d) {
    return new DesignMatrix(n, d, PANEL_LENGTH);
  }

  /**
   * As {@link #zeros}, with panels of about {@code panelLength} doubles, so that tests see several.
   */
  static DesignMatrix zeros(int n, int d, long panelLength) {
    return new DesignMatrix(n, d, panelLength);
  }

  /**
   * A copy of the given rows.
   *
   * @throws BadDataException if there is no row, a row is empty, or the lengths differ
   */
  public static DesignMatrix of(double[]... rows) {
    DesignMatrix x = zeros(rows.length, rows.length == 0 ? 0 : rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      x.setRow(i, rows[i]);
    }
    return x;
  }

  /** n, the number of samples. */
  public int rows() {
    return n;
  }

  /** d, the number of features. */
  public int columns() {
    return d;
  }

  /**
   * The entry of sample i, feature j, both from 0.
   *
   * @throws IndexOutOfBoundsException if X has no such entry
   */
  public double get(int i, int j) {
    return panels[i / panelRows][at(i, j)];
  }

  /**
   * Sets the entry of sample i, feature j, both from 0.
   *
   * @throws IndexOutOfBoundsException if X has no such entry
   */
  public void set(int i, int j, double value) {
    panels[i / panelRows][at(i, j)] = value;
  }

  /**
   * Copies a row of length d in.
   *
   * @throws BadDataException if the length is not d
   */
  public void setRow(int i, double[] row) {
    if (row.length != d) {
      throw new BadDataException(
          "row " + i + " of X has " + row.length + " features, the first row has " + d);
    }
    System.arraycopy(row, 0, panels[i / panelRows], at(i, 0), d);
  }

  /**
   * Copies row i out into the first d entries of {@code row}.
   *
   * @throws IndexOutOfBoundsException if there is no row i or {@code row} is shorter than d
   */
  public void copyRow(int i, double[] row) {
    System.arraycopy(panels[i / panelRows], at(i, 0), row, 0, d);
  }

  /**
   * Copies column j out into {@code out}, length n.
   *
   * @throws IndexOutOfBoundsException if there is no column j or {@code out} is longer than n
   */
  public void copyColumn(int j, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = get(i, j);
    }
  }

  /** The n x m matrix of the given m columns, a copy. */
  public DesignMatrix select(int[] columns) {
    DesignMatrix selected = zeros(n, columns.length);
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < columns.length; k++) {
        selected.set(i, k, get(i, columns[k]));
      }
    }
    return selected;
  }

  /** out[outOffset + k] = w_j x_ij for j = from + k, k &lt; width; w has length d. */
  void copyScaled(int i, int from, int width, double[] w, double[] out, int outOffset) {
    Kernels.hadamard(panels[i / panelRows], at(i, from), w, from, out, outOffset, width);
  }

  /**
   * Checks that every entry is finite.
   *
   * @throws BadDataException naming the first row and column, from 0, that is not
   */
  public void requireFinite() {
    for (int i = 0; i < n; i++) {
      double[] panel = panels[i / panelRows];
      int from = at(i, 0);
      for (int j = 0; j < d; j++) {
        if (!Double.isFinite(panel[from + j])) {
          throw new BadDataException(
              "X holds "
                  + panel[from + j]
                  + " at row "
                  + i
                  + ", column "
                  + j
                  + " (counted from 0); remove or impute it");
        }
      }
    }
  }

  /**
   * Whether every entry is zero, so that the data say nothing about θ. Entries whose square
   * underflows count, and so does NaN.
   */
  public boolean isZero() {
    for (int i = 0; i < n; i++) {
      double[] panel = panels[i / panelRows];
      int from = at(i, 0);
      for (int j = 0; j < d; j++) {
        if (panel[from + j] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** ‖x_i‖². 2d flops, 8d bytes. */
  public double rowSquaredNorm(int i) {
    double[] panel = panels[i / panelRows];
    return Kernels.dot(panel, at(i, 0), panel, at(i, 0), d);
  }

  /** Σ_j w_j x_ij², w of length d. 3d flops, 16d bytes. */
  public double weightedRowSquaredNorm(int i, double[] w) {
    double[] panel = panels[i / panelRows];
    int from = at(i, 0);
    double sum = 0;
    for (int j = 0; j < d; j++) {
      sum += w[j] * panel[from + j] * panel[from + j];
    }
    return sum;
  }

  /** &lt;x_i, x_k&gt;, an entry of the Gram matrix X Xᵀ. 2d flops, 16d bytes. */
  public double rowDot(int i, int k) {
    return Kernels.dot(panels[i / panelRows], at(i, 0), panels[k / panelRows], at(k, 0), d);
  }

  /**
   * out = X θ, θ of length d, out of length n. 2nd flops, 8nd bytes.
   *
   * @throws IllegalArgumentException if a length differs
   */
  public void multiply(double[] theta, double[] out) {
    checkLengths(theta, out);
    for (int p = 0; p < panels.length; p++) {
      Kernels.multiplyRows(panels[p], SHIFT, stride, rowsIn(p), theta, out, p * panelRows);
    }
  }

  /**
   * out = a Xᵀ c, c of length n, out of length d. 2nd flops, 8nd bytes.
   *
   * @throws IllegalArgumentException if a length differs
   */
  public void multiplyTransposed(double a, double[] c, double[] out) {
    checkLengths(out, c);
    Arrays.fill(out, 0);
    for (int p = 0; p < panels.length; p++) {
      Kernels.combineRows(a, c, p * panelRows, panels[p], SHIFT, stride, rowsIn(p), out);
    }
  }

  /**
   * Residual Xθ - y and gradient Xᵀ(Xθ - y)/n, X read from memory once. 4nd flops, 8nd bytes.
   *
   * @param theta θ, length d
   * @param y targets, length n
   * @param residual receives Xθ - y, length n; another array than y
   * @param gradient receives the gradient of R(θ) = ‖y - Xθ‖²/(2n), length d
   * @return ‖y - Xθ‖²
   * @throws IllegalArgumentException if a length differs
   */
  public double residualGradient(double[] theta, double[] y, double[] residual, double[] gradient) {
    checkLengths(theta, y);
    checkLengths(gradient, residual);
    Arrays.fill(gradient, 0);
    double sum = 0;
    for (int p = 0; p < panels.length; p++) {
      sum +=
          Kernels.residualGradient(
              panels[p],
              SHIFT,
              stride,
              rowsIn(p),
              theta,
              y,
              residual,
              p * panelRows,
              1.0 / n,
              gradient);
    }
    return sum;
  }

  /**
   * The same over the mini-batch of rows {@code batch[from..to)}, gradient = Σ residual_k
   * x_batch[k] / (to - from). The batch is walked in order; runs of rows in one panel go to the
   * kernel together. 4bd flops, 8bd bytes for a batch of b rows.
   *
   * @param residual receives the residual of {@code batch[k]} at k; another array than y
   * @return Σ residual²
   * @throws IllegalArgumentException if the lengths do not fit, the range leaves the batch or the
   *     residual, or the batch names a row that X does not have
   */
  public double batchResidualGradient(
      int[] batch,
      int from,
      int to,
      double[] theta,
      double[] y,
      double[] residual,
      double[] gradient) {
    checkLengths(theta, y);
    checkLengths(gradient, y);
    checkBatch(batch, from, to, residual);
    Arrays.fill(gradient, 0);
    double sum = 0;
    int k = from;
    while (k < to) {
      int p = batch[k] / panelRows;
      int end = k + 1;
      while (end < to && batch[end] / panelRows == p) {
        end++;
      }
      sum +=
          Kernels.batchResidualGradient(
              panels[p],
              SHIFT,
              stride,
              rowsIn(p),
              p * panelRows,
              batch,
              k,
              end,
              theta,
              y,
              residual,
              1.0 / (to - from),
              gradient);
      k = end;
    }
    return sum;
  }

  int panels() {
    return panels.length;
  }

  double[] panel(int panel) {
    return panels[panel];
  }

  int stride() {
    return stride;
  }

  /** Rows in each panel but the last. */
  int panelRows() {
    return panelRows;
  }

  int rowsIn(int panel) {
    return Math.min(panelRows, n - panel * panelRows);
  }

  private int at(int i, int j) {
    if (j < 0 || j >= d || i < 0 || i >= n) {
      throw new IndexOutOfBoundsException("(" + i + ", " + j + ") in a " + n + " x " + d + " X");
    }
    return SHIFT + i % panelRows * stride + j;
  }

  private void checkBatch(int[] batch, int from, int to, double[] residual) {
    if (from < 0 || to < from || to > batch.length || to > residual.length) {
      throw new IllegalArgumentException(
          "["
              + from
              + ", "
              + to
              + ") leaves a batch of "
              + batch.length
              + " or a residual of "
              + residual.length);
    }
    for (int k = from; k < to; k++) {
      if (batch[k] < 0 || batch[k] >= n) {
        throw new IllegalArgumentException(
            "batch[" + k + "] = " + batch[k] + " is not a row of X, which has " + n);
      }
    }
  }

  private void checkLengths(double[] perFeature, double[] perSample) {
    if (perFeature.length != d || perSample.length != n) {
      throw new IllegalArgumentException(
          "X is "
              + n
              + " x "
              + d
              + ", but the vectors have "
              + perSample.length
              + " samples and "
              + perFeature.length
              + " features");
    }
  }
}
