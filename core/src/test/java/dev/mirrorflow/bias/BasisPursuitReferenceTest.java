package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.model.LeastSquares;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The objectives are SciPy's (HiGHS, feasibility tolerances 1e-10), printed by
 * bench/peers/basis_pursuit_reference.py for the same problems; its dual values bound each to 4e-10
 * relative or better.
 */
class BasisPursuitReferenceTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1, 5, 12, 1, 0.0, 1.0
          2, 8, 20, 0, 0.0, 1.1051158305520876
          3, 10, 40, 2, 0.1, 2.8952025580009475
          4, 20, 60, 3, 0.0, 5.999999999999998
          5, 20, 100, 0, 0.0, 3.231087524128546
          6, 30, 100, 4, 0.01, 10.025599066370479
          7, 40, 120, 30, 0.0, 339.06778480888755
          8, 50, 200, 5, 0.0, 15.000000000000012
          9, 50, 300, 5, 0.5, 16.92200043314609
          10, 60, 300, 0, 0.0, 5.280297984294306
          11, 80, 300, 10, 0.0, 55.00000000000049
          12, 80, 500, 10, 0.001, 55.001904291218345
          13, 100, 400, 0, 0.0, 7.205808216266703
          14, 100, 800, 8, 0.0, 36.000000000000036
          15, 100, 1000, 8, 0.1, 36.376878874815866
          16, 120, 1000, 100, 0.0, 3166.7604297183443
          17, 150, 1000, 15, 0.01, 120.04913979427046
          18, 150, 1500, 0, 0.0, 6.244884992747418
          19, 200, 2000, 20, 0.0, 210.0000000000012
          20, 200, 2000, 20, 0.1, 210.49484857457645
          """)
  void theObjectiveIsThatOfALinearProgrammeSolver(
      int seed, int n, int d, int k, double noise, double objective) {
    LeastSquares problem = ReferenceProblem.of(seed, n, d, k, noise);
    BasisPursuitSolution solution = new BasisPursuit(problem).solve();
    assertEquals(objective, solution.objective(), 1e-9 * objective);
    assertTrue(solution.certificate().holds(1e-9), solution.certificate()::toString);
    LeastNormCheck.assertSolves(problem.design(), problem.target(), solution);
  }
}
