package dev.mirrorflow.data;

import static dev.mirrorflow.data.Refusal.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.design.SparseMatrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SyntheticSparseProblemTest {

  private static SyntheticSparseProblem problem(int n, int d, double density, double noise) {
    return new SyntheticSparseProblem(SyntheticProblem.of(n, d, 5, 3).withNoise(noise), density);
  }

  private static double[] squaredNorms(SparseMatrix x) {
    double[] sums = new double[x.columns()];
    x.forEach((_, j, value) -> sums[j] += value * value);
    return sums;
  }

  @Test
  void theSeedDecidesAll() {
    SyntheticSparseProblem problem = problem(30, 200, 0.05, 0.5);
    SparseDataset first = problem.training();
    SparseDataset second = problem.training();
    assertArrayEquals(squaredNorms(first.x()), squaredNorms(second.x()));
    assertArrayEquals(first.y(), second.y());
    assertArrayEquals(
        squaredNorms(first.x()), squaredNorms(problem(30, 200, 0.05, 0).training().x()));
    assertFalse(
        Arrays.equals(squaredNorms(first.x()), squaredNorms(problem.test(30).x())),
        "fresh samples");
  }

  @Test
  void yIsXTimesThetaStar() {
    SyntheticSparseProblem problem = problem(30, 200, 0.2, 0);
    SparseDataset data = problem.training();
    double[] theta = problem.problem().thetaStar();
    double[] expected = new double[30];
    data.x().forEach((i, j, value) -> expected[i] += value * theta[j]);
    assertArrayEquals(expected, data.y(), 1e-12);
    assertTrue(Arrays.stream(expected).anyMatch(v -> v != 0));
  }

  /** The share of entries and their mean square are within 5 standard deviations. */
  @Test
  void entriesAreAsOftenAndAsLargeAsTheyAreToBe() {
    int n = 400;
    int d = 1000;
    double p = 0.02;
    SparseMatrix x = problem(n, d, p, 0).training().x();
    double expected = p * n * d;
    assertEquals(expected, x.entries(), 5 * Math.sqrt(expected));
    double variance = Arrays.stream(squaredNorms(x)).sum() / n / d;
    assertEquals(1, variance, 5 * Math.sqrt(3 / expected));
    int[] perRow = new int[n];
    x.forEach((i, _, _) -> perRow[i]++);
    double spread =
        Arrays.stream(perRow).mapToDouble(c -> (c - p * d) * (c - p * d)).sum() / n / (p * d);
    assertEquals(1, spread, 5 * Math.sqrt(2.0 / n));
  }

  @Test
  void densityOneIsFull() {
    assertEquals(12 * 7, problem(12, 7, 1, 0).training().x().entries());
  }

  @Test
  void whatCannotBeMade() {
    assertRefused("density = 0.0", () -> problem(5, 9, 0, 0));
    assertRefused("density = 1.5", () -> problem(5, 9, 1.5, 0));
    assertRefused("density = NaN", () -> problem(5, 9, Double.NaN, 0));
    assertRefused(
        "rho = 0.5",
        () ->
            new SyntheticSparseProblem(SyntheticProblem.of(5, 9, 2, 1).withCorrelation(0.5), 0.5));
    assertRefused("X has no entry", () -> problem(5, 9, 1e-12, 0).training());
    assertRefused(
        "needs", () -> problem(Integer.MAX_VALUE, Integer.MAX_VALUE - 9, 1, 0).training());
  }
}
