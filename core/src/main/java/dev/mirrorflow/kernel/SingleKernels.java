package dev.mirrorflow.kernel;

/**
 * The kernels of {@link Kernels} on rows of X that are stored in single precision, which halves the
 * traffic from memory. All else is in double precision, and so is all arithmetic: the results are
 * those of {@link Kernels} on the same numbers up to the rounding of double.
 */
public final class SingleKernels {

  private SingleKernels() {}

  /**
   * Residuals and gradient over a block of rows of X, reading each row from memory once: residual_i
   * = &lt;x_i, θ&gt; - y_i, gradient += weight Σ residual_i x_i. Rows are taken four at a time,
   * while they are in cache. 4 rows·d flops, 4 rows·d bytes for the block.
   *
   * @param x panel of row-major rows
   * @param offset index of the first row's first entry
   * @param stride distance between rows, at least d
   * @param rows number of rows
   * @param theta θ, its length is d
   * @param y targets, y[yOffset + i] for row i
   * @param residual receives the residuals at the same offset as y
   * @param weight usually 1/n
   * @param gradient length d, added to
   * @return Σ residual_i², summed in row order
   * @throws IllegalArgumentException if a range leaves its array or the stride is below d
   */
  public static double residualGradient(
      float[] x,
      int offset,
      int stride,
      int rows,
      double[] theta,
      double[] y,
      double[] residual,
      int yOffset,
      double weight,
      double[] gradient) {
    KernelChecks.panel(x.length, offset, stride, rows, theta.length);
    KernelChecks.same("theta", theta, "gradient", gradient);
    KernelChecks.range("y", y, yOffset, rows);
    KernelChecks.range("residual", residual, yOffset, rows);
    return FusedRows.residualGradient(
        Kernels.singleRows(),
        x,
        offset,
        stride,
        rows,
        theta,
        y,
        residual,
        yOffset,
        weight,
        gradient);
  }

  /**
   * The same over a subset of the rows, for mini-batches: row {@code batch[k]} for k in [from, to),
   * its residual written to {@code residual[k]}. A row may occur more than once. 4 (to-from) d
   * flops, 4 (to-from) d bytes.
   *
   * @param firstRow index in y of the panel's first row; {@code batch} counts rows as y does
   * @return Σ residual², summed in batch order
   * @throws IllegalArgumentException if a row is not in the panel or a range leaves its array
   */
  public static double batchResidualGradient(
      float[] x,
      int offset,
      int stride,
      int rows,
      int firstRow,
      int[] batch,
      int from,
      int to,
      double[] theta,
      double[] y,
      double[] residual,
      double weight,
      double[] gradient) {
    KernelChecks.panel(x.length, offset, stride, rows, theta.length);
    KernelChecks.same("theta", theta, "gradient", gradient);
    KernelChecks.range("y", y, firstRow, rows);
    KernelChecks.batchRange(batch, from, to, residual);
    KernelChecks.batchRows(batch, from, to, firstRow, rows);
    return FusedRows.batchResidualGradient(
        Kernels.singleRows(),
        x,
        offset - (long) firstRow * stride,
        stride,
        batch,
        from,
        to,
        theta,
        y,
        residual,
        weight,
        gradient);
  }

  /**
   * out_i = &lt;x_i, θ&gt; for a block of rows. 2 rows·d flops, 4 rows·d bytes.
   *
   * @throws IllegalArgumentException if a range leaves its array or the stride is below d
   */
  public static void multiplyRows(
      float[] x, int offset, int stride, int rows, double[] theta, double[] out, int outOffset) {
    KernelChecks.panel(x.length, offset, stride, rows, theta.length);
    KernelChecks.range("out", out, outOffset, rows);
    FusedRows.multiply(Kernels.singleRows(), x, offset, stride, rows, theta, out, outOffset);
  }

  /**
   * out += a Σ c_i x_i over a block of rows. 2 rows·d flops, 4 rows·d bytes.
   *
   * @throws IllegalArgumentException if a range leaves its array or the stride is below d
   */
  public static void combineRows(
      double a,
      double[] c,
      int cOffset,
      float[] x,
      int offset,
      int stride,
      int rows,
      double[] out) {
    KernelChecks.panel(x.length, offset, stride, rows, out.length);
    KernelChecks.range("c", c, cOffset, rows);
    FusedRows.combine(Kernels.singleRows(), a, c, cOffset, x, offset, stride, rows, out);
  }
}
