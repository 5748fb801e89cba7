package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Cholesky;
import dev.mirrorflow.linalg.ColumnPass;
import dev.mirrorflow.linalg.ColumnSink;
import dev.mirrorflow.linalg.ColumnVector;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Precision;
import dev.mirrorflow.linalg.StoredColumns;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.HyperbolicEntropy;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.model.Norms;
import dev.mirrorflow.sweep.AlphaSweep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
          new ColumnProjection(pass, problem.target()).path(alphas, k -> into(thetas[k]), _ -> {});
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
    Cholesky gram = Constraint.of(problem).gram();
    DesignSums rows = new DesignSums(new DenseDesign(problem.design()));
    rows.aim(HyperbolicEntropy.ofLog(-12, 2000), new double[2000]);
    DualSystem memory = new DualSystem(rows, problem.target(), gram);
    memory.moveTo(-12);
    double[] expected = new double[20];
    memory.evaluate(expected);
    memory.newtonStep(expected);
    try (ColumnPass pass = new ColumnPass(new StoredColumns(problem.design()), 2)) {
      ColumnSums columns = new ColumnSums(pass, RowChoice.everyRow(20));
      columns.aim(ColumnStart.ofAlpha(Math.exp(-6)));
      DualSystem system = new DualSystem(columns, problem.target(), gram);
      int before = pass.passes();
      system.moveTo(-12);
      double[] actual = new double[20];
      system.evaluate(actual);
      system.newtonStep(actual);
      assertEquals(3, pass.passes() - before);
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
    double[] shift = TestProblems.gaussian(5000, 75);
    double[] logs = TestProblems.gaussian(5000, 76);
    EffectiveStart start = new EffectiveStart(logs, shift);
    DualPoint point = new DualPoint(RowChoice.everyRow(10), ColumnStart.of(start), 0.25, 1.5, zeta);
    try (ColumnPass pass = new ColumnPass(new StoredColumns(problem.design()), 2)) {
      CertificateSum.Part sums = pass.sum(new CertificateSum(point, into(theta)));
      HyperbolicEntropy entropy = HyperbolicEntropy.ofLog(logs).scaled(0.25);
      double[] z = new double[5000];
      problem.design().multiplyTransposed(0.5 / 1.5, zeta, z);
      double[] theta0 = start.theta();
      Kernels.axpy(1, entropy.gradient(theta0), z);
      assertTrue(TestProblems.relativeDistance(theta, entropy.inverseGradient(z)) <= 1e-12);
      double divergence = entropy.divergence(theta, theta0);
      assertEquals(divergence, sums.sums().divergence(), 1e-12 * divergence);
      double[] fitted = new double[10];
      problem.design().multiply(theta, fitted);
      assertTrue(TestProblems.relativeDistance(sums.fitted(), fitted) <= 1e-12);
      assertTrue(TestProblems.relativeDistance(sums.dualFitted(), fitted) <= 1e-12);
    }
  }

  private static ColumnSink into(double[] theta) {
    return (first, count, values) -> System.arraycopy(values, 0, theta, first, count);
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
  }

  /** A row that nearly repeats the first. */
  private static DesignMatrix nearlyDependent(int d) {
    DesignMatrix x = TestProblems.gaussianDesign(3, d, 70);
    double[] row = new double[d];
    x.copyRow(0, row);
    row[7] += 1e-6;
    x.setRow(2, row);
    return x;
  }

  @Test
  void whatNeedsMoreDigitsIsMadeInMemoryWhereXIsSmall() {
    DesignMatrix x = nearlyDependent(40);
    double[] y = {1, 2, 1};
    double[] alphas = {0.1, 1e-3};
    List<Projection> expected = new BregmanProjection(new LeastSquares(x, y)).path(alphas);
    double[][] thetas = new double[2][40];
    try (ColumnPass pass = new ColumnPass(new StoredColumns(x), 2)) {
      List<ColumnLimit> limits =
          new ColumnProjection(pass, y).path(alphas, k -> into(thetas[k]), _ -> {});
      for (int k = 0; k < 2; k++) {
        assertTrue(limits.get(k).certificate().holds(BregmanProjection.TOLERANCE));
        double[] theta = expected.get(k).theta();
        assertTrue(TestProblems.relativeDistance(thetas[k], theta) <= 1e-9);
        assertEquals(Norms.l1(thetas[k]), limits.get(k).l1());
        assertEquals(Norms.l2(thetas[k]), limits.get(k).l2());
      }
    }
  }

  @Test
  void whatNeedsMoreDigitsIsRefusedWhereXIsLarge() {
    String message = refusal(nearlyDependent(200_000), 1, 2, 1);
    assertTrue(message.contains("ill conditioned"), message);
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
      new ColumnProjection(pass, y).path(new double[] {0.01}, _ -> into(theta), _ -> {});
    }
    assertTrue(TestProblems.relativeDistance(theta, expected) < 1e-9);
  }

  /** Where the flow from this start ends, in memory and by columns. */
  private static double startDistance(LeastSquares problem, EffectiveStart start) {
    double[] theta = new double[problem.features()];
    try (ColumnPass pass = new ColumnPass(new StoredColumns(problem.design()), 2)) {
      ColumnProjection columns = new ColumnProjection(pass, problem.target());
      ColumnLimit limit = columns.of(ColumnStart.of(start), 1, into(theta));
      assertTrue(limit.certificate().holds(1e-9), limit.toString());
    }
    return TestProblems.relativeDistance(theta, new BregmanProjection(problem).of(start).theta());
  }

  /** θ0 of both signs and I of many sizes, as in memory. */
  @Test
  void anyStartEndsWhereItDoesInMemory() {
    LeastSquares problem = TestProblems.gaussianProblem(20, 1000, 77);
    double[] shift = TestProblems.gaussian(1000, 78);
    double[] logs = TestProblems.gaussian(1000, 79);
    for (double spread : new double[] {0, 1, 5}) {
      for (double middle : new double[] {3, -2, -10}) {
        double[] logInvariant = Arrays.stream(logs).map(log -> middle + spread * log).toArray();
        double distance = startDistance(problem, new EffectiveStart(logInvariant, shift));
        assertTrue(distance <= 1e-12, middle + ", " + spread + ": " + distance);
      }
    }
  }

  @Test
  void aTargetOfZeroDoesNotEndAtZeroFromElsewhere() {
    LeastSquares problem = new LeastSquares(TestProblems.gaussianDesign(5, 300, 80), new double[5]);
    double[] logs = new double[300];
    double distance =
        startDistance(problem, new EffectiveStart(logs, TestProblems.gaussian(300, 81)));
    assertTrue(distance <= 1e-12, "distance " + distance);
  }

  /** u0 and v0 times α are θ0 and I times α². */
  @Test
  void factorsOfAnySizeAreAStart() {
    LeastSquares problem = TestProblems.gaussianProblem(10, 400, 82);
    double[] u0 = TestProblems.gaussian(400, 83);
    double[] v0 = TestProblems.gaussian(400, 84);
    double[] theta0 = new double[400];
    double[] invariant = new double[400];
    for (int j = 0; j < 400; j++) {
      theta0[j] = 0.01 * u0[j] * v0[j];
      invariant[j] = 0.01 * (u0[j] - v0[j]) * (u0[j] + v0[j]) / 2;
    }
    double[] expected = new BregmanProjection(problem).of(theta0, invariant).theta();
    double[] theta = new double[400];
    try (ColumnPass pass = new ColumnPass(new StoredColumns(problem.design()), 2)) {
      ColumnProjection columns = new ColumnProjection(pass, problem.target());
      ColumnVector u = ColumnVector.of(u0);
      columns.of(ColumnStart.of(u, ColumnVector.of(v0), 0.1), 0.1, into(theta));
      assertTrue(TestProblems.relativeDistance(theta, expected) <= 1e-12);
      String message =
          assertThrows(
                  BadDataException.class,
                  () -> columns.of(ColumnStart.of(u, u, 0.1), 0.1, ColumnSink.NONE))
              .getMessage();
      assertTrue(message.contains("at 0: ") && message.contains("|u0_j| != |v0_j|"), message);
      columns.of(ColumnStart.of(u, new ColumnVector.Constant(0), 1e-200), 1e-200, into(theta));
    }
    double[] logs = Arrays.stream(u0).map(u -> 2 * Math.log(Math.abs(u) * 1e-200)).toArray();
    for (int j = 0; j < 400; j++) {
      logs[j] -= Math.log(2);
    }
    double[] tiny =
        new BregmanProjection(problem).of(new EffectiveStart(logs, new double[400])).theta();
    assertTrue(TestProblems.relativeDistance(theta, tiny) <= 1e-9);
  }

  /** Rows that repeat and combine others, and more rows than columns. */
  @ParameterizedTest
  @CsvSource({"12, 7, 300", "40, 30, 30", "9, 1, 50", "6, 3, 4"})
  void dependentRowsAreSolved(int n, int rank, int d) {
    LeastSquares some = TestProblems.gaussianProblem(rank, d, 85);
    DesignMatrix x = DesignMatrix.zeros(n, d);
    double[] y = new double[n];
    Random random = new Random(86);
    double[] row = new double[d];
    for (int i = 0; i < n; i++) {
      double[] sum = new double[d];
      for (int k = 0; k < rank; k++) {
        int by = i < rank ? (k == i ? 1 : 0) : random.nextInt(-3, 4);
        some.design().copyRow(k, row);
        Kernels.axpy(by, row, sum);
        y[n - 1 - i] += by * some.target()[k];
      }
      x.setRow(n - 1 - i, sum);
    }
    assertSolved(new LeastSquares(x, y), rank < Math.min(n, d), 0);
    y[0] += 1;
    assertSolved(new LeastSquares(x, y), rank < Math.min(n, d), 1e-12);
    for (int j = 0; j < d; j++) {
      x.set(n - 1, j, Math.scalb(x.get(n - 1, j), 20));
    }
    assertSolved(new LeastSquares(x, y), rank < Math.min(n, d), 1e-9); // in memory
  }

  private static void assertSolved(LeastSquares problem, boolean isDeficient, double distance) {
    BregmanProjection memory = new BregmanProjection(problem);
    double[] theta = new double[problem.features()];
    try (ColumnPass pass = new ColumnPass(new StoredColumns(problem.design()), 2)) {
      ColumnProjection columns = new ColumnProjection(pass, problem.target());
      assertEquals(memory.note(), columns.note());
      assertEquals(isDeficient, !columns.note().isEmpty());
      assertEquals(memory.distanceToRange() > 0, columns.distanceToRange() > 0);
      assertEquals(memory.distanceToRange(), columns.distanceToRange(), distance);
      for (double alpha : new double[] {1, 1e-3}) {
        columns.path(new double[] {alpha}, _ -> into(theta), _ -> {});
        double[] expected = memory.ofAlpha(alpha).theta();
        double off = TestProblems.relativeDistance(theta, expected);
        assertTrue(off <= 1e-12, "alpha " + alpha + ": " + off);
      }
    }
  }
}
