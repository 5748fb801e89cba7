package dev.mirrorflow;

import static dev.mirrorflow.Goal.relativeLoss;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.data.NpyWriter;
import dev.mirrorflow.descent.DescentResult.Status;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.design.DenseDesign;
import dev.mirrorflow.design.ProductsOnly;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.flow.FlowResult.End;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.sweep.AlphaScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The face, against closed forms and plain loops. */
class FaceTest {

  private static final double[][] X = {{1, 2}};
  private static final double[] Y = {3};

  /** y = θ*_0 - θ*_1 of 10 Gaussian samples with 24 features. */
  private static Problem sparse() {
    LeastSquares problem = TestProblems.sparseProblem(10, 24, 2, 5);
    double[][] x = new double[10][24];
    for (int i = 0; i < x.length; i++) {
      problem.design().copyRow(i, x[i]);
    }
    return Problem.of(x, problem.target());
  }

  @Test
  void theSixLinesRun() {
    Problem p = sparse();
    Limit l = p.limit(1e-4);
    Interpolator b = p.basisPursuit();
    Sweep s = p.sweep(Alphas.auto()).threads(2).run();
    Run r = p.descend().alpha(1e-2).sgd(4).seed(7).until(relativeLoss(1e-10)).traceEvery(10).run();
    Course f = p.flow(1e-3).at(0, 1, 2, 5, 10).run();

    assertArrayEquals(new int[] {0, 1}, l.support());
    assertArrayEquals(new double[] {1, -1}, new double[] {l.theta()[0], l.theta()[1]}, 1e-3);
    assertTrue(l.certificate().holds(1e-9));
    assertEquals(2, b.norm(), 1e-12);
    assertArrayEquals(new int[] {0, 1}, b.support());
    assertTrue(b.certificate().holds(1e-9));
    assertEquals(AlphaScale.COUNT, s.points().size());
    assertTrue(s.isConverged());
    assertTrue(r.isConverged());
    assertTrue(r.loss() <= 1e-10 * TestProblems.sparseProblem(10, 24, 2, 5).lossAtZero());
    assertEquals(
        List.of(0L, 10L, 20L), r.trace().stream().limit(3).map(Run.Point::iteration).toList());
    assertEquals(
        List.of(0.0, 1.0, 2.0, 5.0, 10.0), f.points().stream().map(Course.Point::time).toList());
    assertEquals(End.TIME, f.end());
  }

  /** θ_j = α² sinh(2 x_j ν), where ν is the root of Σ x_j θ_j = y, found by bisection. */
  @Test
  void theLimitIsTheRootOfItsEquation() {
    double alpha = 0.05;
    double low = 0;
    double high = 10;
    for (int k = 0; k < 200; k++) {
      double nu = (low + high) / 2;
      double y = alpha * alpha * (Math.sinh(2 * nu) + 2 * Math.sinh(4 * nu));
      low = y < 3 ? nu : low;
      high = y < 3 ? high : nu;
    }
    double[] theta = {alpha * alpha * Math.sinh(2 * low), alpha * alpha * Math.sinh(4 * low)};
    Limit limit = Problem.of(X, Y).limit(alpha);
    assertArrayEquals(theta, limit.theta(), 1e-12);
    assertEquals(alpha, limit.alpha());
    assertEquals(theta[0] + theta[1], limit.l1(), 1e-12);
    assertEquals(Math.hypot(theta[0], theta[1]), limit.l2(), 1e-12);
    assertArrayEquals(new int[] {1}, limit.support(0.5));
    assertEquals(0, limit.distanceToRange());
    List<Limit> many = Problem.of(X, Y).limits(Alphas.of(1, alpha));
    assertEquals(1, many.get(0).alpha());
    assertArrayEquals(theta, many.get(1).theta(), 1e-12);
  }

