package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Precision;
import dev.mirrorflow.linalg.StoredColumns;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.sweep.AlphaSweep;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The limit over columns against the one in memory. */
class ColumnProjectionTest {

  private static double[] kept(LeastSquares problem, int threads, double alpha) {
    return kept(problem, threads, new double[] {alpha})[0];
  }

  private static double[][] kept(LeastSquares problem, int threads, double[] alphas) {
    double[][] thetas = new double[alphas.length][problem.features()];
    try (ColumnPass pass = new ColumnPass(new StoredColumns(problem.design()), threads)) {
      List<ColumnLimit> limits =
          new ColumnProjection(pass, problem.target())
              .path(
                  alphas,
                  k ->
                      (first, count, values) ->
                          System.arraycopy(values, 0, thetas[k], first, count),
                  _ -> {});
      int passes = 2;
      for (int k = 0; k < alphas.length; k++) {
        ColumnLimit limit = limits.get(k);
        assertEquals(alphas[k], limit.alpha());
        assertTrue(limit.certificate().holds(1e-9), limit.toString());
        assertEquals(Norms.l1(thetas[k]), limit.l1(), 1e-12 * limit.l1());
        assertEquals(Norms.l2(thetas[k]), limit.l2(), 1e-12 * limit.l2());
        passes += limit.passes();
      }
      assertEquals(passes, pass.passes());
      assertTrue(passes <= 8 * alphas.length + 60, "passes " + passes);
    }
    return thetas;
  }

