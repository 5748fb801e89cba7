package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.landscape.SaddlePath;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasisPursuitTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void noVertexHasALesserNorm(int seed) {
    Random random = new Random(seed);
    DesignMatrix x = matrix(3, 9, random::nextGaussian);
    double[] y = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    double best = Double.POSITIVE_INFINITY;
    for (int a = 0; a < 9; a++) {
      for (int b = a + 1; b < 9; b++) {
        for (int c = b + 1; c < 9; c++) {
          best = Math.min(best, normByCramer(x, y, a, b, c));
        }
      }
    }
    BasisPursuitSolution solution = solve(x, y);
    assertEquals(best, solution.objective(), 1e-11 * best);
    LeastNormCheck.assertSolves(x, y, solution);
  }

  @Test
  void aSparseVectorIsFoundExactlyWithoutPivots() {
    DesignMatrix x = matrix(60, 240, new Random(11)::nextGaussian);
    double[] theta = new double[240];
    theta[3] = 2;
    theta[100] = -0.5;
    theta[239] = 1e-3;
    BasisPursuitSolution solution = solve(x, times(x, theta));
    assertArrayEquals(theta, solution.theta(), 1e-13);
    assertEquals(0, solution.pivots());
    assertTrue(solution.newtonSteps() > 0);
  }

  @Test
  void duplicatedAndNegatedColumnsLeaveTheObjectiveAlone() {
    Random random = new Random(12);
    for (double noise : new double[] {0, 1}) {
      DesignMatrix x = matrix(20, 50, random::nextGaussian);
      double[] theta = new double[50];
      theta[0] = 1;
      theta[7] = -3;
      double[] y = times(x, theta);
      for (int i = 0; i < 20; i++) {
        y[i] += noise * random.nextGaussian();
      }
      DesignMatrix twice = DesignMatrix.zeros(20, 150);
      for (int i = 0; i < 20; i++) {
        for (int j = 0; j < 50; j++) {
          twice.set(i, j, x.get(i, j));
          twice.set(i, j + 50, -x.get(i, j));
          twice.set(i, j + 100, x.get(i, j));
        }
      }
      BasisPursuitSolution solution = solve(twice, y);
      double once = solve(x, y).objective();
      assertEquals(once, solution.objective(), 1e-10 * once);
      LeastNormCheck.assertSolves(twice, y, solution);
    }
  }

  /** Signs make many ties and vertices with many zero entries, where a simplex method stalls. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void degenerateProblemsAreSolved(int seed) {
    Random random = new Random(seed);
    int n = 20 + random.nextInt(20);
    int d = 2 * n + random.nextInt(60);
    DesignMatrix x = matrix(n, d, () -> random.nextBoolean() ? 1 : -1);
    double[] theta = new double[d];
    for (int j = 0; j < n / 3 + seed % 4; j++) {
      theta[random.nextInt(d)] = 1;
    }
    double[] y = times(x, theta);
    LeastNormCheck.assertSolves(x, y, solve(x, y));
  }

  @Test
  void repeatedRowsAreNoObstacleAndAreSaid() {
    Random random = new Random(13);
    DesignMatrix x = matrix(12, 40, random::nextGaussian);
    for (int j = 0; j < 40; j++) {
      x.set(11, j, x.get(0, j) - 2 * x.get(1, j));
    }
    double[] theta = new double[40];
    theta[5] = 1;
    theta[6] = 2;
    double[] y = times(x, theta);
    BasisPursuit pursuit = new BasisPursuit(new LeastSquares(x, y));
    assertTrue(pursuit.note().contains("rank 11 of 12"), pursuit.note());
    BasisPursuitSolution solution = pursuit.solve();
    assertArrayEquals(theta, solution.theta(), 1e-12);
    LeastNormCheck.assertSolves(x, y, solution);
  }

  /** n entries, none of them near 0 at the end of the way: few exchanges are left. */
  @Test
  void noiseIsInterpolatedWithFewExchanges() {
    Random random = new Random(23);
    int n = 80;
    DesignMatrix x = matrix(n, 800, random::nextGaussian);
    double[] theta = new double[800];
    theta[5] = 1;
    theta[6] = -2;
    double[] y = times(x, theta);
    for (int i = 0; i < n; i++) {
      y[i] += 0.5 * random.nextGaussian();
    }
    LeastSquares problem = new LeastSquares(x, y);
    BasisPursuitSolution solution = new BasisPursuit(problem).solve();
    LeastNormCheck.assertSolves(x, y, solution);
    double expected = SaddlePath.of(problem).end().l1();
    assertEquals(expected, solution.objective(), 1e-11 * expected);
    assertTrue(solution.pivots() <= 3, "exchanges: " + solution.pivots());
    assertTrue(solution.newtonSteps() <= 40, "steps: " + solution.newtonSteps());
  }

  /** Rows that agree to 1e-7: p is known to 1e-9 only, the certificate holds all the same. */
  @Test
  void illConditionedRowsAreCertified() {
    Random random = new Random(14);
    double[] common = random.doubles(100).toArray();
    DesignMatrix x = DesignMatrix.zeros(30, 100);
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 100; j++) {
        x.set(i, j, common[j] + 1e-7 * random.nextGaussian());
      }
    }
    double[] theta = new double[100];
    theta[10] = 1;
    theta[20] = -2;
    BasisPursuit pursuit = new BasisPursuit(new LeastSquares(x, times(x, theta)));
    BasisPursuitSolution solution = pursuit.solve();
    assertTrue(pursuit.note().contains("ill conditioned"), pursuit.note());
    assertTrue(solution.certificate().holds(1e-9), solution.certificate()::toString);
    assertEquals(3, solution.objective(), 1e-6);
  }

  @Test
  void moreSamplesThanFeaturesLeaveTheOneInterpolator() {
    DesignMatrix x = matrix(30, 10, new Random(15)::nextGaussian);
    double[] theta = {1, -2, 0, 0, 5, 0, 0.25, 0, 0, 1};
    BasisPursuitSolution solution = solve(x, times(x, theta));
    assertArrayEquals(theta, solution.theta(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-290, 1e-30, 1e30, 1e290})
  void thetaScalesWithTheTarget(double scale) {
    Random random = new Random(16);
    DesignMatrix x = matrix(10, 30, random::nextGaussian);
    double[] y = random.doubles(10).toArray();
    BasisPursuitSolution unit = solve(x, y);
    double[] scaled = y.clone();
    for (int i = 0; i < 10; i++) {
      scaled[i] *= scale;
    }
    BasisPursuitSolution solution = solve(x, scaled);
    assertEquals(unit.objective() * scale, solution.objective(), 1e-12 * solution.objective());
    assertArrayEquals(unit.dual(), solution.dual(), 1e-10);
  }

  @Test
  void aZeroTargetGivesZero() {
    BasisPursuitSolution solution =
        solve(matrix(4, 9, new Random(17)::nextGaussian), new double[4]);
    assertArrayEquals(new double[9], solution.theta());
    assertEquals(0, solution.objective());
    assertTrue(solution.certificate().holds(0));
  }

  @Test
  void contradictoryRowsMeetAtTheirMean() {
    LeastSquares problem =
        new LeastSquares(
            DesignMatrix.of(new double[] {1, 2, 3}, new double[] {1, 2, 3}), new double[] {1, 2});
    assertArrayEquals(new double[] {0, 0, 0.5}, new BasisPursuit(problem).solve().theta(), 1e-15);
    assertEquals(1.5 / Math.sqrt(14), MinimumNorm.of(problem).objective(), 1e-15);
  }

  @Test
  void theSmallAlphaLimitTendsToIt() {
    DesignMatrix x = matrix(15, 60, new Random(18)::nextGaussian);
    double[] theta = new double[60];
    theta[1] = 1;
    theta[2] = -1;
    LeastSquares problem = new LeastSquares(x, times(x, theta));
    double[] limit = new BregmanProjection(problem).ofAlpha(1e-30).theta();
    assertArrayEquals(limit, new BasisPursuit(problem).solve().theta(), 1e-9);
  }

  @Test
  void theMinimumNormIsShorterInL2AndLongerInL1() {
    Random random = new Random(19);
    DesignMatrix x = matrix(15, 60, random::nextGaussian);
    double[] y = random.doubles(15).toArray();
    MinimumNorm l2 = MinimumNorm.of(new LeastSquares(x, y));
    double[] l1 = solve(x, y).theta();
    assertTrue(l2.primalResidual() <= 1e-14 && l2.rowSpaceDistance() <= 1e-14, l2::toString);
    double inner = 0;
    double sum = 0;
    double norm = 0;
    for (int j = 0; j < 60; j++) {
      inner += l2.theta()[j] * (l1[j] - l2.theta()[j]);
      sum += Math.abs(l2.theta()[j]);
      norm += Math.abs(l1[j]);
    }
    // Any other interpolator differs by a vector orthogonal to it (2.6).
    assertEquals(0, inner, 1e-13 * l2.objective() * norm);
    assertTrue(sum > 1.05 * norm, sum + " and " + norm);
  }

  private static BasisPursuitSolution solve(DesignMatrix x, double[] y) {
    return new BasisPursuit(new LeastSquares(x, y)).solve();
  }

  private static DesignMatrix matrix(int n, int d, DoubleSupplier entries) {
    DesignMatrix x = DesignMatrix.zeros(n, d);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < d; j++) {
        x.set(i, j, entries.getAsDouble());
      }
    }
    return x;
  }

  private static double[] times(DesignMatrix x, double[] theta) {
    double[] out = new double[x.rows()];
    x.multiply(theta, out);
    return out;
  }

  /** ‖θ‖₁ of the interpolator supported on the columns a, b and c. */
  private static double normByCramer(DesignMatrix x, double[] y, int a, int b, int c) {
    double[] u = column(x, a);
    double[] v = column(x, b);
    double[] w = column(x, c);
    double all = determinant(u, v, w);
    double sum =
        Math.abs(determinant(y, v, w))
            + Math.abs(determinant(u, y, w))
            + Math.abs(determinant(u, v, y));
    return sum / Math.abs(all);
  }

  private static double[] column(DesignMatrix x, int j) {
    return new double[] {x.get(0, j), x.get(1, j), x.get(2, j)};
  }

  private static double determinant(double[] u, double[] v, double[] w) {
    return u[0] * (v[1] * w[2] - v[2] * w[1])
        - u[1] * (v[0] * w[2] - v[2] * w[0])
        + u[2] * (v[0] * w[1] - v[1] * w[0]);
  }
}
