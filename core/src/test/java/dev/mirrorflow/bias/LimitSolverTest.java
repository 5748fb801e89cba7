package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.DesignProjection.Solver;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cheaper way to the limits of an X in memory, and what becomes of limits it fails at. */
class LimitSolverTest {

  private static LimitSolver iterationsFirst(LeastSquares problem) {
    return new IterationsFirst(
        problem,
        new DesignProjection(
            new DenseDesign(problem.design()), problem.target(), Solver.ITERATIONS));
  }

  private static void assertSame(LimitSolver expected, LimitSolver actual, double... alphas) {
    List<LimitAttempt<Projection>> right = expected.attempts(alphas);
    List<LimitAttempt<Projection>> attempts = actual.attempts(alphas);
    for (int k = 0; k < alphas.length; k++) {
      assertEquals(alphas[k], attempts.get(k).alpha());
      double distance =
          Norms.relativeDistance(
              attempts.get(k).limit().orElseThrow().theta(),
              right.get(k).limit().orElseThrow().theta());
      assertTrue(distance <= 1e-12, "alpha = " + alphas[k] + ": " + distance);
    }
  }

  @Test
  void newtonsMatrixIsMadeWhileItIsCheap() {
    assertEquals(
        Solver.FACTORS, DesignProjection.cheaper(new DenseDesign(DesignMatrix.zeros(600, 900))));
    assertEquals(
        Solver.ITERATIONS,
        DesignProjection.cheaper(new DenseDesign(DesignMatrix.zeros(2500, 2600))));
    Dataset small = SyntheticProblem.of(10, 20, 2, 1).training();
    assertInstanceOf(
        BregmanProjection.class, LimitSolver.of(new LeastSquares(small.x(), small.y())));
  }

  @Test
  void iterationsComeToTheLimitsOfFactors() {
    Dataset data = new SyntheticProblem(40, 160, 4, 0, 0.1, 2).training();
    LeastSquares problem = new LeastSquares(data.x(), data.y());
    LimitSolver solver = iterationsFirst(problem);
    assertSame(new BregmanProjection(problem), solver, 1e-3, 10, 0.1);
    assertTrue(solver.note().contains("conjugate gradients"), solver.note());
    assertFalse(solver.note().contains("more digits"), solver.note());
  }

  @Test
  void whatIterationsCannotCertifyFactorsDo() {
    LeastSquares problem = SparseProblem.of(30, 116, 0.012, 6, 189).dense();
    DesignProjection alone =
        new DesignProjection(
            new DenseDesign(problem.design()), problem.target(), Solver.ITERATIONS);
    assertTrue(alone.attempts(new double[] {1e-2}).getFirst().limit().isEmpty());
    LimitSolver solver = iterationsFirst(problem);
    assertSame(new BregmanProjection(problem), solver, 1e-2);
    assertTrue(solver.note().contains("1 of the limits by factors"), solver.note());
  }
}