  static Stream<Arguments> problems() {
    return Stream.of(
        Arguments.of(TestProblems.sparseProblem(60, 5000, 8, 61)),
        Arguments.of(TestProblems.gaussianProblem(31, 2077, 62)),
        Arguments.of(
            new LeastSquares(
                TestProblems.gaussianDesign(20, 1000, 63).in(Precision.SINGLE),
                TestProblems.gaussian(20, 64))),
        Arguments.of(TestProblems.gaussianProblem(1, 3, 65)),
        Arguments.of(TestProblems.gaussianProblem(300, 400, 66)));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void equalsTheLimitInMemory(LeastSquares problem) {
    double[] alphas = AlphaSweep.logSpaced(1e-6, 1e2, 9);
    List<Projection> expected = new BregmanProjection(problem).path(alphas);
    double[][] actual = kept(problem, 2, alphas);
    for (int k = 0; k < alphas.length; k++) {
      double distance = TestProblems.relativeDistance(actual[k], expected.get(k).theta());
      assertTrue(distance <= 1e-12, "alpha " + alphas[k] + ": " + distance);
    }
  }

  @Test
  void theBitsAreThoseOfAnyNumberOfThreads() {
    LeastSquares problem = TestProblems.gaussianProblem(40, 9000, 67);
    double[] one = kept(problem, 1, 0.01);
    for (int threads : new int[] {2, 3, 8}) {
      assertArrayEquals(one, kept(problem, threads, 0.01));
    }
  }

  @Test
  void extremeAlphaIsCertified() {
    LeastSquares problem = TestProblems.sparseProblem(30, 600, 4, 68);
    for (double alpha : new double[] {1e150, 1e-30, 1e-150, 1e-300}) {
      double[] expected = new BregmanProjection(problem).ofAlpha(alpha).theta();
      double distance = TestProblems.relativeDistance(kept(problem, 2, alpha), expected);
      assertTrue(distance <= 1e-9, "alpha " + alpha + ": " + distance);
    }
  }

  /** A step too long to be made whole is damped as it is in memory. */
  @Test
  void aLongStepIsDamped() {
    LeastSquares problem = TestProblems.gaussianProblem(20, 2000, 72);
    DualSystem memory = new DualSystem(Constraint.of(problem));
    memory.aim(HyperbolicEntropy.ofLog(-12, 2000), new double[2000]);
    memory.moveTo(-12);
    double[] expected = new double[20];
    memory.evaluate(expected);
    memory.newtonStep(expected);
    try (ColumnPass pass = new ColumnPass(new StoredColumns(problem.design()), 2)) {
      ColumnSystem system =
          new ColumnSystem(pass, problem.target(), new RowScale(new int[20]), new double[20], 1);
      system.moveTo(-12);
      double[] actual = new double[20];
      system.evaluate(actual);
      system.newtonStep(actual);
      assertEquals(3, pass.passes());
      assertTrue(system.reach() > 10, "reach " + system.reach());
      assertEquals(memory.reach(), system.reach(), 1e-9 * memory.reach());
      assertTrue(TestProblems.relativeDistance(actual, expected) <= 1e-10);
    }
  }

  @Test
  void theCertificateAddsUpAllColumns() {
    LeastSquares problem = TestProblems.gaussianProblem(10, 5000, 73);
    double[] zeta = TestProblems.gaussian(10, 74);
    double[] theta = new double[5000];
    try (ColumnPass pass = new ColumnPass(new StoredColumns(problem.design()), 2)) {
      CertificateSum.Part sums =
          pass.sum(
              new CertificateSum(
                  -3,
                  zeta,
                  (first, count, values) -> System.arraycopy(values, 0, theta, first, count)));
      HyperbolicEntropy entropy = HyperbolicEntropy.ofLog(-3, 5000);
      double[] z = new double[5000];
      problem.design().multiplyTransposed(0.5, zeta, z);
      assertTrue(TestProblems.relativeDistance(theta, entropy.inverseGradient(z)) <= 1e-12);
      double divergence = entropy.divergence(theta, new double[5000]);
      assertEquals(divergence, sums.sums().divergence(), 1e-12 * divergence);
      double[] fitted = new double[10];
      problem.design().multiply(theta, fitted);
      assertTrue(TestProblems.relativeDistance(sums.fitted(), fitted) <= 1e-12);
      assertTrue(TestProblems.relativeDistance(sums.dualFitted(), fitted) <= 1e-12);
    }
  }

  private static String refusal(DesignMatrix x, double... y) {
    try (ColumnPass pass = new ColumnPass(new StoredColumns(x), 2)) {
      return assertThrows(BadDataException.class, () -> new ColumnProjection(pass, y)).getMessage();
    }
  }

  @Test
  void badDataAreNamed() {
    DesignMatrix x = TestProblems.gaussianDesign(3, 4000, 69);
    x.set(2, 3977, Double.NaN);
    x.set(1, 3333, Double.NEGATIVE_INFINITY);
    String message = refusal(x, 1, 2, 3);
    assertTrue(message.contains("X holds -Infinity at row 1, column 3333"), message);
    DesignMatrix good = TestProblems.gaussianDesign(3, 40, 70);
    assertTrue(refusal(good, 1, 2).contains("3 rows but y has 2"));
    assertTrue(refusal(good, 1, 2, Double.NaN).contains("y holds NaN at row 2"));
    assertTrue(refusal(DesignMatrix.zeros(3, 40), 1, 2, 3).contains("X is all zeros"));
    assertTrue(refusal(TestProblems.gaussianDesign(3, 2, 71), 1, 2, 3).contains("only 2 columns"));
    double[] row = new double[40];
    good.copyRow(0, row);
    good.setRow(2, row);
    assertTrue(refusal(good, 1, 2, 1).contains("singular"));
  }

  @Test
  void aTargetOfZeroEndsAtZero() {
    DesignMatrix x = TestProblems.gaussianDesign(3, 40, 72);
    try (ColumnPass pass = new ColumnPass(new StoredColumns(x), 2)) {
      ColumnLimit limit =
          new ColumnProjection(pass, new double[3])
              .path(new double[] {0.1}, _ -> ColumnSink.NONE, _ -> {})
              .getFirst();
      assertEquals(0, limit.l1());
      assertTrue(limit.certificate().holds(0));
    }
  }

  @Test
  void aFailedScaleTakesNoOtherWithIt() {
    LeastSquares problem = TestProblems.gaussianProblem(3, 40, 75);
    List<ColumnLimit> finished = new ArrayList<>();
    try (ColumnPass pass = new ColumnPass(new StoredColumns(problem.design()), 2)) {
      List<LimitAttempt<ColumnLimit>> attempts =
          new ColumnProjection(pass, problem.target())
              .attempts(new double[] {1, 1e200, 0.1}, _ -> ColumnSink.NONE, finished::add);
      assertTrue(attempts.get(1).limit().isEmpty());
      assertTrue(attempts.get(1).failure().contains("alpha"), attempts.get(1).failure());
      assertEquals(
          List.of(attempts.get(0).limit().orElseThrow(), attempts.get(2).limit().orElseThrow()),
          finished);
    }
  }

  /** Rows of X and y times powers of two have the same limit. */
  @Test
  void rowsOfVeryDifferentSizeAreSolved() {
    DesignMatrix x = TestProblems.gaussianDesign(4, 60, 73);
    double[] y = TestProblems.gaussian(4, 74);
    double[] expected = new BregmanProjection(new LeastSquares(x, y)).ofAlpha(0.01).theta();
    double[] row = new double[60];
    for (int i = 0; i < 4; i++) {
      int power = 40 * (i - 2);
      x.copyRow(i, row);
      y[i] = Math.scalb(y[i], power);
      for (int j = 0; j < 60; j++) {
        x.set(i, j, Math.scalb(row[j], power));
      }
    }
    double[] theta = new double[60];
    try (ColumnPass pass = new ColumnPass(new StoredColumns(x), 2)) {
      new ColumnProjection(pass, y)
          .path(
              new double[] {0.01},
              _ -> (first, count, part) -> System.arraycopy(part, 0, theta, first, count),
              _ -> {});
    }
    assertTrue(TestProblems.relativeDistance(theta, expected) < 1e-9);
  }
}