  @Test
  void theLeastNormsAndTheLassoAreThoseOfTheirClosedForms() {
    Problem p = Problem.of(X, Y);
    assertArrayEquals(new double[] {0, 1.5}, p.basisPursuit().theta(), 1e-15);
    assertEquals(1.5, p.basisPursuit().norm(), 1e-15);
    assertArrayEquals(new double[] {0.6, 1.2}, p.minimumNorm().theta(), 1e-15);
    assertEquals(3 / Math.sqrt(5), p.minimumNorm().norm(), 1e-15);
    assertTrue(p.minimumNorm().certificate().holds(1e-9));
    List<Lasso> path = p.lassoPath(0.5, 7);
    assertArrayEquals(new double[] {0, 1.375}, path.getFirst().theta(), 1e-15);
    assertEquals(0.25 * 0.25 / 2 + 0.5 * 1.375, path.getFirst().objective(), 1e-15);
    assertArrayEquals(new int[] {1}, path.getFirst().support());
    assertEquals(7, path.getLast().lambda());
    assertArrayEquals(new int[0], path.getLast().support());
  }

  @Test
  void whereNothingInterpolatesItSaysHowFarYIs() {
    Problem p = Problem.of(new double[][] {{1}, {1}}, new double[] {1, 3});
    for (String text :
        List.of(p.limit(0.1).toString(), p.basisPursuit().toString(), p.minimumNorm().toString())) {
      assertTrue(text.endsWith("; no θ interpolates y, 0.45 of ‖y‖ is out of reach"), text);
    }
    assertEquals(Math.sqrt(2.0 / 10), p.limit(0.1).distanceToRange(), 1e-12);
    assertEquals(Math.sqrt(2.0 / 10), p.minimumNorm().distanceToRange(), 1e-12);
  }

  /** On θ the residual is -y (1 - 5η)^k. */
  @Test
  void aDescentOnThetaIsThatOfItsClosedForm() {
    Run run =
        Problem.of(X, Y)
            .descend()
            .linear()
            .step(0.02)
            .until(relativeLoss(1e-4))
            .traceEvery(3)
            .run();
    // 0.9^2k <= 1e-4 from k = 44 on.
    assertEquals(44, run.iterations());
    assertEquals(Status.CONVERGED, run.status());
    assertEquals(4.5 * Math.pow(0.9, 88), run.loss(), 1e-15);
    assertEquals(16, run.trace().size());
    assertEquals(44, run.trace().getLast().iteration());
    assertEquals(OptionalDouble.empty(), run.trace().getFirst().step());
    for (Run.Point point : run.trace()) {
      double left = 3 * Math.pow(0.9, (double) point.iteration());
      assertEquals(left * left / 2, point.loss(), 1e-14);
      assertEquals(left * Math.sqrt(5), point.gradientNorm(), 1e-14);
      assertEquals((3 - left) / Math.sqrt(5), point.l2(), 1e-14);
    }
    assertEquals(OptionalDouble.of(0.02), run.trace().getLast().step());
  }

  @Test
  void aDescentOnTheNetworkIsThatOfAPlainLoop() {
    double[] u = {Math.sqrt(2) * 0.3, Math.sqrt(2) * 0.3};
    double[] v = new double[2];
    for (int k = 0; k < 25; k++) {
      double residual = u[0] * v[0] + 2 * u[1] * v[1] - 3;
      for (int j = 0; j < 2; j++) {
        double g = residual * X[0][j];
        double before = u[j];
        u[j] -= 0.05 * g * v[j];
        v[j] -= 0.05 * g * before;
      }
    }
    Run run =
        Problem.of(X, Y)
            .descend()
            .alpha(0.3)
            .step(0.05)
            .until(Goal.loss(0))
            .maxIterations(25)
            .run();
    assertEquals(Status.BUDGET, run.status());
    assertFalse(run.isConverged());
    assertArrayEquals(new double[] {u[0] * v[0], u[1] * v[1]}, run.theta(), 1e-13);
    assertEquals(List.of(25L), run.trace().stream().map(Run.Point::iteration).toList());
  }

