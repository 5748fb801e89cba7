package dev.mirrorflow.model;

import dev.mirrorflow.block.BlockPass;
import dev.mirrorflow.block.ColumnBlocks;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Crew;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LanePass;
import dev.mirrorflow.linalg.RowBlocks;
import java.util.Locale;
import java.util.Optional;

/**
 * The least-squares risk R(θ) = ‖y - Xθ‖²/(2n) (2.1)-(2.2): data X (n x d) and y (n), checked once,
 * shared by any number of threads. Its gradient is Xᵀ(Xθ - y)/n, its Hessian XᵀX/n.
 */
public final class LeastSquares {

  /** A few units in the last place. */
  private static final double ROUNDING = 4 * Math.ulp(1.0);

  /** Below this a loss has less than some ten bits left. */
  private static final double SMALLEST_GOAL = 0x1p-1064;

  private final DesignMatrix x;
  private final double[] y;

  /** max |x_ij|. */
  private final double largestEntry;

  /** Null where the thread that asks works alone. */
  private final Crew crew;

  /** Null until it is first asked for, and where a gradient does not gain from threads. */
  private RowBlocks rowBlocks;

  /** The problem that this is a view of, which keeps X by columns. */
  private final LeastSquares origin;

  /** Made when it is first asked for. */
  private ColumnBlocks<?> columns;

  /**
   * Takes the data; y is copied, X is not.
   *
   * @throws BadDataException if the shapes differ, a value is NaN or infinite, or X is all zeros
   */
  public LeastSquares(DesignMatrix x, double[] y) {
    requireTarget(x.rows(), y);
    x.requireFinite();
    this.largestEntry = x.largestEntry();
    if (largestEntry == 0) {
      throw new BadDataException("X is all zeros, so no parameter explains y; check the file");
    }
    this.x = x;
    this.y = y.clone();
    this.crew = null;
    this.origin = this;
  }

  private LeastSquares(LeastSquares problem, Crew crew) {
    this.x = problem.x;
    this.y = problem.y;
    this.largestEntry = problem.largestEntry;
    this.crew = crew;
    this.origin = problem.origin;
  }

  /**
   * The same problem, not copied, whose {@link #lossAndGradient} and {@link #blockPass} run on the
   * threads of a crew where X is large enough; to be used by one thread, as the crew is. The bits
   * are the same for any number of threads.
   */
  public LeastSquares on(Crew crew) {
    return new LeastSquares(this, crew);
  }

  /**
   * A pass over X in column blocks, which are copied from X once and shared by all who ask. Empty
   * where rows serve descents better.
   */
  public Optional<BlockPass<?>> blockPass() {
    return ColumnBlocks.suit(x)
        ? Optional.of(crew == null ? origin.columns().pass() : origin.columns().pass(crew))
        : Optional.empty();
  }

  private synchronized ColumnBlocks<?> columns() {
    if (columns == null) {
      columns = ColumnBlocks.of(x);
    }
    return columns;
  }

  /**
   * The problem of 2^a X and 2^b y, a copy, on the same threads.
   *
   * @throws BadDataException if that leaves the range of doubles
   */
  public LeastSquares scaled(int a, int b) {
    double[] target = y.clone();
    scale(target, b);
    LeastSquares scaled = new LeastSquares(x.scaled(a), target);
    return crew == null ? scaled : scaled.on(crew);
  }

  private static void scale(double[] values, int exponent) {
    for (int j = 0; j < values.length; j++) {
      values[j] = Math.scalb(values[j], exponent);
    }
  }

  /**
   * The problem of some of the samples, a copy.
   *
   * @param rows at least one, in the order wanted
   */
  public LeastSquares select(int[] rows) {
    DesignMatrix some = DesignMatrix.zeros(rows.length, features());
    double[] labels = new double[rows.length];
    double[] row = new double[features()];
    for (int i = 0; i < rows.length; i++) {
      x.copyRow(rows[i], row);
      some.setRow(i, row);
      labels[i] = y[rows[i]];
    }
    return new LeastSquares(some.in(x.precision()), labels);
  }

  /** n, the number of samples. */
  public int samples() {
    return x.rows();
  }

  /** d, the number of features. */
  public int features() {
    return x.columns();
  }

  /** X, not to be changed. */
  public DesignMatrix design() {
    return x;
  }

  /** max |x_ij|, which is not 0. */
  public double largestEntry() {
    return largestEntry;
  }

  /** A copy of y. */
  public double[] target() {
    return y.clone();
  }

  /** R(0) = ‖y‖²/(2n), the scale that relative tolerances refer to. */
  public double lossAtZero() {
    return Kernels.squaredNorm(y) / (2.0 * samples());
  }

  /**
   * Checks that losses of this problem are numbers that can be compared.
   *
   * @return this
   * @throws BadDataException if R(0) leaves the range of doubles: for |y_i| above some 1e154, or
   *     all below some 1e-154 but not all 0
   */
  public LeastSquares requireComparableLosses() {
    requireComparableLosses(y);
    return this;
  }

