package dev.mirrorflow.bench;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.StableStep;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.DualFlow;
import dev.mirrorflow.flow.FactorFlow;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.FlowRun;
import dev.mirrorflow.flow.GradientFlow;
import dev.mirrorflow.flow.Integrator;
import dev.mirrorflow.flow.Rodas4;
import dev.mirrorflow.flow.RungeKutta4;
import dev.mirrorflow.flow.ThetaFlow;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.model.LeastSquares;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;

/**
 * The flow of the diagonal network from (3.29) up to the time at which a millionth of the loss is
 * left, in its three forms, with θ there to compare with.
 *
 * <p>Tolerances are relative; the absolute ones are that share of the size of the start: α for (u,
 * v), I = α² for θ, 1 for ν.
 */
final class FlowProblem {

  private static final double LOSS_LEFT = 1e-6;
  private static final double TIGHT = 1e-11;

  /** What all integrators must agree to at a tight tolerance, before any is timed. */
  private static final double AGREEMENT = 1e-7;

  private final LeastSquares risk;
  private final double alpha;
  private final FactorFlow factors;
  private final ThetaFlow theta;
  private final DualFlow dual;
  private final double endTime;
  private final double[] reference;

  /**
   * Integrates tightly with Hipparchus's method of order 8 on (u, v), and checks every integrator
   * against it.
   *
   * @throws IllegalStateException if one disagrees
   */
  FlowProblem(ProblemSize size, double alpha) {
    Dataset data = size.problem().training();
    this.risk = new LeastSquares(data.x(), data.y());
    this.alpha = alpha;
    this.factors = FactorFlow.ofAlpha(risk, alpha);
    this.theta = ThetaFlow.ofAlpha(risk, alpha);
    this.dual = DualFlow.ofAlpha(risk, alpha);
    this.endTime =
        FlowRun.run(
                dual,
                new Rodas4(new Tolerance(1e-6, 1e-6)),
                FlowOptions.untilLoss(LOSS_LEFT * risk.lossAtZero()))
            .time();
    this.reference = hipparchus(DormandPrince853Integrator::new, TIGHT).theta();
    require("Dormand-Prince on (u, v)", dormandPrinceOnFactors(TIGHT));
    require("Dormand-Prince on theta", dormandPrinceOnTheta(TIGHT));
    require("Rodas4 on the dual", rodasOnDual(TIGHT));
    require("RK4", run(factors, new RungeKutta4(0.02 * stableStep())));
  }

  private void require(String name, FlowResult result) {
    Agreement.requireWithin(AGREEMENT, name, reference, result.theta());
  }

  FlowResult dormandPrinceOnFactors(double tolerance) {
    return run(factors, new DormandPrince(new Tolerance(tolerance, tolerance * alpha)));
  }

  FlowResult dormandPrinceOnTheta(double tolerance) {
    return run(theta, new DormandPrince(new Tolerance(tolerance, tolerance * alpha * alpha)));
  }

  FlowResult rodasOnDual(double tolerance) {
    return run(dual, new Rodas4(new Tolerance(tolerance, tolerance)));
  }

  /** An integrator of fixed step on (u, v). */
  FlowResult fixedStep(Integrator integrator) {
    return run(factors, integrator);
  }

  HipparchusFlow.End hipparchus(HipparchusFlow.Method method, double tolerance) {
    return new HipparchusFlow(factors).run(method, tolerance, tolerance * alpha, endTime);
  }

  private FlowResult run(GradientFlow flow, Integrator integrator) {
    return FlowRun.run(flow, integrator, FlowOptions.until(endTime));
  }

  /** The edge of stability of explicit Euler where the flow ends. */
  double stableStep() {
    Descent descent =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.FractionOfEdge(1),
            new Stopping(0, 0, 0));
    return StableStep.estimate(descent, risk, Start.network(alpha, risk.features()));
  }

  /** The distance of θ to the reference, relative to its largest entry. */
  double error(double[] end) {
    return Agreement.difference(reference, end);
  }
}
