package dev.mirrorflow.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.DesignMatrix;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LinearSolutionsTest {

  /**
   * Reference case min_l2_risk: E‖θ_2 - θ*‖² = (1 - n/d)‖θ*‖² + σ² n/(d - n - 1) for Gaussian X, by
   * 200 draws within four of their standard errors.
   */
  @Test
  void theRiskOfTheLeastNormIsThatOfItsFormula() {
    int n = 60;
    int d = 300;
    int draws = 200;
    double[] truth = new double[d];
    Arrays.fill(truth, 0, 8, 1);
    double sum = 0;
    double squares = 0;
    for (int draw = 0; draw < draws; draw++) {
      DesignMatrix x = TestProblems.gaussianDesign(n, d, 1000 + draw);
      double[] noise = TestProblems.gaussian(n, 5000 + draw);
      double[] y = new double[n];
      x.multiply(truth, y);
      for (int i = 0; i < n; i++) {
        y[i] += 0.5 * noise[i];
      }
      double[] theta = new LinearSolutions(new LeastSquares(x, y)).minimumNorm();
      double error = 0;
      for (int j = 0; j < d; j++) {
        error += (theta[j] - truth[j]) * (theta[j] - truth[j]);
      }
      sum += error;
      squares += error * error;
    }
    double mean = sum / draws;
    double standardError = Math.sqrt((squares / draws - mean * mean) / (draws - 1));
    assertEquals(6.46276150627615, mean, 4 * standardError);
    assertTrue(standardError < 0.05, "standard error " + standardError);
  }

  /** Reference case large_alpha_rate: the min-ℓ2 interpolator rounded to double. */
  @Test
  void minimumNormEqualsTheReference() {
    LeastSquares problem =
        new LeastSquares(
            DesignMatrix.of(new double[] {1, 2, -1}, new double[] {0, 1, 3}), new double[] {1, 2});
    double[] expected = {0.2033898305084746, 0.6271186440677966, 0.4576271186440678};
    assertTrue(
        TestProblems.relativeDistance(new LinearSolutions(problem).minimumNorm(), expected)
            < 1e-15 * 10);
  }

  @Test
  void minimumNormEqualsTheGramRoute() {
    // (2.4): Xᵀ(XXᵀ)⁻¹y by Cholesky.
    int n = 15;
    LeastSquares problem = TestProblems.gaussianProblem(n, 60, 1);
    double[] gram = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        gram[i + k * n] = problem.design().rowDot(i, k);
      }
    }
    double[] nu = problem.target();
    Cholesky.of(gram, n).solve(nu);
    double[] theta = new double[60];
    problem.design().multiplyTransposed(1, nu, theta);
    assertTrue(
        TestProblems.relativeDistance(new LinearSolutions(problem).minimumNorm(), theta) < 1e-11);
  }

  @Test
  void olsHasZeroGradientWhereSamplesExceedFeatures() {
    LeastSquares problem = TestProblems.gaussianProblem(50, 8, 2);
    double[] gradient = new double[8];
    problem.lossAndGradient(new LinearSolutions(problem).minimumNorm(), new double[50], gradient);
    assertTrue(TestProblems.norm(gradient) < 1e-13);
  }

  @Test
  void projectionInterpolatesAndKeepsTheKernelComponent() {
    LeastSquares problem = TestProblems.gaussianProblem(10, 33, 3);
    LinearSolutions solutions = new LinearSolutions(problem);
    double[] theta0 = TestProblems.gaussian(33, 4);
    double[] projection = solutions.project(theta0);
    assertTrue(problem.loss(projection) < 1e-25);
    assertTrue(
        TestProblems.relativeDistance(
                solutions.kernelComponent(projection), solutions.kernelComponent(theta0))
            < 1e-13);
    // (2.6), Pythagoras: ‖θ_ols + v‖² = ‖θ_ols‖² + ‖v‖² for v in ker X.
    double ols = TestProblems.norm(solutions.minimumNorm());
    double kernel = TestProblems.norm(solutions.kernelComponent(theta0));
    double whole = TestProblems.norm(projection);
    assertEquals(whole * whole, ols * ols + kernel * kernel, 1e-12 * whole * whole);
  }

  @Test
  void ridgeSolvesItsNormalEquationsAndTendsToTheMinimumNorm() {
    LeastSquares problem = TestProblems.gaussianProblem(10, 33, 5);
    LinearSolutions solutions = new LinearSolutions(problem);
    double[] theta = solutions.ridge(0.3);
    double[] gradient = new double[33];
    problem.lossAndGradient(theta, new double[10], gradient);
    for (int j = 0; j < 33; j++) {
      assertEquals(0, gradient[j] + 0.3 * theta[j], 1e-14);
    }
    double[] limit = solutions.minimumNorm();
    double far = TestProblems.relativeDistance(solutions.ridge(1e-4), limit);
    double near = TestProblems.relativeDistance(solutions.ridge(1e-7), limit);
    assertEquals(1e-3, near / far, 1e-5, "the error falls linearly in λ");
    assertThrows(BadDataException.class, () -> solutions.ridge(-1));
  }

  @Test
  void rankDeficientDataUseTheNumericalRankAndSayIt() {
    DesignMatrix x = TestProblems.gaussianDesign(6, 20, 6);
    double[] row = new double[20];
    x.copyRow(0, row);
    x.setRow(4, row);
    double[] y = TestProblems.gaussian(6, 7);
    y[4] = y[0];
    LeastSquares problem = new LeastSquares(x, y);
    LinearSolutions solutions = new LinearSolutions(problem);
    assertEquals("rank 5 of 6: X is rank deficient", solutions.rankDescription());
    assertTrue(problem.loss(solutions.minimumNorm()) < 1e-25);
  }
}
