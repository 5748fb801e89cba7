package dev.mirrorflow.sweep;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.DualFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Follows the gradient flow of the diagonal network from u0 = √2 α 1, v0 = 0 (3.29) for many α at
 * once, each by {@link Rodas4} on its {@link DualFlow} down to a training loss. Each α runs on one
 * thread from ν = 0, so the results have the same bits for any number of threads, and one that
 * fails says so in its point and leaves the others alone.
 */
public final class FlowSweep {

  /** The error allowed in a step, relative to ν. */
  public static final double TOLERANCE = 1e-6;

  private final LeastSquares problem;
  private final FlowOptions options;

  /**
   * Prepares the sweep.
   *
   * @param lossThreshold the R(θ) to end at
   * @param maxSteps the most steps tried for one α
   * @throws BadDataException unless the threshold is positive and maxSteps at least 1
   */
  public FlowSweep(LeastSquares problem, double lossThreshold, long maxSteps) {
    this.problem = problem;
    this.options = FlowOptions.untilLoss(lossThreshold).withMaxSteps(maxSteps);
  }

  /**
   * Runs all α.
   *
   * @param alphas positive, in any order
   * @param threads number of threads, at least 1
   * @param progress told of each point as it ends, from any of the threads, one at a time
   * @return the points in the order of {@code alphas}
   * @throws InterruptedException if the calling thread is interrupted; the runs stop within a step
   * @throws BadDataException if there is no α, one is not positive and finite, or threads is below
   *     1
   */
  public List<FlowPoint> run(double[] alphas, int threads, Consumer<FlowPoint> progress)
      throws InterruptedException {
    return ParallelAlphas.run(alphas, threads, this::point, progress);
  }

  /**
   * Runs one α on this thread, as {@link #run} does.
   *
   * @param cancelled asked every few steps
   * @throws BadDataException if α is not positive and finite
   */
  public FlowPoint point(double alpha, BooleanSupplier cancelled) {
    DiagonalNetwork.checkedAlpha(alpha);
    long begin = System.nanoTime();
    Optional<FlowResult> result = Optional.empty();
    String failure = "";
    try {
      Rodas4 integrator = new Rodas4(Tolerance.ofDual(TOLERANCE, alpha));
      result =
          Optional.of(
              FlowRun.run(DualFlow.ofAlpha(problem, alpha), integrator, options, cancelled));
    } catch (ComputationException e) {
      failure = e.getMessage();
    }
    return new FlowPoint(alpha, result, failure, (System.nanoTime() - begin) / 1e9);
  }
}
