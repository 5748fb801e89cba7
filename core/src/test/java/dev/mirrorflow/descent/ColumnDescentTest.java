package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.StoredColumns;
import dev.mirrorflow.model.LeastSquares;
import org.junit.jupiter.api.Test;

/** Descent over columns against the one in memory. */
class ColumnDescentTest {

  private static final double[] ALPHAS = {0.01, 0.3, 2};

  private static Stopping budget(long iterations) {
    return new Stopping(0, 0, iterations);
  }

  /** The descents at their end. */
  private static ColumnDescent ended(
      ColumnPass pass, LeastSquares problem, double[] alphas, double[] etas, Stopping stopping) {
    ColumnDescent descent = new ColumnDescent(pass, problem.target(), alphas, etas, stopping);
    while (descent.isRunning()) {
      descent.step();
    }
    return descent;
  }

  private static ColumnPass pass(LeastSquares problem, int threads) {
    return new ColumnPass(new StoredColumns(problem.design()), threads);
  }

  @Test
  void equalsTheDescentInMemory() {
    LeastSquares problem = TestProblems.sparseProblem(20, 500, 3, 81);
    double[] etas = {0.02, 0.02, 0.004};
    try (ColumnPass pass = pass(problem, 2);
        ColumnDescent descent = ended(pass, problem, ALPHAS, etas, budget(300))) {
      assertEquals(300, pass.passes());
      for (int k = 0; k < ALPHAS.length; k++) {
        DescentResult expected =
            new Descent(
                    new Method.GradientDescent(),
                    new Batches.Full(),
                    new StepRule.Constant(etas[k]),
                    budget(300))
                .run(problem, Start.network(ALPHAS[k], 500));
        ColumnDescent.Lane lane = descent.lane(k);
        assertEquals(Status.BUDGET, lane.status().orElseThrow());
        assertEquals(300, lane.iterations());
        double[] fitted = new double[20];
        problem.design().multiply(expected.theta(), fitted);
        double[] actual = lane.residual().clone();
        for (int i = 0; i < 20; i++) {
          actual[i] += problem.target()[i];
        }
        assertTrue(TestProblems.relativeDistance(actual, fitted) <= 1e-12);
        double[] u = new double[500];
        double[] v = new double[500];
        read(descent, k, u, v);
        DescentResult.Factors factors = expected.factors().orElseThrow();
        assertTrue(TestProblems.relativeDistance(u, factors.u()) <= 1e-12);
        assertTrue(TestProblems.relativeDistance(v, factors.v()) <= 1e-12);
      }
    }
  }

  /** u and v of the k-th descent, by a look that sums nothing. */
  private static void read(ColumnDescent descent, int k, double[] u, double[] v) {
    descent.look((n, state) -> {
      state.get(2 * k, 0, u.length, u);
      state.get(2 * k + 1, 0, v.length, v);
      return new NetworkStep(new double[0], new double[0][]).zero(n, state);
    });
  }

  @Test
  void stopsWhereTheOneInMemoryStops() {
    LeastSquares problem = TestProblems.gaussianProblem(15, 200, 82);
    Stopping stopping = new Stopping(1e-6, 0, 10_000);
    double[] etas = {0.03, 0.02, 0.01};
    try (ColumnPass pass = pass(problem, 2);
        ColumnDescent descent = ended(pass, problem, ALPHAS, etas, stopping)) {
      long most = 0;
      for (int k = 0; k < ALPHAS.length; k++) {
        DescentResult expected =
            new Descent(
                    new Method.GradientDescent(),
                    new Batches.Full(),
                    new StepRule.Constant(etas[k]),
                    stopping)
                .run(problem, Start.network(ALPHAS[k], 200));
        ColumnDescent.Lane lane = descent.lane(k);
        assertEquals(Status.CONVERGED, lane.status().orElseThrow());
        assertEquals(expected.iterations(), lane.iterations());
        assertEquals(expected.loss(), lane.loss(), 1e-9 * expected.loss());
        most = Math.max(most, lane.iterations());
      }
      assertEquals(most, pass.passes());
    }
  }

  /** A descent that blows up leaves the others as they would be without it. */
  @Test
  void divergesAloneAndTheBitsAreThoseOfADescentAlone() {
    LeastSquares problem = TestProblems.gaussianProblem(15, 200, 83);
    try (ColumnPass pass = pass(problem, 2);
        ColumnDescent two =
            ended(pass, problem, new double[] {1, 0.1}, new double[] {50, 0.01}, budget(100));
        ColumnDescent alone =
            ended(pass, problem, new double[] {0.1}, new double[] {0.01}, budget(100))) {
      assertEquals(Status.DIVERGED, two.lane(0).status().orElseThrow());
      assertTrue(two.lane(0).iterations() < 20);
      assertArrayEquals(alone.lane(0).residual(), two.lane(1).residual());
      assertArrayEquals(alone.lane(0).dual(), two.lane(1).dual());
    }
  }

  @Test
  void badPlansAreRefused() {
    LeastSquares problem = TestProblems.gaussianProblem(5, 20, 84);
    try (ColumnPass pass = pass(problem, 1)) {
      assertRefused(pass, new double[4], 1, 0.1, "y has 4 entries");
      assertRefused(pass, new double[5], 0, 0.1, "alpha");
      assertRefused(pass, new double[5], 1, Double.NaN, "step size");
    }
  }

  private static void assertRefused(
      ColumnPass pass, double[] y, double alpha, double eta, String part) {
    String message =
        assertThrows(
                BadDataException.class,
                () ->
                    new ColumnDescent(pass, y, new double[] {alpha}, new double[] {eta}, budget(1)))
            .getMessage();
    assertTrue(message.contains(part), message);
  }
}
