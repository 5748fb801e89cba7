package dev.mirrorflow.kernel;

/**
 * The engine room's public face: checks every argument, then calls the provider chosen at start-up.
 *
 * <p>The provider is the Vector API one where the module {@code jdk.incubator.vector} is loaded,
 * otherwise the scalar one, with a warning that names the remedy. {@code
 * -Dmirrorflow.kernels=scalar|vector} forces one of them; {@code
 * -Dmirrorflow.vector.bits=128|256|512} forces the vector width.
 *
 * <p>What they ask for but this JVM cannot give is refused by every method with a {@link
 * dev.mirrorflow.error.BadDataException}, whose one line can be shown to the user.
 *
 * <p>All methods are free of allocation and give the same bits for the same input. An array that is
 * written must not share entries with another argument unless the method says so; axpy and the
 * updates read and write the same entry, which is meant. Vectors are {@code double[]}; costs are
 * given as flops and bytes of memory traffic if nothing is in cache. Equation numbers are those of
 * the lecture notes by B. Loureiro, "Implicit bias of descent algorithms" (2025).
 */
public final class Kernels {

  private static final KernelSelection SELECTION = KernelSelection.make();

  private Kernels() {}

  private static KernelProvider engine() {
    return SELECTION.provider();
  }

  /** The lane kernels of the provider in force. */
  static LaneProvider lanes() {
    return engine().lanes();
  }

  static BlockProvider<double[]> blocks() {
    return engine().blocks();
  }

  static BlockProvider<float[]> singleBlocks() {
    return engine().singleBlocks();
  }

  static RowKernels<float[]> singleRows() {
    return engine().singleRows();
  }

  /** The provider in force, {@code "scalar"} or {@code "vector"}. */
  public static String provider() {
    return engine().name();
  }

  /** The provider and its width in one line for reports, such as {@code "vector (512 bits)"}. */
  public static String description() {
    return engine().description();
  }

  /**
   * Inner product of two ranges of length n. 2n flops, 16n bytes.
   *
   * @throws IllegalArgumentException if a range leaves its array
   */
  public static double dot(double[] x, int xOffset, double[] y, int yOffset, int n) {
    KernelChecks.range("x", x, xOffset, n);
    KernelChecks.range("y", y, yOffset, n);
    return engine().dot(x, xOffset, y, yOffset, n);
  }

  /**
   * Inner product of two vectors of the same length. 2n flops, 16n bytes.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double dot(double[] x, double[] y) {
    KernelChecks.same("x", x, "y", y);
    return engine().dot(x, 0, y, 0, x.length);
  }

  /** Squared Euclidean norm, without guard against overflow. 2n flops, 8n bytes. */
  public static double squaredNorm(double[] x) {
    return engine().dot(x, 0, x, 0, x.length);
  }

  /**
   * y += a x on ranges of length n. 2n flops, 24n bytes.
   *
   * @throws IllegalArgumentException if a range leaves its array
   */
  public static void axpy(double a, double[] x, int xOffset, double[] y, int yOffset, int n) {
    KernelChecks.range("x", x, xOffset, n);
    KernelChecks.range("y", y, yOffset, n);
    engine().axpy(a, x, xOffset, y, yOffset, n);
  }

  /**
   * y += a x. 2n flops, 24n bytes.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void axpy(double a, double[] x, double[] y) {
    KernelChecks.same("x", x, "y", y);
    engine().axpy(a, x, 0, y, 0, x.length);
  }

  /**
   * Hadamard product out = x ⊙ y on ranges of length n; out may be x or y at the same offset. n
   * flops, 24n bytes.
   *
   * @throws IllegalArgumentException if a range leaves its array
   */
  public static void hadamard(
      double[] x, int xOffset, double[] y, int yOffset, double[] out, int outOffset, int n) {
    KernelChecks.range("x", x, xOffset, n);
    KernelChecks.range("y", y, yOffset, n);
    KernelChecks.range("out", out, outOffset, n);
    engine().hadamard(x, xOffset, y, yOffset, out, outOffset, n);
  }

