package dev.mirrorflow.descent;

import dev.mirrorflow.linalg.LanePass;
import dev.mirrorflow.model.LeastSquares;

/** A {@link StepRule} at work on many lanes: gives each its η, or 0 to one that is to wait. */
interface LaneSizer {

  /** A new descent begins in the lane. */
  default void begin(int lane) {}

  /**
   * The step sizes after a gradient.
   *
   * @param lanes the descents, null where a lane is free
   * @param pass the pass that gave the gradient
   * @param eta receives η of each lane, 0 where it is free
   */
  void next(Lane[] lanes, LaneNetwork network, LanePass pass, double[] eta);

  /** Keeps the given lanes only, as the first of {@code to} lanes. */
  default void select(int[] lanes, int to) {}

  /** The sizer of a plan that {@linkplain Descent#runsInLanes runs in lanes}. */
  static LaneSizer of(Descent plan, LeastSquares problem, int width) {
    return switch (plan.stepRule()) {
      case StepRule.Scheduled rule -> (lanes, _, _, eta) -> scheduled(rule, lanes, eta);
      case StepRule.FractionOfEdge rule ->
          new LaneEdgeSizer(StepSizer.edgeScale(rule, plan), plan, problem, width);
      case StepRule.Polyak _, StepRule.Backtracking _ ->
          throw new IllegalArgumentException(plan.stepRule() + " cannot run in lanes");
    };
  }

  private static void scheduled(StepRule.Scheduled rule, Lane[] lanes, double[] eta) {
    for (int l = 0; l < lanes.length; l++) {
      eta[l] = lanes[l] == null ? 0 : rule.at(lanes[l].k);
    }
  }
}