  @Test
  void theSettingsOfADescentAreTaken() {
    Problem p = sparse();
    Run plain = p.descend().run();
    assertEquals(
        plain.iterations(), p.descend().alpha(0.1).step(StepRule.usual()).run().iterations());
    assertEquals(plain.iterations(), p.descend().until(relativeLoss(1e-10)).run().iterations());
    assertTrue(p.descend().momentum(0.9).run().iterations() < plain.iterations());
    assertTrue(p.descend().nesterov(0.9).run().iterations() < plain.iterations());
    double[] seven = p.descend().sgd(4).seed(7).maxIterations(50).run().theta();
    double[] again = p.descend().seed(7).sgd(4).threads(1).maxIterations(50).run().theta();
    double[] eight = p.descend().sgd(4).seed(8).maxIterations(50).run().theta();
    double[] replaced =
        p.descend().sgd(4).withReplacement().seed(7).maxIterations(50).run().theta();
    assertArrayEquals(seven, again);
    assertTrue(TestProblems.relativeDistance(seven, eight) > 1e-3);
    assertTrue(TestProblems.relativeDistance(seven, replaced) > 1e-3);
  }

  @Test
  void aSweepIsItsDescentsWithTheSameBitsForAnyThreads() {
    Problem p = sparse();
    Sweep one = p.sweep(Alphas.logSpaced(1e-2, 1, 3)).threads(1).run();
    Sweep two = p.sweep(Alphas.of(0.01, 0.1, 1)).threads(2).run();
    for (int k = 0; k < 3; k++) {
      Sweep.Point point = one.points().get(k);
      assertArrayEquals(point.theta(), two.points().get(k).theta());
      Run alone = p.descend().alpha(point.alpha()).run();
      assertTrue(TestProblems.relativeDistance(point.theta(), alone.theta()) < 1e-9);
      assertEquals(alone.iterations(), point.iterations());
    }
  }

  @Test
  void anAlphaThatDivergesLeavesTheOthersAlone() {
    Sweep sweep = sparse().sweep(Alphas.of(0.01, 100)).step(0.05).run();
    assertTrue(sweep.points().getFirst().isConverged());
    assertFalse(sweep.isConverged());
    Sweep.Point last = sweep.points().getLast();
    assertEquals(Status.DIVERGED, last.status());
    for (String words :
        List.of("alpha = 100 diverged at iteration", "the largest stable step is")) {
      assertTrue(last.toString().contains(words), last.toString());
      assertTrue(sweep.toString().contains(words), sweep.toString());
      assertTrue(
          assertThrows(ComputationException.class, last::theta).getMessage().contains(words));
      assertTrue(assertThrows(ComputationException.class, last::loss).getMessage().contains(words));
    }
  }

  /** Where XᵀX/n is the identity, θ(t) is known in closed form (theory §3). */
  @Test
  void theCourseIsTheExactTrajectory() {
    double root = Math.sqrt(2);
    double[] y = {root, 3 * root};
    double invariant = 0.3 * 0.3;
    Course course =
        Problem.of(new double[][] {{root, 0}, {0, root}}, y)
            .flow(0.3)
            .tolerance(1e-9)
            .at(0, 0.5, 1, 4)
            .run();
    assertEquals(4, course.points().size());
    for (Course.Point point : course.points()) {
      for (int j = 0; j < 2; j++) {
        double c = y[j] / root;
        double r = Math.hypot(c, invariant);
        double phase = Math.tanh(r * point.time() + artanh(invariant / r));
        double exact = invariant * Math.sinh(2 * artanh((r * phase - invariant) / c));
        assertEquals(exact, point.theta()[j], 1e-7, point.toString());
      }
    }
    assertEquals(5, course.points().getFirst().loss(), 1e-14);
  }

  private static double artanh(double t) {
    return (Math.log1p(t) - Math.log1p(-t)) / 2;
  }

  @Test
  void aCourseEndsAtItsGoalWhereThatComesFirst() {
    Problem p = sparse();
    Course toGoal = p.flow(0.1).until(relativeLoss(1e-3)).run();
    assertEquals(End.LOSS, toGoal.end());
    double half = toGoal.last().time() / 2;
    Course both = p.flow(0.1).at(half, 1e6).until(relativeLoss(1e-3)).run();
    assertEquals(toGoal.last().time(), both.last().time(), 1e-9 * half);
    assertEquals(half, both.points().get(1).time());
    Course usual = p.flow(0.1).run();
    assertEquals(End.LOSS, usual.end());
    double rest = p.limit(0.1).l1() - usual.last().loss();
    assertTrue(rest > 0 && usual.points().size() > 10, usual.toString());
    assertTrue(
        TestProblems.relativeDistance(usual.last().theta(), p.limit(0.1).theta()) < 1e-4,
        usual.toString());
  }

