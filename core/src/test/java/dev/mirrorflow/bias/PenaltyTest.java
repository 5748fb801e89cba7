package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Basis pursuit with weights and with θ >= 0. */
class PenaltyTest {

  /** 1, 2, 3, 1, ... and 0 for every 20th. */
  private static double[] weights(int d) {
    double[] weights = new double[d];
    Arrays.setAll(weights, j -> j % 20 == 0 ? 0 : 1 + j % 3);
    return weights;
  }

  /**
   * The objectives are SciPy's (HiGHS, feasibility tolerances 1e-10), printed by
   * bench/peers/basis_pursuit_reference.py penalties.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          1, 5, 12, 1, 0.0, 0.0, 1.0, 0.0
          2, 8, 20, 0, 0.0, 1.3697456700928985, 2.2299194238423072, 3.885799413803965
          3, 10, 40, 2, 0.1, 3.862562089144554, 3.4995583242804003, 5.928374800178439
          4, 20, 60, 3, 0.0, 13.000000000000005, 13.995664522072499, 24.022201211651982
          5, 20, 100, 0, 0.0, 2.4405259760070463, 4.26774893280679, 3.8844510732159403
          6, 30, 100, 4, 0.01, 17.024294889222993, 25.67449251128682, 39.382666349724325
          7, 40, 120, 30, 0.0, 542.2666785593277, 630.6022241310409, 1027.4995199454638
          8, 50, 200, 5, 0.0, 27.000000000000107, 29.549725513480265, 50.63093346569841
          9, 50, 300, 5, 0.5, 23.954228376477467, 29.90611891845135, 42.93656983242147
          10, 60, 300, 0, 0.0, 6.667989144315322, 6.396436288416211, 9.029715439009193
          11, 80, 300, 10, 0.0, 104.99999999999991, 213.8023118613402, 355.09961885401685
          12, 80, 500, 10, 0.001, 71.8989156627047, 105.86518458426869, 154.24636798558973
          """)
  void objectivesAreThoseOfALinearProgrammeSolver(
      int seed, int n, int d, int k, double noise, double weighted, double positive, double both) {
    LeastSquares problem = ReferenceProblem.of(seed, n, d, k, noise);
    Penalty weights = Penalty.of(weights(d));
    assertEquals(weighted, objective(problem, weights), 1e-9 * weighted);
    assertEquals(positive, objective(problem, Penalty.l1(d).nonnegative()), 1e-9 * positive);
    assertEquals(both, objective(problem, weights.nonnegative()), 1e-9 * both);
  }

  /** Of a solution that plain loops over X, y, θ and p prove. */
  private static double objective(LeastSquares problem, Penalty penalty) {
    BasisPursuitSolution solution = new BasisPursuit(problem, penalty).solve();
    DesignMatrix x = problem.design();
    double[] theta = solution.theta();
    double[] p = solution.dual();
    double[] y = problem.target();
    double[] fitted = new double[y.length];
    double bound = 0;
    for (int i = 0; i < y.length; i++) {
      double terms = Math.abs(y[i]);
      for (int j = 0; j < theta.length; j++) {
        fitted[i] += x.get(i, j) * theta[j];
        terms += Math.abs(x.get(i, j) * theta[j]);
      }
      assertEquals(y[i], fitted[i], 1e-11 * terms);
      bound += p[i] * y[i];
    }
    double value = 0;
    for (int j = 0; j < theta.length; j++) {
      double product = 0;
      double terms = 0;
      for (int i = 0; i < y.length; i++) {
        product += x.get(i, j) * p[i];
        terms += Math.abs(x.get(i, j) * p[i]);
      }
      double rounding = 1e-10 * (penalty.weight(j) + terms);
      assertTrue(product <= penalty.weight(j) + rounding, "column " + j);
      if (penalty.isNonnegative()) {
        assertTrue(theta[j] >= 0, "entry " + j);
      } else {
        assertTrue(product >= -penalty.weight(j) - rounding, "column " + j);
      }
      value += penalty.weight(j) * Math.abs(theta[j]);
    }
    assertEquals(value, solution.objective(), 1e-13 * value);
    assertEquals(value, bound, 1e-9 * value);
    return value;
  }

  @Test
  void weightsOfOneAreNone() {
    LeastSquares problem = ReferenceProblem.of(9, 50, 300, 5, 0.5);
    double[] ones = new double[300];
    Arrays.fill(ones, 1);
    assertArrayEquals(
        new BasisPursuit(problem).solve().theta(),
        new BasisPursuit(problem, Penalty.of(ones)).solve().theta());
  }

