package dev.mirrorflow.lab.figures;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.SharpnessTrace;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepIdentity;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;

/**
 * A descent of the network with constant steps from α, and where its steps have shifted its start.
 *
 * @param effective the geometric mean of the effective α, relative to α
 */
record ShiftedRun(
    DescentResult result, StepIdentity identity, EffectiveStart start, double effective) {

  /** n = 40, d = 100, a 5-sparse θ*: the problem that the figures on finite steps share. */
  static final SyntheticProblem PROBLEM = SyntheticProblem.of(40, 100, 5, 1);

  private static final Stopping STOP = new Stopping(1e-8, 0, 100_000);
  private static final int RECORDS = 30;

  static LeastSquares risk() {
    Dataset training = PROBLEM.training();
    return new LeastSquares(training.x(), training.y());
  }

  static Descent plan(Method method, Batches batches, double eta) {
    return new Descent(method, batches, new StepRule.Constant(eta), STOP);
  }

  static ShiftedRun of(LeastSquares risk, Descent plan, double alpha) {
    Start.Network start = Start.network(alpha, risk.features());
    StepIdentity identity = new StepIdentity(plan, start);
    DescentResult result = plan.run(risk, start, identity, () -> false);
    return new ShiftedRun(
        result,
        identity,
        EffectiveStart.of(start.u0(), start.v0()),
        identity.effectiveStart().alpha() / alpha);
  }

  /** The sharpness along the same descent, which is to be without momentum. */
  static SharpnessTrace sharpness(LeastSquares risk, Descent plan, double alpha) {
    Start.Network start = Start.network(alpha, risk.features());
    SharpnessTrace trace =
        new SharpnessTrace(
            risk, new StepIdentity(plan, start), plan.stopping().maxIterations(), RECORDS);
    plan.run(risk, start, trace, () -> false);
    return trace;
  }
}
