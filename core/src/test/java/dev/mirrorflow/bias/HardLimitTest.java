package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.LinearSolutions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Limits of data of very different sizes; the right values are from Newton's method in 80 digits of
 * another program, or exact.
 */
class HardLimitTest {

  private static final double GAP = 0x1p-30;

  private static void assertLimit(double[][] x, double[] y, double alpha, double... expected) {
    BregmanProjection solver = new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y));
    Projection limit = solver.ofAlpha(alpha);
    assertTrue(limit.certificate().holds(1e-9), limit.certificate()::toString);
    for (int j = 0; j < expected.length; j++) {
      assertEquals(expected[j], limit.theta()[j], 1e-12 * Math.abs(expected[j]));
    }
  }

  @Test
  void rowsThatNearlyAgree() {
    double[][] x = {{1, 1, 1}, {1, 1, 1 + GAP}};
    assertLimit(x, new double[] {1, 1 - GAP}, 1, 1, 1, -1);
    assertLimit(x, new double[] {1, 1 - GAP}, 1e-30, 1, 1, -1);
  }

  @Test
  void rowsOfVeryDifferentSize() {
    double[][] x = {{1e8, 2e8, 0}, {1e-8, 0, 1e-8}};
    double[] y = {3e8, 2e-8};
    assertLimit(x, y, 1, 1.2751717561186249, 0.8624141219406876, 0.7248282438813751);
    assertEquals("", new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y)).note());
    double[][] third = {{1e-3, 2e-3, 0}, {1e3, 3e3, 1e3}};
    double[] one = {1, 2};
    assertLimit(third, one, 1, 535.1839848143853, 232.40800759280734, -1232.4060075928073);
  }

  @Test
  void entriesOfVeryDifferentSize() {
    assertLimit(new double[][] {{1e16, 1}, {1, 2}}, new double[] {3, 4}, 1, 1e-16, 2);
    assertLimit(new double[][] {{1e16, 1}, {1, 2}}, new double[] {3, 4}, 1e-9, 1e-16, 2);
    double[][] x = {{1e10, 1, 0}, {1e10, 0, 1}};
    double[] y = {1, 2};
    assertLimit(x, y, 1, 1.5e-10, -0.5, 0.5);
    double[] expected = {1.4999999998574052e-10, -0.4999999998574052, 0.5000000001425948};
    assertLimit(x, y, 1e-6, expected);
  }

  @ParameterizedTest
  @CsvSource({"1e154,1", "1e160,1", "1e300,1", "1e-160,1e-160", "1,1e-200", "1,1e200"})
  void squaresThatOverflowOrUnderflow(double entry, double y) {
    double each = y / entry / 5;
    double[][] x = {{entry, 2 * entry}};
    // A start far above θ leads to the least l2 norm.
    assertLimit(x, new double[] {y}, 1e10 * Math.sqrt(each), each, 2 * each);
  }

  @Test
  void aTargetOfZeroEndsAtZero() {
    LeastSquares problem = new LeastSquares(TestProblems.gaussianDesign(4, 9, 81), new double[4]);
    for (LimitAttempt<Projection> attempt :
        new BregmanProjection(problem).attempts(new double[] {10, 1e-3, 1e-200})) {
      assertEquals(0, Arrays.stream(attempt.limit().orElseThrow().theta()).map(Math::abs).sum());
      assertTrue(attempt.limit().orElseThrow().certificate().holds(0));
    }
    double[] theta0 = TestProblems.gaussian(9, 82);
    double[] invariant = new double[9];
    Arrays.fill(invariant, 0.5);
    Projection limit = new BregmanProjection(problem).of(theta0, invariant);
    assertTrue(limit.certificate().holds(1e-9), limit.certificate()::toString);
  }

  @Test
  void moreRowsThanColumnsAreNoReasonForANote() {
    LeastSquares problem =
        new LeastSquares(DesignMatrix.of(new double[][] {{1}, {2}}), new double[] {1, 2});
    assertEquals("", new BregmanProjection(problem).note());
    assertLimit(new double[][] {{1}, {2}}, new double[] {1, 2}, 0.1, 1);
  }

  @Test
  void contradictoryRowsEndAtTheirMean() {
    double[][] x = {{1, 2, 3}, {1, 2, 3}, {1, 0, 1}};
    double[] y = {1, 2, 3};
    assertLimit(x, y, 1, 2.4367934336361077, -1.313206566363892, 0.5632065663638922);
    BregmanProjection solver = new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y));
    assertEquals(Math.sqrt(0.5 / 14), solver.distanceToRange(), 1e-15);
    assertTrue(solver.note().contains("rank 2 of 3"), solver.note());
    double[] mean = {1.5, 1.5, 3};
    double least = new BasisPursuit(new LeastSquares(DesignMatrix.of(x), mean)).solve().objective();
    LeastSquares problem = new LeastSquares(DesignMatrix.of(x), y);
    assertEquals(least, new BasisPursuit(problem).solve().objective(), 1e-14);
    assertEquals(3.75, least, 1e-14);
  }

  /** Rows weigh as they were given: a replicate of ten times the size counts a hundredfold. */
  @Test
  void contradictoryRowsOfDifferentSizeWeighAsTheyAre() {
    double[][] x = {{1e4, 2e4}, {1e5, 2e5}};
    double[] y = {1e4, 2e5};
    double fit = (1e4 * 1e4 + 2e5 * 1e5) / (1e4 * 1e4 + 1e5 * 1e5);
    double[] limit =
        new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y)).ofAlpha(0.3).theta();
    assertEquals(fit, limit[0] + 2 * limit[1], 1e-14);
  }

  @Test
  void moreSamplesThanFeaturesEndAtTheLeastSquares() {
    LeastSquares problem = TestProblems.gaussianProblem(40, 6, 83);
    double[] expected = new LinearSolutions(problem).minimumNorm();
    BregmanProjection solver = new BregmanProjection(problem);
    assertTrue(solver.distanceToRange() > 0.1);
    for (double alpha : new double[] {10, 1e-4}) {
      double[] theta = solver.ofAlpha(alpha).theta();
      assertTrue(TestProblems.relativeDistance(theta, expected) < 1e-12);
    }
  }

  /** Near rows of a size that is not solved in decimals: theta* is exact as it fits y exactly. */
  @ParameterizedTest
  @ValueSource(ints = {20, 30, 36})
  void manyRowsThatNearlyAgree(int bits) {
    int n = 40;
    DesignMatrix x = TestProblems.gaussianDesign(n, n, 84);
    double[] rowOf = new double[n];
    x.copyRow(0, rowOf);
    double[] theta = new double[n];
    for (int j = 0; j < n; j++) {
      theta[j] = j % 3 - 1.0;
      // Few bits, so that products and the difference of the two rows are exact.
      rowOf[j] = Math.rint(rowOf[j] * 64) / 64;
    }
    x.setRow(0, rowOf);
    double[] near = rowOf.clone();
    near[5] += Math.scalb(1.0, -bits);
    near[7] += Math.scalb(3.0, -bits);
    x.setRow(1, near);
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        x.set(i, j, i > 1 ? Math.rint(x.get(i, j) * 64) / 64 : x.get(i, j));
        y[i] += x.get(i, j) * theta[j];
      }
    }
    Projection limit = new BregmanProjection(new LeastSquares(x, y)).ofAlpha(0.1);
    for (int j = 0; j < n; j++) {
      assertEquals(theta[j], limit.theta()[j], 1e-9, "entry " + j);
    }
  }

  @Test
  void aFailedScaleTakesNoOtherWithIt() {
    LeastSquares problem = TestProblems.gaussianProblem(3, 8, 85);
    BregmanProjection solver = new BregmanProjection(problem);
    List<LimitAttempt<Projection>> attempts = solver.attempts(new double[] {1e200, 0.1, 1});
    assertTrue(attempts.get(0).limit().isEmpty());
    assertTrue(attempts.get(0).failure().contains("alpha"), attempts.get(0).failure());
    assertEquals("", attempts.get(1).failure());
    assertTrue(
        TestProblems.relativeDistance(
                solver.ofAlpha(0.1).theta(), attempts.get(1).limit().orElseThrow().theta())
            < 1e-12);
    assertTrue(attempts.get(2).limit().isPresent());
    assertThrows(ComputationException.class, () -> solver.path(new double[] {1e200, 1}));
  }

  @Test
  void anInterruptEndsIt() {
    BregmanProjection solver = new BregmanProjection(TestProblems.gaussianProblem(5, 20, 86));
    Thread.currentThread().interrupt();
    try {
      double[] alphas = {1e-3};
      String message =
          assertThrows(ComputationException.class, () -> solver.attempts(alphas)).getMessage();
      assertEquals("interrupted", message);
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