  @Test
  void filesAndOperatorsAreReadAsArraysAre(@TempDir Path folder) throws IOException {
    Path x = folder.resolve("X.npy");
    Path y = folder.resolve("y.npy");
    NpyWriter.write(x, DesignMatrix.of(X));
    NpyWriter.write(y, Y);
    Path svm = Files.writeString(folder.resolve("text.svm"), "3 1:1 2:2\n");
    Path csv = Files.writeString(folder.resolve("x.csv"), "a,b\n1,2\n");
    Path words = Files.writeString(folder.resolve("words.csv"), "colour\nred\nblue\n");
    Path two = Files.writeString(folder.resolve("two.csv"), "y\n1\n2\n");
    Problem coded = Problem.of(words, two);
    assertEquals(2, coded.features());
    assertTrue(coded.notes().toString().contains("colour"), coded.notes().toString());
    double[] expected = Problem.of(X, Y).limit(0.1).theta();
    for (Problem p :
        List.of(Problem.of(x, y), Problem.of(svm), Problem.of(svm, y), Problem.of(csv, y))) {
      assertEquals(1, p.samples());
      assertEquals(2, p.features());
      assertArrayEquals(expected, p.limit(0.1).theta());
    }
  }

  @Test
  void anOperatorOfOnesOwnGivesWhatTheArrayGives() {
    LeastSquares problem = TestProblems.sparseProblem(10, 24, 2, 5);
    Problem array = sparse();
    Problem products =
        Problem.of(new ProductsOnly(new DenseDesign(problem.design())), problem.target());
    assertEquals(
        "problem of n = 10 samples and d = 24 features, X known by its products",
        products.toString());
    assertNear(array.limit(0.1).theta(), products.limit(0.1).theta());
    assertNear(array.basisPursuit().theta(), products.basisPursuit().theta());
    assertNear(
        array.lassoPath(0.01).getFirst().theta(), products.lassoPath(0.01).getFirst().theta());
    assertArrayEquals(array.minimumNorm().theta(), products.minimumNorm().theta());
    assertArrayEquals(array.descend().run().theta(), products.descend().run().theta());
    assertArrayEquals(
        array.flow(0.1).at(1).run().last().theta(), products.flow(0.1).at(1).run().last().theta());
    assertEquals(
        array.sweep(Alphas.auto()).maxIterations(9).run().toString(),
        products.sweep(Alphas.auto()).maxIterations(9).run().toString());
  }

  private static void assertNear(double[] expected, double[] actual) {
    assertTrue(TestProblems.relativeDistance(actual, expected) < 1e-8);
  }

  @Test
  void nothingChangesFromOutside() {
    double[][] x = {{1, 2}};
    double[] y = {3};
    double[] alphas = {0.1};
    double[] times = {1, 2};
    Problem p = Problem.of(x, y);
    Alphas chosen = Alphas.of(alphas);
    Course.Plan plan = p.flow(0.1).at(times);
    Limit limit = p.limit(0.1);
    x[0][0] = 100;
    y[0] = 100;
    alphas[0] = 100;
    times[0] = 1.5;
    limit.theta()[0] = 100;
    limit.support()[0] = 100;
    assertArrayEquals(Problem.of(X, Y).limit(0.1).theta(), limit.theta());
    assertArrayEquals(limit.theta(), p.limits(chosen).getFirst().theta());
    assertEquals(1, plan.run().points().get(1).time());
    Run run = p.descend().run();
    run.theta()[0] = 100;
    assertArrayEquals(p.descend().run().theta(), run.theta());
    Sweep.Point point = p.sweep(chosen).run().points().getFirst();
    point.theta()[0] = 100;
    assertTrue(point.theta()[0] < 3);
    Course.Point last = plan.run().last();
    last.theta()[0] = 100;
    assertTrue(last.theta()[0] < 3);
    for (List<?> list : List.of(run.trace(), p.sweep(chosen).run().points(), plan.run().points())) {
      assertThrows(UnsupportedOperationException.class, list::removeFirst);
    }
  }

