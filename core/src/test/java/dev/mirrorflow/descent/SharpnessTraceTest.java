package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.model.DiagonalNetwork;
import dev.mirrorflow.model.LeastSquares;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharpnessTraceTest {

  private static final int D = 30;

  private final LeastSquares problem = TestProblems.sparseProblem(10, D, 3, 61);
  private final Start.Network start = Start.network(0.2, D);

  private static Descent plan(double eta, long iterations) {
    return new Descent(
        new Method.GradientDescent(),
        new Batches.Full(),
        new StepRule.Constant(eta),
        new Stopping(1e-18, 0, iterations));
  }

  private SharpnessTrace trace(Descent plan) {
    long budget = plan.stopping().maxIterations();
    SharpnessTrace trace = new SharpnessTrace(problem, new StepIdentity(plan, start), budget, 20);
    plan.run(problem, start, trace, () -> false);
    return trace;
  }

  private double stable() {
    return StableStep.estimate(plan(1, 1), problem, start);
  }

  /** λmax of the Hessian of L from its products with vectors, shifted to be positive. */
  private double hessianNorm(DescentResult.Factors at, double shift) {
    DiagonalNetwork network = new DiagonalNetwork(problem);
    double[] p = TestProblems.gaussian(D, 1);
    double[] q = TestProblems.gaussian(D, 2);
    double[] outU = new double[D];
    double[] outV = new double[D];
    double norm = 0;
    for (int k = 0; k < 3000; k++) {
      network.hessianVector(at.u(), at.v(), p, q, outU, outV);
      for (int j = 0; j < D; j++) {
        outU[j] += shift * p[j];
        outV[j] += shift * q[j];
      }
      norm = Math.hypot(TestProblems.norm(outU), TestProblems.norm(outV));
      for (int j = 0; j < D; j++) {
        p[j] = outU[j] / norm;
        q[j] = outV[j] / norm;
      }
    }
    return norm - shift;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 100, 100_000})
  void itIsTheHessiansLargestEigenvalueButForTheGradient(long iterations) {
    Descent plan = plan(0.3 * stable(), iterations);
    DescentResult end = plan.run(problem, start);
    double[] g = new double[D];
    problem.lossAndGradient(end.theta(), new double[10], g);
    double largest = 0;
    for (double x : g) {
      largest = Math.max(largest, Math.abs(x));
    }
    double expected = hessianNorm(end.factors().orElseThrow(), 2 * largest + 1e-3);
    double last = trace(plan).last();
    assertEquals(expected, last, largest + 1e-4 * expected);
    if (iterations > 1000) {
      assertEquals(Status.CONVERGED, end.status());
      assertTrue(largest < 1e-8, "gradient " + largest);
    }
  }

  /** Nacson et al.: GD that settles has λmax <= 2/η; just below the limit it is nearly there. */
  @Test
  void descentSettlesBelowTheEdgeOnly() {
    double stable = stable();
    for (double fraction : new double[] {0.1, 0.5, 0.95}) {
      double eta = fraction * stable;
      SharpnessTrace trace = trace(plan(eta, 100_000));
      int last = trace.trace().size() - 1;
      assertTrue(trace.trace().loss(last) <= 1e-18);
      assertTrue(trace.last() * eta <= 2, "at " + fraction + ": " + trace.last() * eta);
      assertEquals(2 * fraction, trace.last() * eta, 0.1 * fraction);
      assertTrue(trace.sharpness(0) < trace.last() / 5, "it sharpens on the way");
      assertEquals(trace.last(), trace.sharpness(last));
    }
  }
}
