package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.ColumnVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntFunction;

/**
 * The limits of {@link BregmanProjection} over an X that is kept by columns, on the disk or on
 * other machines: a Newton step is one pass over X. The equations and the continuation are the
 * same, so are the limits, to rounding.
 *
 * <p>Memory is that of {@link ColumnPass}; nothing of length d is kept. Rows may be combinations of
 * others, and y out of the range of X; but where X Xᵀ is ill conditioned without being singular to
 * rounding, or θ is not known to {@link BregmanProjection#TOLERANCE} in the digits of a double, no
 * limit is returned that one in memory might still improve. Where X is so small that memory takes
 * it as easily as passes over it, the limit is made there, in more digits; otherwise it is refused.
 */
public final class ColumnProjection {

  private final ColumnEngine engine;
  private final double[] y;

  /** Empty where rows are dependent in a way that only memory has the digits for. */
  private final Optional<ColumnNewton> newton;

  /** X in memory; null until it is needed. */
  private SmallColumns small;

  /**
   * Looks X through and factors X Xᵀ, in two passes, or up to five where rows are of different size
   * or dependent.
   *
   * @throws BadDataException if y does not have length n, a value is NaN or infinite (naming row
   *     and column), X is all zeros, or X is not small and X Xᵀ is ill conditioned but not singular
   *     to rounding
   */
  public ColumnProjection(ColumnEngine engine, double[] y) {
    this.engine = engine;
    checkTarget(y);
    this.y = y.clone();
    this.newton = newton();
  }

  private Optional<ColumnNewton> newton() {
    try {
      return Optional.of(new ColumnNewton(engine, y));
    } catch (DependentRowsException refused) {
      if (!SmallColumns.takes(engine)) {
        throw refused;
      }
      return Optional.empty();
    }
  }

  private SmallColumns small() {
    if (small == null) {
      small = new SmallColumns(engine, y);
    }
    return small;
  }

  private void checkTarget(double[] y) {
    if (y.length != engine.rows()) {
      throw ColumnConstraint.refusal(
          engine,
          "X has " + engine.rows() + " rows but y has " + y.length + " entries; they must match");
    }
    for (int i = 0; i < y.length; i++) {
      if (!Double.isFinite(y[i])) {
        throw ColumnConstraint.refusal(
            engine, "y holds " + y[i] + " at row " + i + " (counted from 0); remove or impute it");
      }
    }
  }

  /**
   * How far y is from the range of X, ‖y - Py‖/‖y‖; 0 if it is in it to rounding. The limits are
   * those for Py.
   */
  public double distanceToRange() {
    return newton
        .map(n -> n.constraint().distance())
        .orElseGet(() -> small().solver().distanceToRange());
  }

  /**
   * Tells of about what share of the work, from 0 to 1, is done when several limits are tried for.
   * Of what is done in memory nothing is told.
   */
  public void watch(DoubleConsumer share) {
    newton.ifPresent(n -> n.watch(share));
  }

  /** ‖θ‖∞ of the interpolator of least ℓ2 norm, or of the minimiser of R where there is none. */
  public double largestOfLeastNorm() {
    return newton
        .map(ColumnNewton::largestOfLeastNorm)
        .orElseGet(() -> small().solver().largestOfLeastNorm());
  }

  /** One line on a rank-deficient X; empty if it is not. */
  public String note() {
    return newton.map(n -> n.constraint().note()).orElseGet(() -> small().solver().note());
  }

  /**
   * The limits for several α in one continuation from the largest down.
   *
   * @param alphas positive, in any order
   * @param sinks where θ of the k-th goes
   * @param finished told of each limit as it is certified
   * @return the limits in the order of {@code alphas}
   * @throws BadDataException if some α is not positive and finite
   * @throws ComputationException if some point could not be certified
   */
  public List<ColumnLimit> path(
      double[] alphas, IntFunction<ColumnSink> sinks, Consumer<ColumnLimit> finished) {
    return LimitAttempts.required(attempts(alphas, sinks, finished));
  }

