package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LassoPathTest {

  private static LeastSquares gaussian(int n, int d, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[n][d];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x[i][j] = random.nextGaussian();
      }
      y[i] = 2 * x[i][0] - x[i][d / 2] + noise * random.nextGaussian();
    }
    return new LeastSquares(DesignMatrix.of(x), y);
  }

  /** Where the columns are orthogonal the minimiser is the soft threshold of Xᵀy/n. */
  @Test
  void orthogonalColumnsAreThresholded() {
    LeastSquares problem =
        new LeastSquares(
            DesignMatrix.of(new double[][] {{2, 0, 0}, {0, 2, 0}, {0, 0, 2}, {0, 0, 0}}),
            new double[] {5, -3, 1, 7});
    // XᵀX/n is the identity, Xᵀy/n = (2.5, -1.5, 0.5).
    List<LassoPath.Point> points = LassoPath.of(problem, new double[] {1, 0.25, 3});
    assertArrayEquals(new double[] {1.5, -0.5, 0}, points.get(0).theta(), 1e-15);
    assertArrayEquals(new double[] {2.25, -1.25, 0.25}, points.get(1).theta(), 1e-15);
    assertArrayEquals(new double[] {0, 0, 0}, points.get(2).theta());
    assertEquals(2.5, LassoPath.largest(problem), 1e-15);
  }

  /** The conditions of a minimum, from θ alone: they are sufficient, as the problem is convex. */
  @ParameterizedTest
  @CsvSource({"20, 60, 0", "20, 60, 1", "60, 20, 1", "30, 30, 0.3", "1, 5, 0", "5, 1, 1"})
  void pointsMeetTheConditionsOfAMinimum(int n, int d, double noise) {
    LeastSquares problem = gaussian(n, d, noise, 7);
    double top = LassoPath.largest(problem);
    double[] lambdas = new double[40];
    for (int k = 0; k < lambdas.length; k++) {
      lambdas[k] = top * Math.pow(10, -0.25 * k);
    }
    for (LassoPath.Point point : LassoPath.of(problem, lambdas)) {
      double[] gradient = new double[d];
      problem.lossAndGradient(point.theta(), new double[n], gradient);
      double rounding = 1e-13 * top;
      for (int j = 0; j < d; j++) {
        double t = point.theta()[j];
        if (t != 0) {
          assertEquals(-point.lambda() * Math.signum(t), gradient[j], rounding);
        }
        assertTrue(Math.abs(gradient[j]) <= point.lambda() + rounding);
      }
      assertTrue(point.holds(LassoPath.TOLERANCE), () -> point.lambda() + " " + point.gap());
    }
  }

  /** A gap that is never below the true distance, at a θ that is far from the minimiser too. */
  @Test
  void objectivesFallWithLambda() {
    List<LassoPath.Point> points =
        LassoPath.of(gaussian(25, 80, 1, 3), new double[] {1e-3, 1e-2, 0.1, 0.5});
    for (int k = 1; k < points.size(); k++) {
      assertTrue(points.get(k - 1).objective() < points.get(k).objective());
      assertTrue(Norms.l1(points.get(k - 1).theta()) > Norms.l1(points.get(k).theta()));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1e-9, 1e-12})
  void asLambdaFallsTheNormIsThatOfBasisPursuit(double share) {
    LeastSquares problem = gaussian(15, 40, 0.5, 11);
    double least = new BasisPursuit(problem).solve().objective();
    double lambda = share * LassoPath.largest(problem);
    LassoPath.Point point = LassoPath.of(problem, new double[] {lambda}).getFirst();
    assertEquals(least, Norms.l1(point.theta()), 10 * share * least + 1e-11 * least);
    assertTrue(point.holds(LassoPath.TOLERANCE));
  }

  @Test
  void equalAndZeroColumnsDoNotStopIt() {
    double[][] x = new double[12][30];
    double[] y = new double[12];
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 10; j++) {
        x[i][j] = random.nextInt(-3, 4);
        x[i][10 + j] = -2 * x[i][j];
      }
      y[i] = x[i][0] - x[i][3] + random.nextInt(3);
    }
    LeastSquares problem = new LeastSquares(DesignMatrix.of(x), y);
    double top = LassoPath.largest(problem);
    for (LassoPath.Point point :
        LassoPath.of(problem, new double[] {0.5 * top, 0.1 * top, 1e-3 * top, 1e-8 * top})) {
      assertTrue(point.holds(LassoPath.TOLERANCE), () -> point.lambda() + " " + point.gap());
    }
  }

  /** More columns than samples that all correlate alike: the support cannot hold them all. */
  @Test
  void dependentColumnsTakeThePlaceOfOthers() {
    LeastSquares problem =
        new LeastSquares(
            DesignMatrix.of(new double[][] {{1, 0, 1, 3}, {0, 1, 1, 3}}), new double[] {2, 2});
    LassoPath.Point point = LassoPath.of(problem, new double[] {1e-3}).getFirst();
    // Column 4 alone: θ = (xᵀy - nλ)/‖x‖².
    assertArrayEquals(new double[] {0, 0, 0, (12 - 2e-3) / 18}, point.theta(), 1e-15);
    assertTrue(point.holds(1e-14));
  }

  @Test
  void refusesWhatIsNoLambda() {
    LeastSquares problem = gaussian(3, 4, 0, 1);
    for (double lambda : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(BadDataException.class, () -> LassoPath.of(problem, new double[] {lambda}));
    }
  }

  /** Weights, free entries and signs: the conditions of a minimum, from θ alone. */
  @ParameterizedTest
  @CsvSource({"20, 60, 0, false", "20, 60, 1, true", "60, 20, 1, false", "60, 20, 1, true"})
  void penalisedPointsMeetTheConditionsOfAMinimum(
      int n, int d, double noise, boolean isNonnegative) {
    LeastSquares problem = gaussian(n, d, noise, 8);
    double[] weights = new double[d];
    Arrays.setAll(weights, j -> j % 9 == 4 && !isNonnegative ? 0 : 1 + j % 3);
    Penalty penalty = isNonnegative ? Penalty.of(weights).nonnegative() : Penalty.of(weights);
    DenseDesign x = new DenseDesign(problem.design());
    double top = LassoPath.largest(x, problem.target(), penalty);
    double[] lambdas = {1.01 * top, 0.9 * top, 0.3 * top, 0.01 * top, 1e-4 * top};
    List<LassoPath.Point> points = LassoPath.of(x, problem.target(), penalty, lambdas);
    for (LassoPath.Point point : points) {
      double[] gradient = new double[d];
      problem.lossAndGradient(point.theta(), new double[n], gradient);
      for (int j = 0; j < d; j++) {
        double theta = point.theta()[j];
        double most = point.lambda() * weights[j];
        double tolerance = 1e-12 * top;
        if (theta != 0) {
          assertEquals(-most * Math.signum(theta), gradient[j], tolerance, "at " + j);
        } else {
          assertTrue(-gradient[j] <= most + tolerance, "at " + j);
          assertTrue(isNonnegative || gradient[j] <= most + tolerance, "at " + j);
        }
        assertTrue(!isNonnegative || theta >= 0, "at " + j);
      }
      assertTrue(point.holds(LassoPath.TOLERANCE), "gap " + point.gap());
    }
    double[] first = points.getFirst().theta();
    for (int j = 0; j < d; j++) {
      assertTrue(weights[j] == 0 || first[j] == 0, "at " + j);
    }
  }
}
