package dev.mirrorflow.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.model.LeastSquares;
import org.junit.jupiter.api.Test;

/** The observed orders of the methods and of their dense output, on fixed steps. */
class ConvergenceOrderTest {

  private static final Tolerance ANY = new Tolerance(1e-3, 1);
  private static final Tolerance TIGHT = new Tolerance(1e-13, 1e-15);

  private static final LeastSquares PROBLEM = TestProblems.gaussianProblem(4, 7, 11);
  private static final double END = 1.0;

  @Test
  void eulerHasOrderOne() {
    assertOrder(new ExplicitEuler(1), theta(), 256, 1, 0.15);
  }

  @Test
  void classicalRungeKuttaHasOrderFour() {
    assertOrder(new RungeKutta4(1), theta(), 32, 4, 0.3);
  }

  @Test
  void dormandPrinceHasOrderFive() {
    assertOrder(new DormandPrince(ANY), theta(), 32, 5, 0.3);
  }

  @Test
  void rodasHasOrderFour() {
    assertOrder(new Rodas4(ANY), dual(), 32, 4, 0.3);
  }

  @Test
  void errorEstimatesHaveTheOrderOfOneStep() {
    // The estimate of one step is the embedded method's local error, one power above its order.
    assertEstimate(new DormandPrince(ANY), theta(), 5);
    assertEstimate(new Rodas4(ANY), dual(), 4);
  }

  @Test
  void denseOutputsHaveTheirOrder() {
    // Locally one power above the order: Hermite 3 (of Euler, with its own error 1), Shampine 4,
    // RODAS 3.
    assertDense(new ExplicitEuler(1), theta(), 2);
    assertDense(new RungeKutta4(1), theta(), 4);
    assertDense(new DormandPrince(ANY), theta(), 5);
    assertDense(new Rodas4(ANY), dual(), 4);
  }

  private static GradientFlow theta() {
    return ThetaFlow.ofAlpha(PROBLEM, 0.7);
  }

  private static GradientFlow dual() {
    return DualFlow.ofAlpha(PROBLEM, 0.7);
  }

  private static void assertOrder(
      Integrator integrator, GradientFlow flow, int steps, double order, double slack) {
    double[] exact = reference(flow, END);
    double coarse = distance(fixedSteps(integrator, flow, steps), exact);
    double fine = distance(fixedSteps(integrator, flow, 2 * steps), exact);
    double observed = Math.log(coarse / fine) / Math.log(2);
    assertEquals(order, observed, slack, integrator.name() + " errors " + coarse + " " + fine);
    assertEquals(order, integrator.order());
  }

  private static void assertEstimate(Integrator integrator, GradientFlow flow, double power) {
    double coarse = integrator.on(flow).attempt(1.0 / 32);
    double fine = integrator.on(flow).attempt(1.0 / 64);
    double observed = Math.log(coarse / fine) / Math.log(2);
    assertEquals(power, observed, 0.3, integrator.name() + " estimates " + coarse + " " + fine);
  }

  private static void assertDense(Integrator integrator, GradientFlow flow, double power) {
    double coarse = denseError(integrator, flow, 1.0 / 32);
    double fine = denseError(integrator, flow, 1.0 / 64);
    double observed = Math.log(coarse / fine) / Math.log(2);
    assertTrue(
        observed > power - 0.4, integrator.name() + " " + observed + ": " + coarse + " " + fine);
  }

  private static double denseError(Integrator integrator, GradientFlow flow, double h) {
    Stepper stepper = integrator.on(flow);
    stepper.attempt(h);
    stepper.accept();
    double[] between = new double[flow.dimension()];
    double worst = 0;
    for (double s : new double[] {0.3, 0.6, 0.85}) {
      stepper.interpolate(s, between);
      worst = Math.max(worst, distance(between, reference(flow, s * h)));
    }
    return worst;
  }

  private static double[] fixedSteps(Integrator integrator, GradientFlow flow, int steps) {
    Stepper stepper = integrator.on(flow);
    for (int k = 0; k < steps; k++) {
      stepper.attempt(END / steps);
      stepper.accept();
    }
    assertEquals(1 + (long) steps * integrator.evaluationsPerStep(), stepper.evaluations());
    return stepper.state().clone();
  }

  private static double[] reference(GradientFlow flow, double time) {
    return FlowRun.run(flow, new DormandPrince(TIGHT), FlowOptions.until(time)).state();
  }

  private static double distance(double[] a, double[] b) {
    double max = 0;
    for (int j = 0; j < a.length; j++) {
      max = Math.max(max, Math.abs(a[j] - b[j]));
    }
    return max;
  }
}