  /**
   * Hadamard product out = x ⊙ y; out may be x or y. n flops, 24n bytes.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void hadamard(double[] x, double[] y, double[] out) {
    KernelChecks.same("x", x, "y", y);
    KernelChecks.same("x", x, "out", out);
    engine().hadamard(x, 0, y, 0, out, 0, x.length);
  }

  /**
   * The two gradients of the diagonal network (3.9): gradU = v ⊙ g and gradV = u ⊙ g, where g is
   * the gradient of the loss in θ = u ⊙ v. gradU or gradV may be g itself. 2d flops, 40d bytes.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void hadamardGradients(
      double[] u, double[] v, double[] g, double[] gradU, double[] gradV) {
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "g", g);
    KernelChecks.same("u", u, "gradU", gradU);
    KernelChecks.same("u", u, "gradV", gradV);
    engine().hadamardGradients(u, v, g, gradU, gradV, 0, u.length);
  }

  /**
   * Squared norm of both gradients of (3.9), ‖v⊙g‖² + ‖u⊙g‖², without forming them. 6d flops, 24d
   * bytes.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static double hadamardGradientSquaredNorm(double[] u, double[] v, double[] g) {
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "g", g);
    return engine().hadamardGradientSquaredNorm(u, v, g, 0, u.length);
  }

  /**
   * One gradient step of the coordinates [from, to) of the diagonal network in one pass: u ← u - η
   * v⊙g and v ← v - η u⊙g, both from the old values, then θ ← u⊙v. 6 flops and 48 bytes a
   * coordinate.
   *
   * @throws IllegalArgumentException if the lengths differ or the range leaves them
   */
  public static void hadamardStep(
      double[] u, double[] v, double[] g, double eta, double[] theta, int from, int to) {
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "g", g);
    KernelChecks.same("u", u, "theta", theta);
    KernelChecks.range("u", u, from, to - from);
    engine().hadamardStep(u, v, g, eta, theta, from, to);
  }

  /**
   * The θ that {@link #hadamardStep} would reach, leaving u and v as they are: for line searches.
   * 6d flops, 32d bytes.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public static void hadamardTrial(double[] u, double[] v, double[] g, double eta, double[] theta) {
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "g", g);
    KernelChecks.same("u", u, "theta", theta);
    engine().hadamardTrial(u, v, g, eta, theta, 0, u.length);
  }

  /**
   * One heavy-ball step of the coordinates [from, to): p ← β p - η g, then w ← w + p. 4 flops and
   * 40 bytes a coordinate.
   *
   * @throws IllegalArgumentException if the lengths differ or the range leaves them
   */
  public static void heavyBall(
      double[] w, double[] velocity, double[] g, double eta, double beta, int from, int to) {
    KernelChecks.same("w", w, "velocity", velocity);
    KernelChecks.same("w", w, "g", g);
    KernelChecks.range("w", w, from, to - from);
    engine().heavyBall(w, velocity, g, eta, beta, from, to);
  }

  /**
   * One heavy-ball step of both factors of the diagonal network in one pass over the coordinates
   * [from, to), then θ ← u⊙v. 10 flops and 80 bytes a coordinate.
   *
   * @throws IllegalArgumentException if the lengths differ or the range leaves them
   */
  public static void hadamardHeavyBall(
      double[] u,
      double[] v,
      double[] velocityU,
      double[] velocityV,
      double[] g,
      double eta,
      double beta,
      double[] theta,
      int from,
      int to) {
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "velocityU", velocityU);
    KernelChecks.same("u", u, "velocityV", velocityV);
    KernelChecks.same("u", u, "g", g);
    KernelChecks.same("u", u, "theta", theta);
    KernelChecks.range("u", u, from, to - from);
    engine().hadamardHeavyBall(u, v, velocityU, velocityV, g, eta, beta, theta, from, to);
  }

  /**
   * One Nesterov step of the coordinates [from, to), g taken at {@code ahead}: w' = ahead - η g,
   * ahead ← w' + β (w' - w), w ← w'. 5 flops and 40 bytes a coordinate.
   *
   * @throws IllegalArgumentException if the lengths differ or the range leaves them
   */
  public static void nesterov(
      double[] w, double[] ahead, double[] g, double eta, double beta, int from, int to) {
    KernelChecks.same("w", w, "ahead", ahead);
    KernelChecks.same("w", w, "g", g);
    KernelChecks.range("w", w, from, to - from);
    engine().nesterov(w, ahead, g, eta, beta, from, to);
  }

  /**
   * One Nesterov step of both factors of the diagonal network in one pass over the coordinates
   * [from, to); θ ← aheadU⊙aheadV, the point of the next gradient. 12 flops and 80 bytes a
   * coordinate.
   *
   * @throws IllegalArgumentException if the lengths differ or the range leaves them
   */
  public static void hadamardNesterov(
      double[] u,
      double[] v,
      double[] aheadU,
      double[] aheadV,
      double[] g,
      double eta,
      double beta,
      double[] theta,
      int from,
      int to) {
    KernelChecks.same("u", u, "v", v);
    KernelChecks.same("u", u, "aheadU", aheadU);
    KernelChecks.same("u", u, "aheadV", aheadV);
    KernelChecks.same("u", u, "g", g);
    KernelChecks.same("u", u, "theta", theta);
    KernelChecks.range("u", u, from, to - from);
    engine().hadamardNesterov(u, v, aheadU, aheadV, g, eta, beta, theta, from, to);
  }

  /**
   * Residuals and gradient over a block of rows of X, reading each row from memory once: residual_i
   * = &lt;x_i, θ&gt; - y_i, gradient += weight Σ residual_i x_i. Rows are taken four at a time,
   * while they are in cache. 4 rows·d flops, 8 rows·d bytes for the block.
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
      double[] x,
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
        engine().rows(), x, offset, stride, rows, theta, y, residual, yOffset, weight, gradient);
  }

  /**
   * The same over a subset of the rows, for mini-batches: row {@code batch[k]} for k in [from, to),
   * its residual written to {@code residual[k]}. A row may occur more than once. 4 (to-from) d
   * flops, 8 (to-from) d bytes.
   *
   * @param firstRow index in y of the panel's first row; {@code batch} counts rows as y does
   * @return Σ residual², summed in batch order
   * @throws IllegalArgumentException if a row is not in the panel or a range leaves its array
   */
  public static double batchResidualGradient(
      double[] x,
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
        engine().rows(),
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
   * out_i = &lt;x_i, θ&gt; for a block of rows. 2 rows·d flops, 8 rows·d bytes.
   *
   * @throws IllegalArgumentException if a range leaves its array or the stride is below d
   */
  public static void multiplyRows(
      double[] x, int offset, int stride, int rows, double[] theta, double[] out, int outOffset) {
    KernelChecks.panel(x.length, offset, stride, rows, theta.length);
    KernelChecks.range("out", out, outOffset, rows);
    FusedRows.multiply(engine().rows(), x, offset, stride, rows, theta, out, outOffset);
  }

  /**
   * out += a Σ c_i x_i over a block of rows. 2 rows·d flops, 8 rows·d bytes.
   *
   * @throws IllegalArgumentException if a range leaves its array or the stride is below d
   */
  public static void combineRows(
      double a,
      double[] c,
      int cOffset,
      double[] x,
      int offset,
      int stride,
      int rows,
      double[] out) {
    KernelChecks.panel(x.length, offset, stride, rows, out.length);
    KernelChecks.range("c", c, cOffset, rows);
    FusedRows.combine(engine().rows(), a, c, cOffset, x, offset, stride, rows, out);
  }
}
