package dev.mirrorflow.bias;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.ColumnEngine;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.model.Norms;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The limits of {@link BregmanProjection} for the starts (3.29), over an X that is kept by columns,
 * on the disk or on other machines: a Newton step is one pass over X, which makes Xθ(ν) and X
 * diag(w) Xᵀ, and a certificate another. The continuation is the same, so are the limits, to
 * rounding.
 *
 * <p>Memory is that of {@link ColumnPass}; nothing of length d is kept. X Xᵀ must be well
 * conditioned, as its singular value decomposition is not at hand here.
 */
public final class ColumnProjection {

  private final ColumnEngine engine;
  private final double[] y;
  private final ColumnSystem system;

  /**
   * Looks X through and factors X Xᵀ, in two passes.
   *
   * @throws BadDataException if y does not have length n, a value is NaN or infinite (naming row
   *     and column), X is all zeros, there are more rows than columns, or X Xᵀ is ill conditioned
   */
  public ColumnProjection(ColumnEngine engine, double[] y) {
    this.engine = engine;
    this.y = y.clone();
    checkShapes();
    GramSum.Part first = engine.sum(new GramSum());
    if (!first.firstBad().isEmpty()) {
      throw refusal(first.firstBad() + "; remove or impute it");
    }
    RowScale scale = RowScale.ofGram(first.gram(), y.length);
    double[] leastNorm = y.clone();
    scale.apply(leastNorm);
    wellConditioned(scale.ofBoth(first.gram())).solve(leastNorm);
    scale.apply(leastNorm);
    this.system =
        new ColumnSystem(
            engine, this.y, scale, leastNorm, engine.sum(new ReachSum(leastNorm)).largest());
  }

  private void checkShapes() {
    if (y.length != engine.rows()) {
      throw refusal(
          "X has " + engine.rows() + " rows but y has " + y.length + " entries; they must match");
    }
    for (int i = 0; i < y.length; i++) {
      if (!Double.isFinite(y[i])) {
        throw refusal(
            "y holds " + y[i] + " at row " + i + " (counted from 0); remove or impute it");
      }
    }
    if (engine.rows() > engine.columns()) {
      throw refusal(
          "X has "
              + engine.rows()
              + " rows but only "
              + engine.columns()
              + " columns; by columns, an X with at least as many columns as rows is solved: use"
              + " it in memory");
    }
  }

  private Cholesky wellConditioned(double[] gram) {
    if (Norms.max(gram) == 0) {
      throw refusal("X is all zeros, so no parameter explains y; check the file");
    }
    try {
      Cholesky factor = Cholesky.of(gram, y.length);
      if (factor.pivotRatio() > Constraint.WELL_CONDITIONED) {
        return factor;
      }
    } catch (ComputationException _) {
      // Not positive definite to working precision: the same complaint.
    }
    throw refusal(
        "X X^T is singular or ill conditioned, which is not solved by columns; remove rows that"
            + " repeat or combine others, or use it in memory");
  }

  private BadDataException refusal(String message) {
    return new BadDataException(engine.name() + ": " + message);
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
          ColumnLimit limit = reach(continuation, alphas[k], sinks.apply(k));
          finished.accept(limit);
          return limit;
        });
  }

  private ColumnLimit reach(Continuation continuation, double alpha, ColumnSink sink) {
    String name = "alpha = " + alpha;
    int steps = continuation.steps();
    int passes = engine.passes();
    double logInvariant = 2 * Math.log(alpha);
    continuation.approach(logInvariant, name);
    continuation.converge();
    double[] zeta = continuation.zeta().clone();
    CertificateSum.Part sums = engine.sum(new CertificateSum(logInvariant, zeta, sink));
    double[] miss = sums.dualFitted().clone();
    Kernels.axpy(-1, y, miss);
    Certificate certificate =
        sums.sums()
            .certificate(sums.primalResidual(y), Kernels.dot(zeta, miss) / (2 * system.scale()));
    BregmanProjection.requireHolds(certificate, name);
    for (int i = 0; i < zeta.length; i++) {
      zeta[i] /= 2 * system.scale();
    }
    return new ColumnLimit(
        alpha,
        zeta,
        sums.l1(),
        sums.l2(),
        certificate,
        continuation.steps() - steps,
        engine.passes() - passes);
  }
}
