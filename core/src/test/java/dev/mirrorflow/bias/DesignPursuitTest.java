package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.design.Design;
import dev.mirrorflow.design.ProductsOnly;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
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
  void aSolutionWithNEntriesIsFoundFromProductsToo() {
    SparseProblem problem = SparseProblem.of(30, 60, 0.3, 60, 15);
    BasisPursuitSolution expected = new BasisPursuit(problem.dense()).solve();
    for (Design x : List.of(problem.x(), new ProductsOnly(problem.x()))) {
      BasisPursuitSolution actual = new DesignPursuit(x, problem.y()).solve();
      assertArrayEquals(expected.theta(), actual.theta(), 1e-11 * Norms.max(expected.theta()));
      assertProved(problem, actual);
    }
  }

  /**
   * Ten entries a column on average, and one of a single small entry in θ*: that is spread over
   * nearly as many columns as there are rows then. With weights by their norms θ* is the solution.
   */
  @Test
  void aColumnOfSmallNormIsNotRecoveredWithoutWeights() {
    SparseProblem problem = SparseProblem.of(300, 6000, 10.0 / 300, 0, 21);
    double[] norms = problem.x().squaredNorms();
    int small =
        IntStream.range(0, norms.length)
            .filter(j -> norms[j] > 0)
            .boxed()
            .min(Comparator.comparingDouble(j -> norms[j]))
            .orElseThrow();
    double[] star = new double[norms.length];
    for (int j = 17; j < star.length; j += 1000) {
      star[j] = j % 2 == 0 ? 1 : -1;
    }
    star[small] = 1;
    problem.x().multiply(star, problem.y());
    BasisPursuitSolution spread = new DesignPursuit(problem.x(), problem.y()).solve();
    assertEquals(0, spread.pivots(), "found by the search of a support");
    assertProved(problem, spread);
    assertTrue(spread.objective() < 7, "‖θ*‖₁ = 7, but " + spread.objective());
    assertTrue(Arrays.stream(spread.theta()).filter(t -> t != 0).count() > 250);
    assertEquals(
        spread.objective(),
        new BasisPursuit(problem.dense()).solve().objective(),
        1e-11 * spread.objective());

    double[] weights = Arrays.stream(norms).map(s -> s > 0 ? Math.sqrt(s) : 1).toArray();
    Penalty penalty = Penalty.of(weights);
    BasisPursuitSolution recovered =
        new DesignPursuit(new ProductsOnly(problem.x()), problem.y(), penalty).solve();
    assertArrayEquals(star, recovered.theta(), 1e-12);
    assertEquals(penalty.value(star), recovered.objective(), 1e-12 * recovered.objective());
    double[] subgradient = new double[star.length];
    problem.x().multiplyTransposed(recovered.dual(), subgradient);
    double bound = 0;
    for (int j = 0; j < star.length; j++) {
      assertTrue(Math.abs(subgradient[j]) <= (1 + 1e-12) * weights[j]);
    }
    for (int i = 0; i < problem.y().length; i++) {
      bound += recovered.dual()[i] * problem.y()[i];
    }
    assertEquals(bound, recovered.objective(), 1e-12 * bound);
  }

  @Test
  void weightsAreThoseOfTheDenseMatrix() {
    SparseProblem problem = SparseProblem.of(60, 150, 0.3, 4, 11);
    double[] weights = new double[150];
    Arrays.setAll(weights, j -> Math.scalb(1.0 + j % 7, j % 30 - 15));
    Penalty penalty = Penalty.of(weights);
    BasisPursuitSolution expected = new BasisPursuit(problem.dense(), penalty).solve();
    BasisPursuitSolution actual = new DesignPursuit(problem.x(), problem.y(), penalty).solve();
    assertArrayEquals(expected.theta(), actual.theta(), 1e-11 * Norms.max(expected.theta()));
    assertEquals(expected.objective(), actual.objective(), 1e-11 * expected.objective());
  }

  /** Each column thrice, once with the other sign: what they add up to is that of one. */
  @Test
  void equalColumnsShareTheirSum() {
    SparseProblem once = SparseProblem.of(100, 800, 0.1, 6, 18);
    int[] rows = new int[3 * once.x().entries()];
    int[] columns = new int[rows.length];
    double[] values = new double[rows.length];
    int[] count = {0};
    for (int copy = 0; copy < 3; copy++) {
      int shift = 800 * copy;
      int sign = copy == 1 ? -1 : 1;
      once.x()
          .forEach((i, j, value) -> {
            rows[count[0]] = i;
            columns[count[0]] = j + shift;
            values[count[0]++] = sign * value;
          });
    }
    SparseProblem thrice =
        new SparseProblem(
            SparseMatrix.ofEntries(100, 2400, count[0], rows, columns, values), once.y());
    BasisPursuitSolution solution =
        new DesignPursuit(new ProductsOnly(thrice.x()), thrice.y()).solve();
    assertProved(thrice, solution);
    double[] expected = new BasisPursuit(once.dense()).solve().theta();
    double[] sums = new double[800];
    for (int j = 0; j < 800; j++) {
      sums[j] = solution.theta()[j] - solution.theta()[800 + j] + solution.theta()[1600 + j];
    }
    assertArrayEquals(expected, sums, 1e-12 * Norms.max(expected));
    assertTrue(Arrays.stream(solution.theta()).filter(t -> t != 0).count() <= 100);
  }

  @Test
  void whatItDoesNotTakeIsSaid() {
    SparseProblem noise = SparseProblem.of(300, 6000, 10.0 / 300, 0, 21);
    SplittableRandom random = new SplittableRandom(21);
    Arrays.setAll(noise.y(), _ -> random.nextGaussian());
    String uncertified =
        assertThrows(
                ComputationException.class,
                () -> new DesignPursuit(new ProductsOnly(noise.x()), noise.y()).solve())
            .getMessage();
    assertTrue(uncertified.contains("could not be certified"), uncertified);
    assertTrue(uncertified.contains("--weights"), uncertified);
    SparseProblem problem = SparseProblem.of(20, 50, 0.3, 3, 14);
    double[] weights = new double[50];
    weights[3] = 1;
    for (Penalty penalty : List.of(Penalty.of(weights), Penalty.l1(50).nonnegative())) {
      String message =
          assertThrows(
                  BadDataException.class,
                  () -> new DesignPursuit(problem.x(), problem.y(), penalty))
              .getMessage();
      assertTrue(message.contains("positive weights only"), message);
    }
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

  /** Four entries a column, noise, and λ down to where all samples are interpolated. */
  @Test
  void theLassoOfASparseMatrixIsCertifiedOnItsWholePath() {
    SparseProblem problem = SparseProblem.of(120, 2000, 4.0 / 120, 6, 19);
    SplittableRandom random = new SplittableRandom(19);
    for (int i = 0; i < 120; i++) {
      problem.y()[i] += 0.5 * random.nextGaussian();
    }
    double largest = LassoPath.largest(problem.x(), problem.y());
    double[] lambdas = new double[100];
    Arrays.setAll(lambdas, k -> largest * Math.pow(1e-10, k / 99.0));
    List<LassoPath.Point> points = LassoPath.of(problem.x(), problem.y(), lambdas);
    for (LassoPath.Point point : points) {
      assertTrue(point.holds(1e-13), () -> point.lambda() + ": " + point.gap());
    }
    double least = new BasisPursuit(problem.dense()).solve().objective();
    LassoPath.Point last = points.getLast();
    assertEquals(least, Norms.l1(last.theta()), 1e-9 * least);
    assertEquals(least, last.objective() / last.lambda(), 1e-9 * least);
    // Far from the largest λ at once, the minimiser is the same.
    double[] alone =
        LassoPath.of(problem.x(), problem.y(), new double[] {lambdas[40]}).getFirst().theta();
    assertArrayEquals(points.get(40).theta(), alone, 1e-11 * Norms.max(alone));
  }
}
