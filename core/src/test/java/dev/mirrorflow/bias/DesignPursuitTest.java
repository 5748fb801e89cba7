package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.design.ProductsOnly;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Basis pursuit and the lasso of a sparse X are those of the same X by rows. */
class DesignPursuitTest {

  private static void assertProved(SparseProblem problem, BasisPursuitSolution solution) {
    int n = problem.y().length;
    double[] fitted = new double[n];
    problem.x().multiply(solution.theta(), fitted);
    assertArrayEquals(problem.y(), fitted, 1e-11 * Norms.max(problem.y()));
    double[] subgradient = new double[solution.theta().length];
    problem.x().multiplyTransposed(solution.dual(), subgradient);
    assertArrayEquals(solution.subgradient(), subgradient, 1e-12);
    assertTrue(Norms.max(subgradient) <= 1 + 1e-12);
    double value = 0;
    for (int i = 0; i < n; i++) {
      value += solution.dual()[i] * problem.y()[i];
    }
    assertEquals(value, Norms.l1(solution.theta()), 1e-10 * value);
  }

  @Test
  void theSolutionIsThatOfTheDenseMatrix() {
    for (SparseProblem problem :
        List.of(
            SparseProblem.of(60, 150, 0.3, 4, 11),
            SparseProblem.of(150, 900, 0.1, 15, 12),
            SparseProblem.of(150, 900, 0.1, 15, 12).withRows(i -> 9 * (i % 40) - 150))) {
      BasisPursuitSolution expected = new BasisPursuit(problem.dense()).solve();
      BasisPursuitSolution actual = new DesignPursuit(problem.x(), problem.y()).solve();
      assertArrayEquals(expected.theta(), actual.theta(), 1e-12 * Norms.max(expected.theta()));
      assertEquals(expected.objective(), actual.objective(), 1e-12 * expected.objective());
      assertProved(problem, actual);
    }
  }

  @Test
  void aLargerProblemIsSolved() {
    SparseProblem problem = SparseProblem.of(1000, 10_000, 0.01, 30, 13);
    assertProved(problem, new DesignPursuit(problem.x(), problem.y()).solve());
  }

  /** Few entries a column: many columns are nearly tight in the dual, so that p is to be found. */
  @Test
  void columnsOfFewEntriesAreProvedToo() {
    SparseProblem problem = SparseProblem.of(200, 4000, 0.02, 3, 1);
    BasisPursuitSolution solution =
        new DesignPursuit(new ProductsOnly(problem.x()), problem.y()).solve();
    assertProved(problem, solution);
    assertEquals(3, Arrays.stream(solution.theta()).filter(t -> t != 0).count());
  }

  @Test
  void aTargetOfZeroHasTheSolutionZero() {
    SparseProblem problem = SparseProblem.of(20, 50, 0.3, 0, 14);
    BasisPursuitSolution solution = new DesignPursuit(problem.x(), problem.y()).solve();
    assertEquals(0, solution.objective());
    assertEquals(0, Norms.max(solution.theta()));
  }

  @Test
  void aSolutionWithNEntriesIsFoundWhereXCanBeAnArray() {
    SparseProblem problem = SparseProblem.of(30, 60, 0.3, 60, 15);
    BasisPursuitSolution expected = new BasisPursuit(problem.dense()).solve();
    BasisPursuitSolution actual = new DesignPursuit(problem.x(), problem.y()).solve();
    assertArrayEquals(expected.theta(), actual.theta(), 1e-12 * Norms.max(expected.theta()));
    String message =
        assertThrows(
                ComputationException.class,
                () -> new DesignPursuit(new ProductsOnly(problem.x()), problem.y()).solve())
            .getMessage();
    assertTrue(message.contains("fewer than 30 entries"), message);
    assertTrue(message.contains("dense"), message);
  }

  @Test
  void productsAloneAreEnough() {
    SparseProblem problem = SparseProblem.of(60, 150, 0.3, 4, 11);
    BasisPursuitSolution expected = new BasisPursuit(problem.dense()).solve();
    BasisPursuitSolution actual =
        new DesignPursuit(new ProductsOnly(problem.x()), problem.y()).solve();
    assertArrayEquals(expected.theta(), actual.theta(), 1e-12 * Norms.max(expected.theta()));
    double[] alphas = {1, 1e-2};
    List<LimitAttempt<Projection>> limits =
        new DesignProjection(new ProductsOnly(problem.x()), problem.y()).attempts(alphas);
    List<Projection> right = new BregmanProjection(problem.dense()).path(alphas);
    for (int k = 0; k < alphas.length; k++) {
      double[] theta = right.get(k).theta();
      assertArrayEquals(
          theta, limits.get(k).limit().orElseThrow().theta(), 1e-11 * Norms.max(theta));
    }
  }

  @Test
  void theLassoIsThatOfTheDenseMatrix() {
    SparseProblem problem = SparseProblem.of(60, 200, 0.2, 10, 16);
    SplittableRandom random = new SplittableRandom(16);
    for (int i = 0; i < 60; i++) {
      problem.y()[i] += 0.1 * random.nextGaussian();
    }
    double largest = LassoPath.largest(problem.x(), problem.y());
    assertEquals(LassoPath.largest(problem.dense()), largest, 1e-14 * largest);
    double[] lambdas = {0.5 * largest, 0.1 * largest, 1e-2 * largest, 1e-4 * largest};
    List<LassoPath.Point> expected = LassoPath.of(problem.dense(), lambdas);
    List<LassoPath.Point> actual = LassoPath.of(problem.x(), problem.y(), lambdas);
    for (int k = 0; k < lambdas.length; k++) {
      double[] theta = expected.get(k).theta();
      assertArrayEquals(theta, actual.get(k).theta(), 1e-11 * Norms.max(theta));
      assertTrue(actual.get(k).holds(LassoPath.TOLERANCE));
    }
  }
}
