package dev.mirrorflow.descent;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.LeastSquares;
import java.util.function.DoubleUnaryOperator;

/** A {@link StepRule} at work on one run: gives η for each iteration, allocating nothing. */
interface StepSizer {

  /** Share of the gradient that adaptive rules may step on the network, as x = η max|g_j|. */
  double NETWORK_SHARE = 0.5;

  double next(long k, double loss, Iterate iterate);

  /**
   * The sizer of a plan.
   *
   * @param lossAfter the loss that a gradient step of some η would lead to
   */
  static StepSizer of(
      Descent plan, LeastSquares problem, Start start, DoubleUnaryOperator lossAfter) {
    return switch (plan.stepRule()) {
      case StepRule.Constant rule -> (k, _, _) -> rule.at(k);
      case StepRule.InverseTime rule -> (k, _, _) -> rule.at(k);
      case StepRule.Cosine rule -> (k, _, _) -> rule.at(k);
      case StepRule.Polyak _ -> (_, loss, iterate) -> polyak(loss, iterate);
      case StepRule.Backtracking rule -> new BacktrackingSizer(rule, lossAfter);
      case StepRule.FractionOfEdge rule -> edge(rule, plan, problem, start);
    };
  }

  /** Checks what the rule needs of the rest of the plan. */
  static void check(Method method, Batches batches, StepRule rule) {
    if (rule instanceof StepRule.Backtracking
        && !(batches instanceof Batches.Full && method instanceof Method.GradientDescent)) {
      throw new BadDataException(
          "backtracking needs gradient descent on full batches; choose another step rule for"
              + " mini-batches or momentum");
    }
  }

  private static double polyak(double loss, Iterate iterate) {
    return Math.min(loss / iterate.gradientSquaredNorm(), iterate.cap(NETWORK_SHARE));
  }

  /** The step at the edge, times the curvature. */
  static double edgeScale(StepRule.FractionOfEdge rule, Descent plan) {
    return rule.fraction() * plan.method().edgeFactor(plan.batches()) * 2;
  }

  private static StepSizer edge(
      StepRule.FractionOfEdge rule, Descent plan, LeastSquares problem, Start start) {
    double scale = edgeScale(rule, plan);
    return switch (start) {
      case Start.Linear _ -> {
        double eta =
            scale / new BatchCurvature(problem.design(), plan.batches()).bound(null, 1e-10, 1000);
        yield (_, _, _) -> eta;
      }
      case Start.Network _ -> new NetworkEdgeSizer(scale, plan, problem);
    };
  }
}
