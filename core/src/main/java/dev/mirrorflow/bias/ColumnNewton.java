package dev.mirrorflow.bias;

import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnSink;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.IntFunction;

/**
 * The limits over an X by columns in the digits of a double: a Newton step is one pass over X,
 * which makes Xθ(ν) and X diag(w) Xᵀ, a certificate another, and an estimate of the error of θ one
 * to four.
 */
final class ColumnNewton {

  private final ColumnEngine engine;
  private final ColumnConstraint constraint;
  private final ColumnSums sums;
  private final DualSystem system;

  /**
   * Looks X through and factors X Xᵀ, in two passes, or up to five where rows are of different size
   * or dependent.
   *
   * @param y length n, finite, not changed
   * @throws DependentRowsException if X Xᵀ is ill conditioned but not singular to rounding
   * @throws dev.mirrorflow.error.BadDataException if a value is NaN or infinite, or X is all zeros
   */
  ColumnNewton(ColumnEngine engine, double[] y) {
    this.engine = engine;
    this.constraint = ColumnConstraint.of(engine, y);
    this.sums = new ColumnSums(engine, constraint.a());
    this.system = new DualSystem(sums, constraint.b(), constraint.gram());
  }

  ColumnConstraint constraint() {
    return constraint;
  }

  double largestOfLeastNorm() {
    return system.largestOfLeastNorm();
  }

  /** As {@link ColumnProjection#attempts(double[], IntFunction, Consumer)}. */
  List<LimitAttempt<ColumnLimit>> attempts(
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

  /** The same from other starts, each on its own. */
  List<LimitAttempt<ColumnLimit>> attempts(
      double[] alphas,
      IntFunction<ColumnStart> starts,
      IntFunction<ColumnSink> sinks,
      Consumer<ColumnLimit> finished) {
    return LimitAttempts.each(
        alphas,
        system,
        k -> {
          Continuation alone = new Continuation(system);
          ColumnLimit limit = reach(alone, starts.apply(k), alphas[k], sinks.apply(k));
          finished.accept(limit);
          return limit;
        });
  }

  /** As {@link ColumnProjection#watch}. */
  void watch(DoubleConsumer share) {
    system.clock().tell(share);
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