  /**
   * The same where X is not at hand.
   *
   * @param y the targets
   */
  public static void requireComparableLosses(double[] y) {
    double loss = Kernels.squaredNorm(y) / (2.0 * y.length);
    double largest = Norms.max(y);
    if (Double.isInfinite(loss) || loss < Double.MIN_NORMAL && largest > 0) {
      int row = 0;
      while (Math.abs(y[row]) < largest) {
        row++;
      }
      throw new BadDataException(
          "y is too "
              + (loss > 1 ? "large" : "small")
              + ": its largest entry is "
              + y[row]
              + ", at row "
              + row
              + " (counted from 0), and the training loss of θ = 0, |y|²/2n, leaves the range of"
              + " doubles; "
              + (loss > 1 ? "divide" : "multiply")
              + " y by a power of ten, and θ is so much "
              + (loss > 1 ? "smaller" : "larger"));
    }
  }

  /**
   * Checks that y goes with an X of n rows.
   *
   * @throws BadDataException if y does not have n entries, or one is NaN or infinite
   */
  public static void requireTarget(int n, double[] y) {
    if (n != y.length) {
      throw new BadDataException(
          "X has " + n + " rows but y has " + y.length + " entries; they must match");
    }
    for (int i = 0; i < y.length; i++) {
      if (!Double.isFinite(y[i])) {
        throw new BadDataException(
            "y holds " + y[i] + " at row " + i + " (counted from 0); remove or impute it");
      }
    }
  }

  /**
   * The loss to stop at: {@code least} + tolerance R(0).
   *
   * @param least the least training loss
   * @throws BadDataException if losses leave the range of doubles, or the tolerance R(0) does
   */
  public double lossGoal(double least, double tolerance) {
    double allowed = tolerance * requireComparableLosses().lossAtZero();
    if (allowed < SMALLEST_GOAL && allowed < tolerance * Norms.max(y)) {
      throw new BadDataException(
          String.format(
              Locale.ROOT,
              "y is too small for the tolerance %s: that share of the training loss of θ = 0,"
                  + " |y|²/2n = %.3g, leaves the range of doubles; multiply y by a power of ten,"
                  + " and θ is so much larger",
              tolerance,
              lossAtZero()));
    }
    return least + allowed;
  }

  /**
   * How wrong rounding may make the residuals Xθ - y, in the root mean square: each by a few units
   * in the last place of Σ_j |x_ij θ_j| + |y_i|. It may change R(θ) by this times √(2 R(θ)), and by
   * half its square. Allocates nothing. 2nd flops.
   *
   * @param sizes θ_j, or that times the units in the last place that it is wrong by; any signs
   */
  public double residualRounding(double[] sizes) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double size = Math.abs(y[i]) + x.rowSizes(i, sizes);
      sum += size * size / samples();
    }
    return ROUNDING * Math.sqrt(sum);
  }

  /** R(θ). Allocates n doubles. 2nd flops. */
  public double loss(double[] theta) {
    return loss(theta, new double[samples()]);
  }

  /** R(θ); {@code residual} receives Xθ - y, length n; allocates nothing. 2nd flops. */
  public double loss(double[] theta, double[] residual) {
    x.multiply(theta, residual);
    Kernels.axpy(-1, y, residual);
    return Kernels.squaredNorm(residual) / (2.0 * samples());
  }

  /**
   * R(θ) and its gradient in one pass over X; allocates nothing. 4nd flops, 8nd bytes.
   *
   * @param residual receives Xθ - y, length n
   * @param gradient receives Xᵀ(Xθ - y)/n, length d
   */
  public double lossAndGradient(double[] theta, double[] residual, double[] gradient) {
    if (rowBlocks == null && crew != null && RowBlocks.pays(x)) {
      rowBlocks = new RowBlocks(x, crew);
    }
    double squares =
        rowBlocks == null
            ? x.residualGradient(theta, y, residual, gradient)
            : rowBlocks.residualGradient(theta, y, residual, gradient);
    return squares / (2.0 * samples());
  }

  /**
   * Loss and gradient of the mini-batch {@code batch[from..to)}, both averaged over the batch;
   * allocates nothing.
   *
   * @param labels the y to take, length n
   * @param residual receives the residual of {@code batch[k]} at k
   * @param gradient receives Σ (xᵀθ - y) x / b, length d
   */
  public double batchLossAndGradient(
      int[] batch,
      int from,
      int to,
      double[] theta,
      double[] labels,
      double[] residual,
      double[] gradient) {
    return x.batchResidualGradient(batch, from, to, theta, labels, residual, gradient)
        / (2.0 * (to - from));
  }

  /** The diagonal of XᵀX/n, the mean square of each feature, length d. 2nd flops. */
  public double[] hessianDiagonal() {
    double[] diagonal = new double[features()];
    for (int i = 0; i < samples(); i++) {
      x.forEachInRow(i, (j, value) -> diagonal[j] += value * value / samples());
    }
    return diagonal;
  }

  /**
   * The passes over X for many θ side by side, by one thread.
   *
   * @throws IllegalArgumentException if the width is not {@link
   *     dev.mirrorflow.kernel.LaneKernels#width} or half of it
   */
  public LanePass lanes(int width) {
    return new LanePass(x, y, width);
  }

  /** out = XᵀX p / n. Allocates n doubles. 4nd flops. */
  public void hessianVector(double[] p, double[] out) {
    double[] xp = new double[samples()];
    x.multiply(p, xp);
    x.multiplyTransposed(1.0 / samples(), xp, out);
  }
}
