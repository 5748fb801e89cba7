package dev.mirrorflow.sweep;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.DualFlow;
import dev.mirrorflow.flow.FactorFlow;
import dev.mirrorflow.flow.FlowInput;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.GradientFlow;
import dev.mirrorflow.flow.Integrator;
import dev.mirrorflow.flow.LaneFlowRun;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;

/**
 * Follows the gradient flow of the diagonal network from u0 = √2 α 1, v0 = 0 (3.29) for many α at
 * once, each by {@link Rodas4} on its {@link DualFlow}, or by an explicit method on its {@link
 * FactorFlow}; where there are enough α, an explicit method follows many {@linkplain LaneFlowRun
 * side by side}. The results have the same bits for any number of threads, and an α that fails says
 * so in its point and leaves the others alone.
 */
public final class FlowSweep {

  /** The error allowed in a step by default, relative to ν. */
  public static final double TOLERANCE = 1e-6;

  private final LeastSquares problem;
  private final FlowOptions options;
  private final DoubleFunction<? extends Integrator> integrators;

  /**
   * Prepares a sweep by {@link Rodas4} down to a training loss.
   *
   * @param lossThreshold the R(θ) to end at
   * @param maxSteps the most steps tried for one α
   * @throws BadDataException unless the threshold is 0 or positive and maxSteps at least 1
   */
  public FlowSweep(LeastSquares problem, double lossThreshold, long maxSteps) {
    this(
        problem,
        FlowOptions.untilLoss(lossThreshold).withMaxSteps(maxSteps),
        alpha -> new Rodas4(Tolerance.ofDual(TOLERANCE, alpha)));
  }

  /**
   * Prepares a sweep by any method.
   *
   * @param integrators gives the integrator of an α, of the same method for all of them; may throw
   *     a {@link BadDataException} for an α that has none, but for α = 1
   * @throws BadDataException if X or y/X is above 2^400 or below 2^-400
   */
  public FlowSweep(
      LeastSquares problem, FlowOptions options, DoubleFunction<? extends Integrator> integrators) {
    this.problem = FlowInput.moderate(problem);
    this.options = options;
    this.integrators = integrators;
  }

  /**
   * Runs all α.
   *
   * @param alphas positive, in any order
   * @param threads number of threads, at least 1
   * @param progress told of each point as it ends, from any of the threads, one at a time
   * @return the points in the order of {@code alphas}; if the calling thread is interrupted, the
   *     runs stop within a step, and the points are those that ended before
   * @throws BadDataException if there is no α, one is not positive and finite, threads is below 1,
   *     or losses leave the range of doubles
   */
  public Swept<FlowPoint> run(double[] alphas, int threads, Consumer<FlowPoint> progress) {
    problem.requireComparableLosses();
    // The method is the same for all α, and there is a tolerance for this one.
    if (LaneBlocks.pay(alphas.length) && LaneFlowRun.takes(integrators.apply(1))) {
      return new FlowLaneSweep(problem, integrators, alphas, progress).run(options, threads);
    }
    return ParallelAlphas.run(
        alphas,
        threads,
        (alpha, stop) -> Optional.of(point(alpha, stop)).filter(point -> !point.isInterrupted()),
        progress);
  }

  /**
   * Runs one α on this thread, as {@link #run} does but for the rounding of lanes.
   *
   * @param cancelled asked every few steps
   * @throws BadDataException if α is not positive and finite, or losses leave the range of doubles
   */
  public FlowPoint point(double alpha, BooleanSupplier cancelled) {
    DiagonalNetwork.checkedAlpha(alpha);
    problem.requireComparableLosses();
    long begin = System.nanoTime();
    Optional<FlowResult> result = Optional.empty();
    String failure = "";
    try {
      Integrator integrator = integrators.apply(alpha);
      result = Optional.of(FlowRun.run(flow(alpha, integrator), integrator, options, cancelled));
    } catch (ComputationException | BadDataException e) {
      failure = e.getMessage();
    }
    return new FlowPoint(alpha, result, failure, (System.nanoTime() - begin) / 1e9);
  }

  private GradientFlow flow(double alpha, Integrator integrator) {
    return LaneFlowRun.takes(integrator)
        ? FactorFlow.ofAlpha(problem, alpha)
        : DualFlow.ofAlpha(problem, alpha);
  }
}
