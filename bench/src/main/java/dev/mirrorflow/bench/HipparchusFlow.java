package dev.mirrorflow.bench;

import dev.mirrorflow.flow.GradientFlow;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.AdaptiveStepsizeIntegrator;

/** A gradient flow for Hipparchus, whose interface wants a new array for each derivative. */
final class HipparchusFlow implements OrdinaryDifferentialEquation {

  /** Makes an integrator that steps no further than the end. */
  @FunctionalInterface
  interface Method {
    AdaptiveStepsizeIntegrator of(
        double minStep, double maxStep, double absoluteTolerance, double relativeTolerance);
  }

  private final GradientFlow flow;

  HipparchusFlow(GradientFlow flow) {
    this.flow = flow;
  }

  @Override
  public int getDimension() {
    return flow.dimension();
  }

  @Override
  public double[] computeDerivatives(double t, double[] y) {
    double[] derivative = new double[y.length];
    flow.evaluate(y, derivative);
    return derivative;
  }

  /** θ at the end, and the evaluations on the way. */
  record End(double[] theta, long evaluations) {}

  /** Integrates from t = 0 with the error control of {@link dev.mirrorflow.flow.Tolerance}. */
  End run(Method method, double relative, double absolute, double endTime) {
    AdaptiveStepsizeIntegrator integrator = method.of(1e-14 * endTime, endTime, absolute, relative);
    double[] state =
        integrator.integrate(this, new ODEState(0, flow.start()), endTime).getPrimaryState();
    double[] theta = new double[flow.features()];
    flow.theta(state, theta);
    return new End(theta, integrator.getEvaluations());
  }
}
