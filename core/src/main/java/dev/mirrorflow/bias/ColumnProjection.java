package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.ColumnVector;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntFunction;

/**
 * The limits of {@link BregmanProjection} over an X that is kept by columns, on the disk or on
 * other machines: a Newton step is one pass over X, which makes Xθ(ν) and X diag(w) Xᵀ, a
 * certificate another, and an estimate of the error of θ one to four. The equations and the
 * continuation are the same, so are the limits, to rounding.
 *
 * <p>Memory is that of {@link ColumnPass}; nothing of length d is kept. Rows may be combinations of
 * others, and y out of the range of X; but where X Xᵀ is ill conditioned without being singular to
 * rounding, or θ is not known to {@link BregmanProjection#TOLERANCE} in the digits of a double, no
 * limit is returned that one in memory might still improve.
 */
public final class ColumnProjection {

  private final ColumnEngine engine;
  private final ColumnConstraint constraint;
  private final ColumnSums sums;
  private final DualSystem system;

  /**
   * Looks X through and factors X Xᵀ, in two passes, or up to five where rows are of different size
   * or dependent.
   *
   * @throws BadDataException if y does not have length n, a value is NaN or infinite (naming row
   *     and column), X is all zeros, or X Xᵀ is ill conditioned but not singular to rounding
   */
  public ColumnProjection(ColumnEngine engine, double[] y) {
    this.engine = engine;
    checkTarget(y);
    this.constraint = ColumnConstraint.of(engine, y.clone());
    this.sums = new ColumnSums(engine, constraint.a());
    this.system = new DualSystem(sums, constraint.b(), constraint.gram());
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
    return constraint.distance();
  }

  /**
   * Tells of about what share of the work, from 0 to 1, is done when several limits are tried for.
   */
  public void watch(DoubleConsumer share) {
    system.clock().tell(share);
  }

  /** ‖θ‖∞ of the interpolator of least ℓ2 norm, or of the minimiser of R where there is none. */
  public double largestOfLeastNorm() {
    return system.largestOfLeastNorm();
  }

  /** One line on a rank-deficient X; empty if it is not. */
  public String note() {
    return constraint.note();
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
    return LimitAttempts.of(
        alphas,
        system,
        (continuation, k) -> {
          ColumnLimit limit =
              reach(continuation, ColumnStart.ofAlpha(alphas[k]), alphas[k], sinks.apply(k));
          finished.accept(limit);
          return limit;
        });
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
    return LimitAttempts.each(
        alphas,
        system,
        k -> {
          ColumnLimit limit = of(ColumnStart.of(u0, v0, alphas[k]), alphas[k], sinks.apply(k));
          finished.accept(limit);
          return limit;
        });
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
    return reach(new Continuation(system), start, alpha, sink);
  }

  private ColumnLimit reach(
      Continuation continuation, ColumnStart start, double alpha, ColumnSink sink) {
    int steps = continuation.steps();
    int passes = engine.passes();
    sums.aim(start);
    continuation.approach(system.targetTopLog(), start.name());
    continuation.converge();
    system.evaluate(continuation.zeta());
    DualPoint point = sums.point();
    CertificateSum.Part proof = engine.sum(new CertificateSum(point, sink));
    double[] nu = point.zeta().clone();
    double[] miss = proof.dualFitted().clone();
    Kernels.axpy(-1, constraint.b(), miss);
    for (int i = 0; i < nu.length; i++) {
      nu[i] /= 2 * point.scale();
    }
    double[] residual = proof.fitted().clone();
    Kernels.axpy(-1, constraint.reached(), residual);
    Certificate certificate =
        proof
            .sums()
            .certificate(
                RowTerms.of(proof.sizes(), constraint.reached()).ofResidual(residual),
                Kernels.dot(nu, miss));
    BregmanProjection.requireHolds(certificate, start.name());
    requireRight(proof, start.name());
    return new ColumnLimit(
        alpha,
        constraint.a().spread(nu),
        proof.l1(),
        proof.l2(),
        certificate,
        continuation.steps() - steps,
        engine.passes() - passes);
  }

  /**
   * Checks θ. Where Newton's matrix is too ill conditioned to tell, though X is not, the weights
   * are far apart, and what it cannot tell of is below rounding in every sample, as in memory.
   */
  private void requireRight(CertificateSum.Part proof, String name) {
    RowTerms terms = RowTerms.of(constraint.a().of(proof.sizes()), constraint.b());
    double[] sizes = RowTerms.of(proof.sizes(), constraint.reached()).sizes();
    double error =
        ErrorEstimate.of(
            system,
            change -> sums.respond(change, sizes),
            terms,
            constraint.rounding(sizes),
            engine.columns());
    boolean isTrusted =
        constraint.isPlain() && !DecimalRows.takes(constraint.b().length, engine.columns());
    if (error > BregmanProjection.SAFE || Double.isNaN(error) && !isTrusted) {
      throw new ComputationException(
          Double.isNaN(error)
              ? "the limit for "
                  + name
                  + " could not be certified by columns: how far theta is off is beyond the digits"
                  + " of a double; use X in memory"
              : String.format(
                  Locale.ROOT,
                  "the limit for %s could not be certified by columns: theta may be off by %.1e of"
                      + " its fit; use X in memory",
                  name,
                  error));
    }
  }
}