  @Test
  void resultsPrintWell() {
    Problem p = Problem.of(X, Y);
    assertEquals("problem of n = 1 samples and d = 2 features", p.toString());
    assertMatches(
        "limit of the flow from alpha = 0\\.000100: ‖θ‖₁ = 1\\.500, ‖θ‖₂ = 1\\.500, 1 of 2 entries"
            + " above 1e-03 of the largest; certified to \\d\\.\\de-\\d\\d",
        p.limit(1e-4));
    assertMatches(
        "interpolator of least ℓ1 norm 1\\.50000: ‖θ‖₁ = 1\\.500, ‖θ‖₂ = 1\\.500, 1 of 2 entries;"
            + " certified to \\d\\.\\de[-+]\\d\\d",
        p.basisPursuit());
    assertMatches(
        "interpolator of least ℓ2 norm 1\\.34164: ‖θ‖₁ = 1\\.800, ‖θ‖₂ = 1\\.342, 2 of 2 entries;"
            + " certified to \\d\\.\\de[-+]\\d\\d",
        p.minimumNorm());
    assertMatches(
        "lasso for lambda = 0\\.500: objective 0\\.718750, ‖θ‖₁ = 1\\.375, ‖θ‖₂ = 1\\.375, 1 of 2"
            + " entries; duality gap \\d\\.\\de[-+]\\d\\d",
        p.lassoPath(0.5).getFirst());
    assertMatches(
        "converged: the training loss reached its tolerance; 44 iterations, training loss"
            + " 0\\.0004232, ‖θ‖₁ = 1\\.783, ‖θ‖₂ = 1\\.329, 2 of 2 entries above 1e-03 of the"
            + " largest, 1 recorded",
        p.descend().linear().step(0.02).until(relativeLoss(1e-4)).run());
    List<String> sweep = p.sweep(Alphas.of(0.1, 1)).run().toString().lines().toList();
    assertEquals("2 of 2 converged", sweep.get(0));
    assertMatches("alpha = 0\\.100 converged: \\d+ iterations, training loss .*", sweep.get(1));
    assertMatches("alpha = 1\\.00 converged: \\d+ iterations, .*", sweep.get(2));
    List<String> course = p.flow(0.1).at(1, 2).run().toString().lines().toList();
    assertMatches(
        "flow from alpha = 0\\.100 came to its end time: \\d+ steps, 3 times recorded",
        course.get(0));
    assertMatches("t = 0\\.000: training loss 4\\.500, ‖θ‖₁ = 0\\.000, .*", course.get(1));
    assertMatches("t = 2\\.000: training loss .*", course.get(2));
    assertEquals("12 alphas around the scale of the data", Alphas.auto().toString());
    assertEquals("alpha = [0.1, 1.0]", Alphas.of(0.1, 1).toString());
    assertEquals("relative loss 1.0E-4", relativeLoss(1e-4).toString());
    assertEquals("loss 0.5", Goal.loss(0.5).toString());
  }

  private static void assertMatches(String pattern, Object result) {
    assertTrue(result.toString().matches(pattern), result.toString());
  }

  @Test
  void anInterruptedThreadStaysInterruptedAndGetsWhatThereIs() {
    Problem p = sparse();
    Thread.currentThread().interrupt();
    Run run = p.descend().run();
    Course course = p.flow(1e-3).at(1, 2).run();
    Sweep sweep = p.sweep(Alphas.auto()).until(Goal.loss(0)).run();
    ComputationException limit = assertThrows(ComputationException.class, () -> p.limit(1e-4));
    assertTrue(Thread.interrupted());
    assertEquals(Status.INTERRUPTED, run.status());
    assertEquals(End.INTERRUPTED, course.end());
    assertTrue(sweep.isInterrupted());
    assertFalse(sweep.isConverged());
    assertEquals("0 of 12 converged, interrupted after 0", sweep.toString());
    assertEquals("interrupted", limit.getMessage());
  }
}
