package dev.mirrorflow.sweep;

import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.LaneTasks;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.model.LeastSquares;
import java.util.function.Consumer;

/** A sweep of descents in lanes. */
final class LaneSweep implements LaneTasks {

  private final LeastSquares problem;
  private final LaneBlocks<SweepPoint> blocks;

  LaneSweep(LeastSquares problem, double[] alphas, Consumer<SweepPoint> progress) {
    this.problem = problem;
    this.blocks = new LaneBlocks<>(alphas, progress);
  }

  /** Whether this many α run in lanes. */
  static boolean pays(Descent plan, int alphas) {
    return plan.runsInLanes() && LaneBlocks.pay(alphas);
  }

  /** Runs all, in blocks of lanes. */
  Swept<SweepPoint> run(Descent plan, int threads) {
    return blocks.run(threads, (width, stop) -> plan.runInLanes(problem, width, this, stop));
  }

  @Override
  public int next() {
    return blocks.next();
  }

  @Override
  public Start.Network start(int number) {
    blocks.begin(number);
    return Start.network(blocks.alpha(number), problem.features());
  }

  @Override
  public void ended(int number, DescentResult result) {
    if (result.status() != Status.INTERRUPTED) {
      blocks.ended(
          number,
          new SweepPoint(blocks.alpha(number), result.withoutFactors(), blocks.seconds(number)));
    }
  }
}
