package dev.mirrorflow.linalg;

import dev.mirrorflow.error.BadDataException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The design matrix X: n samples (rows) of d features (columns), row-major, every row on a 64-byte
 * boundary where the garbage collector allows it, in double precision or, for half the traffic, in
 * single; or sparse. Rows are kept in panels, so n·d may exceed 2^31; a transposed copy is never
 * made, since Xᵀr is a sum of rows.
 *
 * <p>Filled once through {@link #set} or {@link #setRow}, then shared by any number of readers.
 * Products run on {@link dev.mirrorflow.kernel.Kernels}; they allocate nothing and sum in a fixed
 * order.
 */
public final class DesignMatrix {

  private static final int LINE = 8;

  private static final long PANEL_LENGTH = 1L << 28;

  private final int n;
  private final int d;
  private final int stride;
  private final int panelRows;
  private final Precision precision;
  private final Panel[] panels;
  private final long bytes;

  private DesignMatrix(int n, int d, Precision precision, long panelLength) {
    requireShape(n, d);
    this.n = n;
    this.d = d;
    this.stride = (d + LINE - 1) / LINE * LINE;
    this.panelRows = panelRows(panelLength);
    this.precision = precision;
    this.panels = new Panel[(n - 1) / panelRows + 1];
    for (int p = 0; p < panels.length; p++) {
      panels[p] = precision.panel(rowsIn(p) * stride);
    }
    this.bytes = (long) n * d * precision.bytes();
  }

  private DesignMatrix(
      int n, int d, int[] starts, int[] columns, double[] values, long panelLength) {
    requireShape(n, d);
    this.n = n;
    this.d = d;
    this.stride = d;
    this.panelRows = panelRows(panelLength);
    this.precision = Precision.DOUBLE;
    this.panels = new Panel[(n - 1) / panelRows + 1];
    for (int p = 0; p < panels.length; p++) {
      panels[p] = new SparsePanel(stride, starts, p * panelRows, columns, values);
    }
    this.bytes = (long) (Integer.BYTES + Double.BYTES) * starts[n] + (long) Integer.BYTES * n;
  }

  private DesignMatrix(DesignMatrix shape, Panel[] panels) {
    this.n = shape.n;
    this.d = shape.d;
    this.stride = shape.stride;
    this.panelRows = shape.panelRows;
    this.precision = shape.precision;
    this.panels = panels;
    this.bytes = shape.bytes;
  }

  private int panelRows(long panelLength) {
    return (int) Math.min(n, Math.max(1, panelLength / stride));
  }

  private static void requireShape(int n, int d) {
    if (n < 1 || d < 1) {
      throw new BadDataException(
          "X has shape " + n + " x " + d + "; at least one sample and one feature are needed");
    }
    if (d > Integer.MAX_VALUE - 4 * LINE) {
      throw new BadDataException("d = " + d + " features do not fit in a Java array");
    }
  }

  /**
   * A matrix of zeros, to be filled.
   *
   * @throws BadDataException if n or d is below 1
   */
  public static DesignMatrix zeros(int n, int d) {
    return new DesignMatrix(n, d, Precision.DOUBLE, PANEL_LENGTH);
  }

  /**
   * A sparse matrix by compressed rows, not to be changed: in double precision, and with the same
   * methods, which cost what the entries do. The arrays are not copied.
   *
   * @param starts where the entries of each row start in the other two, length n + 1
   * @param columns the column of each entry, from 0, rising in a row
   * @param values the value of each entry
   * @throws BadDataException if n or d is below 1
   */
  public static DesignMatrix ofSparseRows(
      int n, int d, int[] starts, int[] columns, double[] values) {
    return ofSparseRows(n, d, starts, columns, values, PANEL_LENGTH);
  }

  static DesignMatrix ofSparseRows(
      int n, int d, int[] starts, int[] columns, double[] values, long panelLength) {
    return new DesignMatrix(n, d, starts, columns, values, panelLength);
  }

  /** With panels of about {@code panelLength} entries, so that tests see several. */
  static DesignMatrix zeros(int n, int d, long panelLength) {
    return new DesignMatrix(n, d, Precision.DOUBLE, panelLength);
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

  /**
   * This matrix if it is stored in the given precision, otherwise a copy that is, its entries
   * rounded to it.
   *
   * @throws BadDataException if an entry is too large for it
   */
  public DesignMatrix in(Precision precision) {
    if (precision == this.precision) {
      return this;
    }
    if (isSparse()) {
      throw new BadDataException("a sparse X is kept in double precision only");
    }
    return Precision.round(this, new DesignMatrix(n, d, precision, PANEL_LENGTH));
  }

  /** Whether only entries that are not 0 are stored, by rows. */
  public boolean isSparse() {
    return panels[0] instanceof SparsePanel;
  }

  /**
   * All entries multiplied by 2^e, a copy that is stored likewise.
   *
   * @param exponent e
   */
  public DesignMatrix scaled(int exponent) {
    if (panels[0] instanceof SparsePanel sparse) {
      Panel[] shared = new Panel[panels.length];
      SparsePanel whole = sparse.scaled(exponent);
      Arrays.setAll(shared, p -> whole.startingAt(p * panelRows));
      return new DesignMatrix(this, shared);
    }
    DesignMatrix out = zeros(n, d);
    double[] row = new double[d];
    for (int i = 0; i < n; i++) {
      copyRow(i, row);
      for (int j = 0; j < d; j++) {
        row[j] = Math.scalb(row[j], exponent);
      }
      out.setRow(i, row);
    }
    return out.in(precision);
  }

  /** How the entries are stored. */
  public Precision precision() {
    return precision;
  }

  /** Bytes that the entries take. */
  public long bytes() {
    return bytes;
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
    return panels[i / panelRows].get(at(i, j));
  }

  /**
   * Sets the entry of sample i, feature j, both from 0.
   *
   * @throws IndexOutOfBoundsException if X has no such entry
   */
  public void set(int i, int j, double value) {
    panels[i / panelRows].set(at(i, j), value);
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
    panels[i / panelRows].setRow(at(i, 0), row);
  }

  /**
   * Copies row i out into the first d entries of {@code row}.
   *
   * @throws IndexOutOfBoundsException if there is no row i or {@code row} is shorter than d
   */
  public void copyRow(int i, double[] row) {
    copyRow(i, row, 0);
  }

  void copyRow(int i, double[] out, int offset) {
    panels[i / panelRows].copy(at(i, 0), d, out, offset);
  }

  /** Takes an entry of a row. */
  @FunctionalInterface
  public interface EntryVisitor {

    /** The entry in column j. */
    void visit(int j, double value);
  }

  /** Shows the entries of row i, column by column; of a sparse X only those that are stored. */
  public void forEachInRow(int i, EntryVisitor visitor) {
    panels[i / panelRows].forEach(at(i, 0), d, visitor);
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
    panels[i / panelRows].copyScaled(at(i, from), w, from, width, out, outOffset);
  }

  /**
   * Checks that every entry is finite.
   *
   * @throws BadDataException naming the first row and column, from 0, that is not
   */
  public void requireFinite() {
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(panels[i / panelRows].largest(at(i, 0), d))) {
        int j = 0;
        while (Double.isFinite(get(i, j))) {
          j++;
        }
        throw new BadDataException(entry(i, j) + "; remove or impute it");
      }
    }
  }

  /** An entry and its place, for messages. */
  String entry(int i, int j) {
    return "X holds " + get(i, j) + " at row " + i + ", column " + j + " (counted from 0)";
  }

  /**
   * Whether every entry is zero, so that the data say nothing about θ. Entries whose square
   * underflows count, and so does NaN.
   */
  public boolean isZero() {
    return largestEntry() == 0;
  }

  /** max |x_ij|; NaN if an entry is. */
  public double largestEntry() {
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, panels[i / panelRows].largest(at(i, 0), d));
    }
    return largest;
  }

  /** ‖x_i‖². 2d flops, 8d bytes. */
  public double rowSquaredNorm(int i) {
    Panel panel = panels[i / panelRows];
    return panel.dot(at(i, 0), panel, at(i, 0), d);
  }

  /** Σ_j w_j x_ij², w of length d. 3d flops, 16d bytes. */
  public double weightedRowSquaredNorm(int i, double[] w) {
    return panels[i / panelRows].weightedSquares(at(i, 0), w, d);
  }

  /** Σ_j |x_ij s_j|, s of length d. */
  public double rowSizes(int i, double[] s) {
    return panels[i / panelRows].sizes(at(i, 0), s);
  }

  /** &lt;x_i, x_k&gt;, an entry of the Gram matrix X Xᵀ. 2d flops, 16d bytes. */
  public double rowDot(int i, int k) {
    return panels[i / panelRows].dot(at(i, 0), panels[k / panelRows], at(k, 0), d);
  }

  /**
   * out = X θ, θ of length d, out of length n. 2nd flops, 8nd bytes, 4nd in single precision.
   *
   * @throws IllegalArgumentException if a length differs
   */
  public void multiply(double[] theta, double[] out) {
    checkLengths(theta, out);
    multiplyRows(0, n, theta, out);
  }

  /** Those of the rows [from, to) alone. */
  void multiplyRows(int from, int to, double[] theta, double[] out) {
    for (int i = from; i < to; ) {
      int p = i / panelRows;
      int rows = Math.min(to, (p + 1) * panelRows) - i;
      panels[p].multiply(i % panelRows * stride, stride, rows, theta, out, i);
      i += rows;
    }
  }

  /**
   * out = a Xᵀ c, c of length n, out of length d. 2nd flops, 8nd bytes.
   *
   * @throws IllegalArgumentException if a length differs
   */
  public void multiplyTransposed(double a, double[] c, double[] out) {
    checkLengths(out, c);
    multiplyColumns(0, a, c, out);
  }

  /** Those of the columns from this one on alone, as many as {@code out} has entries. */
  void multiplyColumns(int from, double a, double[] c, double[] out) {
    Arrays.fill(out, 0);
    for (int p = 0; p < panels.length; p++) {
      panels[p].combine(a, c, p * panelRows, from, stride, rowsIn(p), out);
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
    return addResidualGradient(0, n, theta, y, residual, gradient);
  }

  /** The same over the samples [from, to) only, still divided by n and added to the gradient. */
  double addResidualGradient(
      int from, int to, double[] theta, double[] y, double[] residual, double[] gradient) {
    double sum = 0;
    int i = from;
    while (i < to) {
      int p = i / panelRows;
      int end = Math.min(to, p * panelRows + rowsIn(p));
      sum +=
          panels[p].residualGradient(
              at(i, 0), stride, end - i, theta, y, residual, i, 1.0 / n, gradient);
      i = end;
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
          panels[p].batchResidualGradient(
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

  Panel panel(int panel) {
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
    return i % panelRows * stride + j;
  }

  private void checkBatch(int[] batch, int from, int to, double[] residual) {
    if (from < 0 || to < from || to > batch.length || to > residual.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[%d, %d) leaves a batch of %d or a residual of %d",
              from,
              to,
              batch.length,
              residual.length));
    }
    for (int k = from; k < to; k++) {
      if (batch[k] < 0 || batch[k] >= n) {
        throw new IllegalArgumentException(
            "batch[" + k + "] = " + batch[k] + " is not a row of X, which has " + n);
      }
    }
  }

  void checkLengths(double[] perFeature, double[] perSample) {
    if (perFeature.length != d || perSample.length != n) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "X is %d x %d, but the vectors have %d samples and %d features",
              n,
              d,
              perSample.length,
              perFeature.length));
    }
  }
}