  /**
   * The same, but an α that could not be certified takes none of the others with it.
   *
   * @param sinks where θ of the k-th goes; what it has got of one that failed is worth nothing
   * @throws BadDataException if some α is not positive and finite
   * @throws ComputationException if the thread was interrupted
   */
  public List<LimitAttempt<ColumnLimit>> attempts(
      double[] alphas, IntFunction<ColumnSink> sinks, Consumer<ColumnLimit> finished) {
    List<LimitAttempt<ColumnLimit>> byColumns =
        newton.isPresent() ? newton.get().attempts(alphas, sinks, finished) : untried(alphas);
    return orInMemory(byColumns, k -> ColumnStart.ofAlpha(alphas[k]), sinks, finished);
  }

  private static List<LimitAttempt<ColumnLimit>> untried(double... alphas) {
    return Arrays.stream(alphas)
        .mapToObj(alpha -> new LimitAttempt<ColumnLimit>(alpha, Optional.empty(), ""))
        .toList();
  }

  /** What was certified by columns; for the rest what memory makes of it, where X is small. */
  private List<LimitAttempt<ColumnLimit>> orInMemory(
      List<LimitAttempt<ColumnLimit>> byColumns,
      IntFunction<ColumnStart> starts,
      IntFunction<ColumnSink> sinks,
      Consumer<ColumnLimit> finished) {
    if (!SmallColumns.takes(engine)) {
      return byColumns;
    }
    List<LimitAttempt<ColumnLimit>> out = new ArrayList<>(byColumns);
    for (int k = 0; k < out.size(); k++) {
      if (out.get(k).limit().isEmpty()) {
        double alpha = out.get(k).alpha();
        ColumnStart start = starts.apply(k);
        ColumnSink sink = sinks.apply(k);
        out.set(k, LimitAttempt.of(alpha, () -> small().limit(start, alpha, sink)));
        out.get(k).limit().ifPresent(finished);
      }
    }
    return out;
  }

  /**
   * The limits from u = α u0, v = α v0 for several α, each on its own.
   *
   * @param alphas positive
   * @param sinks where θ of the k-th goes; what it has got of one that failed is worth nothing
   * @return in the order of {@code alphas}
   * @throws BadDataException if some α is not positive and finite, or some |u0_j| = |v0_j|
   * @throws ComputationException if the thread was interrupted
   */
  public List<LimitAttempt<ColumnLimit>> attempts(
      double[] alphas,
      ColumnVector u0,
      ColumnVector v0,
      IntFunction<ColumnSink> sinks,
      Consumer<ColumnLimit> finished) {
    IntFunction<ColumnStart> starts = k -> ColumnStart.of(u0, v0, alphas[k]);
    return attempts(alphas, starts, sinks, finished);
  }

  private List<LimitAttempt<ColumnLimit>> attempts(
      double[] alphas,
      IntFunction<ColumnStart> starts,
      IntFunction<ColumnSink> sinks,
      Consumer<ColumnLimit> finished) {
    List<LimitAttempt<ColumnLimit>> byColumns =
        newton.isPresent()
            ? newton.get().attempts(alphas, starts, sinks, finished)
            : untried(alphas);
    return orInMemory(byColumns, starts, sinks, finished);
  }

  /**
   * The limit for any θ0 and I.
   *
   * @param alpha what the limit is to be called by
   * @param sink where θ goes
   * @throws BadDataException if some θ0_j or ln |I_j| is not finite
   * @throws ComputationException if no certified point was found
   */
  public ColumnLimit of(ColumnStart start, double alpha, ColumnSink sink) {
    double[] alphas = {alpha};
    return LimitAttempts.required(attempts(alphas, _ -> start, _ -> sink, _ -> {})).getFirst();
  }
}
