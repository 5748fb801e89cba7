package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoisyPursuitTest {

  private static BasisPursuitSolution solve(LeastSquares problem, Penalty penalty, double noise) {
    return NoisyPursuit.of(new DenseDesign(problem.design()), problem.target(), penalty, noise);
  }

  private static LeastSquares problem(double[][] x, double... y) {
    return new LeastSquares(DesignMatrix.of(x), y);
  }

  /**
   * A p with |x_jᵀp| <= w_j bounds the penalty by
   *
   * <p, y>- S‖p‖: by plain loops.
   */
  private static void assertSolves(
      LeastSquares problem, Penalty penalty, double noise, BasisPursuitSolution solution) {
    DesignMatrix x = problem.design();
    double[] y = problem.target();
    double[] theta = solution.theta();
    double[] p = solution.dual();
    double miss = 0;
    double size = 0;
    double bound = 0;
    for (int i = 0; i < y.length; i++) {
      double left = y[i];
      for (int j = 0; j < theta.length; j++) {
        left -= x.get(i, j) * theta[j];
      }
      miss += left * left;
      size += p[i] * p[i];
      bound += p[i] * y[i];
    }
    bound -= noise * Math.sqrt(size);
    assertTrue(Math.sqrt(miss) <= noise * (1 + 1e-10), "residual " + Math.sqrt(miss));
    double value = 0;
    for (int j = 0; j < theta.length; j++) {
      double product = 0;
      double terms = 0;
      for (int i = 0; i < y.length; i++) {
        product += x.get(i, j) * p[i];
        terms += Math.abs(x.get(i, j) * p[i]);
      }
      double most = penalty.weight(j) + 1e-12 * (penalty.weight(j) + terms);
      assertTrue(product <= most, "column " + j);
      assertTrue(penalty.isNonnegative() ? theta[j] >= 0 : product >= -most, "column " + j);
      value += penalty.weight(j) * Math.abs(theta[j]);
    }
    assertEquals(value, solution.objective(), 1e-13 * value);
    assertEquals(value, bound, 1e-9 * value);
  }

  @ParameterizedTest
  @CsvSource({
    "3, 10, 40, 2, 0.1",
    "6, 30, 100, 4, 0.01",
    "7, 40, 120, 30, 0",
    "9, 50, 300, 5, 0.5",
    "10, 60, 300, 0, 0",
    "21, 90, 30, 5, 0.5"
  })
  void theLeastPenaltyWithinANoiseIsProved(int seed, int n, int d, int k, double noise) {
    LeastSquares problem = ReferenceProblem.of(seed, n, d, k, noise);
    double[] weights = new double[d];
    Arrays.setAll(weights, j -> j % 20 == 0 ? 0 : 1 + j % 3);
    double[] positive = weights.clone();
    Arrays.setAll(positive, j -> 1 + j % 3);
    double size = Norms.l2(problem.target());
    for (double part : new double[] {0.9, 0.5, 0.2}) {
      for (Penalty penalty : new Penalty[] {Penalty.l1(d), Penalty.of(weights)}) {
        assertSolves(problem, penalty, part * size, solve(problem, penalty, part * size));
      }
      if (n < d) {
        Penalty above = Penalty.of(positive).nonnegative();
        assertSolves(problem, above, part * size, solve(problem, above, part * size));
        assertSolves(
            problem,
            Penalty.l1(d).nonnegative(),
            part * size,
            solve(problem, Penalty.l1(d).nonnegative(), part * size));
      }
    }
  }

  /** As S falls, what is left is the least norm of all interpolators. */
  @Test
  void littleNoiseIsNone() {
    LeastSquares problem = ReferenceProblem.of(10, 60, 300, 0, 0);
    double least = new BasisPursuit(problem).solve().objective();
    BasisPursuitSolution within = solve(problem, Penalty.l1(300), 1e-5);
    assertSolves(problem, Penalty.l1(300), 1e-5, within);
    double fall = 1e-5 * Norms.l2(new BasisPursuit(problem).solve().dual());
    assertEquals(least - fall, within.objective(), 1e-4 * fall);
  }

  /** Columns of the identity: y moves by S along signs, as long as no entry is 0. */
  @Test
  void orthogonalColumnsShrinkAlike() {
    LeastSquares problem = problem(new double[][] {{1, 0}, {0, 1}}, 5, -3);
    double noise = Math.sqrt(2);
    assertArrayEquals(new double[] {4, -2}, solve(problem, Penalty.l1(2), noise).theta(), 1e-15);
    assertArrayEquals(
        new double[] {4, 0},
        solve(problem, Penalty.l1(2).nonnegative(), Math.sqrt(10)).theta(),
        1e-14);
  }

  @Test
  void muchNoiseNeedsNothing() {
    LeastSquares problem = problem(new double[][] {{1, 1}, {1, 0}}, 3, 4);
    assertArrayEquals(new double[2], solve(problem, Penalty.l1(2), 5).theta());
    BasisPursuitSolution free = solve(problem, Penalty.of(new double[] {0, 1}), 0.8);
    assertArrayEquals(new double[] {3.5, 0}, free.theta(), 1e-15);
    assertEquals(0, free.objective());
  }

  @Test
  void tooLittleNoiseIsSaid() {
    LeastSquares problem = problem(new double[][] {{1}, {1}}, 1, 3);
    String message =
        assertThrows(ComputationException.class, () -> solve(problem, Penalty.l1(1), 1))
            .getMessage();
    assertTrue(message.contains("the least is about 1.41421"), message);
    LeastSquares apart = problem(new double[][] {{1}, {-1}}, 1, 1);
    message =
        assertThrows(ComputationException.class, () -> solve(apart, Penalty.l1(1), 1)).getMessage();
    assertTrue(message.contains("the least is about 1.41421"), message);
  }

  @Test
  void aNoiseThatIsNoneIsRefused() {
    LeastSquares problem = problem(new double[][] {{1}, {1}}, 1, 3);
    for (double noise : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(BadDataException.class, () -> solve(problem, Penalty.l1(1), noise));
    }
  }
}
