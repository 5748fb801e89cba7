package dev.mirrorflow.sweep;

import dev.mirrorflow.flow.FactorFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowTasks;
import dev.mirrorflow.flow.Integrator;
import dev.mirrorflow.flow.LaneFlowRun;
import dev.mirrorflow.model.LeastSquares;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;

/** A sweep of flows in lanes. */
final class FlowLaneSweep implements FlowTasks {

  private final LeastSquares problem;
  private final DoubleFunction<? extends Integrator> integrators;
  private final LaneBlocks<FlowPoint> blocks;

  FlowLaneSweep(
      LeastSquares problem,
      DoubleFunction<? extends Integrator> integrators,
      double[] alphas,
      Consumer<FlowPoint> progress) {
    this.problem = problem;
    this.integrators = integrators;
    this.blocks = new LaneBlocks<>(alphas, progress);
  }

  /** Runs all, in blocks of lanes. */
  Swept<FlowPoint> run(FlowOptions options, int threads) {
    return blocks.run(
        threads, (width, stop) -> LaneFlowRun.run(problem, width, this, options, stop));
  }

  @Override
  public int next() {
    return blocks.next();
  }

  @Override
  public FactorFlow flow(int number) {
    blocks.begin(number);
    return FactorFlow.ofAlpha(problem, blocks.alpha(number));
  }

  @Override
  public Integrator integrator(int number) {
    return integrators.apply(blocks.alpha(number));
  }

  @Override
  public void ended(int number, FlowResult result) {
    ended(number, Optional.of(result), "");
  }

  @Override
  public void failed(int number, RuntimeException reason) {
    ended(number, Optional.empty(), reason.getMessage());
  }

  private void ended(int number, Optional<FlowResult> result, String failure) {
    FlowPoint point = new FlowPoint(blocks.alpha(number), result, failure, blocks.seconds(number));
    if (!point.isInterrupted()) {
      blocks.ended(number, point);
    }
  }
}