  /** θ for the columns x_j/w_j is w_j θ_j. */
  @Test
  void weightsScaleColumns() {
    LeastSquares problem = ReferenceProblem.of(10, 60, 300, 0, 0);
    double[] weights = new double[300];
    Arrays.setAll(weights, j -> Math.scalb(1.0, j % 7 - 3));
    DesignMatrix scaled = DesignMatrix.zeros(60, 300);
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < 300; j++) {
        scaled.set(i, j, problem.design().get(i, j) / weights[j]);
      }
    }
    double[] theta = new BasisPursuit(problem, Penalty.of(weights)).solve().theta();
    Arrays.setAll(theta, j -> theta[j] * weights[j]);
    assertArrayEquals(
        new BasisPursuit(new LeastSquares(scaled, problem.target())).solve().theta(), theta, 1e-14);
  }

  /** θ = θ⁺ - θ⁻ with both parts at least 0. */
  @Test
  void aDoubledProblemHasNoSigns() {
    LeastSquares problem = ReferenceProblem.of(6, 30, 100, 4, 0.01);
    DesignMatrix doubled = DesignMatrix.zeros(30, 200);
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 100; j++) {
        doubled.set(i, j, problem.design().get(i, j));
        doubled.set(i, 100 + j, -problem.design().get(i, j));
      }
    }
    double least = new BasisPursuit(problem).solve().objective();
    LeastSquares both = new LeastSquares(doubled, problem.target());
    assertEquals(least, objective(both, Penalty.l1(200).nonnegative()), 1e-11 * least);
  }

  /** Columns of zeros, and the same column twice at different weights: the cheaper is taken. */
  @Test
  void zeroAndDuplicateColumns() {
    double[][] x = {{0, 1, 1, 2, 0}, {0, 3, 3, 1, 0}};
    LeastSquares problem = new LeastSquares(DesignMatrix.of(x), new double[] {2, 6});
    assertArrayEquals(
        new double[] {0, 0, 2, 0, 0}, theta(problem, Penalty.of(new double[] {1, 3, 2, 5, 1})));
    assertArrayEquals(
        new double[] {0, 2, 0, 0, 0}, theta(problem, Penalty.of(new double[] {0, 0, 2, 0, 0})));
    assertArrayEquals(
        new double[] {0, 2, 0, 0, 0},
        theta(problem, Penalty.of(new double[] {0, 1, 2, 0.5, 1}).nonnegative()));
  }

  private static double[] theta(LeastSquares problem, Penalty penalty) {
    return new BasisPursuit(problem, penalty).solve().theta();
  }

  /** An intercept that is not penalised, also where it is all that y needs. */
  @Test
  void aFreeColumnCostsNothing() {
    DesignMatrix x = DesignMatrix.of(new double[][] {{1, 1, 0, 2}, {1, 0, 3, 1}, {1, -1, 0, 0}});
    Penalty penalty = Penalty.of(new double[] {0, 1, 1, 2});
    LeastSquares constant = new LeastSquares(x, new double[] {0.7, 0.7, 0.7});
    BasisPursuitSolution solution = new BasisPursuit(constant, penalty).solve();
    assertArrayEquals(new double[] {0.7, 0, 0, 0}, solution.theta());
    assertEquals(0, solution.objective());
    // y less 5 is 2 (1, 0, -1).
    LeastSquares raised = new LeastSquares(x, new double[] {7, 5, 3});
    assertArrayEquals(new double[] {5, 2, 0, 0}, theta(raised, penalty), 1e-15);
    assertEquals(2, objective(raised, penalty), 1e-15);
  }

  @Test
  void anInfeasibleSignIsSaid() {
    LeastSquares problem =
        new LeastSquares(
            DesignMatrix.of(new double[][] {{1, 2, 1}, {1, 1, 3}}), new double[] {1, -1});
    ComputationException refusal =
        assertThrows(
            ComputationException.class,
            () -> new BasisPursuit(problem, Penalty.l1(3).nonnegative()).solve());
    assertTrue(refusal.getMessage().startsWith("no theta >= 0 interpolates y"));
  }

  @Test
  void badWeightsAreNamed() {
    assertRefused("the weight of coordinate 1 (counted from 0) is -1.0", 1, -1, 0);
    assertRefused("the weight of coordinate 0 (counted from 0) is NaN", Double.NaN, 1, 1);
    assertRefused("all weights are 0", 0, 0, 0);
    assertRefused("there are 2 weights, but X has 3 columns", 1, 2);
    assertRefused("column 1 of X over its weight 1.0E-310", 1, 1e-310, 1);
  }

  private static void assertRefused(String start, double... weights) {
    LeastSquares problem =
        new LeastSquares(DesignMatrix.of(new double[][] {{1, 2, 3}}), new double[] {1});
    String message =
        assertThrows(
                BadDataException.class,
                () -> new BasisPursuit(problem, Penalty.of(weights)).solve())
            .getMessage();
    assertTrue(message.contains(start), message);
  }
}
