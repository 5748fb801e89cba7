package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.DesignProjection.Solver;
import dev.mirrorflow.design.SparseMatrix;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.Norms;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The limits of a sparse X are those of the same X by rows, whatever solves Newton's system. */
class DesignProjectionTest {

  private static final double[] ALPHAS = {10, 1, 1e-2, 1e-4, 1e-6};
  private static final double ACCURACY = 1e-12;

  private static List<LimitAttempt<Projection>> limits(
      SparseProblem problem, Solver solver, double[] alphas) {
    return new DesignProjection(problem.x(), problem.y(), solver).attempts(alphas);
  }

  private static void assertSame(
      List<LimitAttempt<Projection>> expected, List<LimitAttempt<Projection>> actual) {
    for (int k = 0; k < expected.size(); k++) {
      LimitAttempt<Projection> attempt = actual.get(k);
      double[] theta = expected.get(k).limit().orElseThrow().theta();
      assertEquals("", attempt.failure());
      assertArrayEquals(
          theta,
          attempt.limit().orElseThrow().theta(),
          ACCURACY * Norms.max(theta),
          () -> "alpha = " + attempt.alpha());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLimitsAreThoseOfTheDenseMatrix(Solver solver) {
    for (SparseProblem sparse :
        List.of(
            SparseProblem.of(40, 200, 0.2, 5, 1),
            SparseProblem.of(60, 400, 0.1, 60, 2),
            SparseProblem.of(100, 120, 0.3, 8, 3))) {
      assertSame(
          new BregmanProjection(sparse.dense()).attempts(ALPHAS), limits(sparse, solver, ALPHAS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsAndColumnsMayBeEmptyOrRepeated(Solver solver) {
    SparseProblem base = SparseProblem.of(20, 50, 0.2, 4, 4);
    int n = base.x().rows();
    int d = base.x().columns();
    // Rows 0 to n - 1, row 0 again, and one that is empty; columns as they are, column 0 again, and
    // one that is empty.
    double[] y = new double[n + 2];
    System.arraycopy(base.y(), 0, y, 0, n);
    y[n] = y[0];
    int[] rows = new int[4 * base.x().entries()];
    int[] columns = new int[rows.length];
    double[] values = new double[rows.length];
    int[] count = {0};
    base.x()
        .forEach((i, j, value) -> {
          for (int row : i == 0 ? new int[] {0, n} : new int[] {i}) {
            for (int column : j == 0 ? new int[] {0, d} : new int[] {j}) {
              rows[count[0]] = row;
              columns[count[0]] = column;
              values[count[0]++] = value;
            }
          }
        });
    SparseProblem sparse =
        new SparseProblem(SparseMatrix.ofEntries(n + 2, d + 2, count[0], rows, columns, values), y);
    double[] alphas = {1, 1e-2, 1e-3};
    assertSame(
        new BregmanProjection(sparse.dense()).attempts(alphas), limits(sparse, solver, alphas));
  }

  /**
   * Few entries a row: rows and columns are empty, of one entry, or in one place; many y are 0, so
   * that some θ_j must be, while the terms of Aᵀν do not vanish.
   */
  @Test
  void rowsMayHaveOneEntryAndTargetsBeZero() {
    double[] alphas = {1, 1e-2};
    int certified = 0;
    for (int seed = 0; seed < 30; seed++) {
      SparseProblem sparse = SparseProblem.of(30, 80 + 4 * seed, 0.012, 6, 100 + seed);
      List<LimitAttempt<Projection>> dense = new BregmanProjection(sparse.dense()).attempts(alphas);
      assertSame(dense, limits(sparse, Solver.FACTORS, alphas));
      List<LimitAttempt<Projection>> iterated = limits(sparse, Solver.ITERATIONS, alphas);
      if (iterated.stream().allMatch(attempt -> attempt.limit().isPresent())) {
        assertSame(dense, iterated);
        certified++;
      }
    }
    assertTrue(certified >= 29, certified + " of 30 by iterations");
  }

  @ParameterizedTest
  @EnumSource
  void whereNothingFitsItIsTheLimitForTheProjectedTarget(Solver solver) {
    SparseProblem tall = SparseProblem.of(60, 20, 0.3, 5, 5);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < tall.y().length; i++) {
      tall.y()[i] += random.nextGaussian();
    }
    BregmanProjection dense = new BregmanProjection(tall.dense());
    DesignProjection sparse = new DesignProjection(tall.x(), tall.y(), solver);
    assertEquals(dense.distanceToRange(), sparse.distanceToRange(), 1e-10);
    double[] alphas = {1, 1e-2};
    List<LimitAttempt<Projection>> expected = dense.attempts(alphas);
    List<LimitAttempt<Projection>> actual = sparse.attempts(alphas);
    for (int k = 0; k < alphas.length; k++) {
      double[] theta = expected.get(k).limit().orElseThrow().theta();
      assertArrayEquals(
          theta, actual.get(k).limit().orElseThrow().theta(), 1e-9 * Norms.max(theta));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfAnySizeChangeNothing(Solver solver) {
    SparseProblem sparse = SparseProblem.of(30, 90, 0.2, 6, 6);
    SparseProblem scaled = sparse.withRows(i -> 17 * i - 200);
    double[] alphas = {1, 1e-3};
    assertSame(limits(sparse, solver, alphas), limits(scaled, solver, alphas));
  }

  @ParameterizedTest
  @EnumSource
  void anyStartIsTaken(Solver solver) {
    SparseProblem sparse = SparseProblem.of(40, 100, 0.2, 5, 7);
    SplittableRandom random = new SplittableRandom(7);
    double[] u0 = random.doubles(100, 0.5, 2).toArray();
    double[] v0 = random.doubles(100, -0.4, 0.4).toArray();
    EffectiveStart start = EffectiveStart.of(u0, v0);
    double[] alphas = {1, 1e-2};
    assertSame(
        new BregmanProjection(sparse.dense()).attempts(alphas, start),
        new DesignProjection(sparse.x(), sparse.y(), solver).attempts(alphas, start));
  }

  @Test
  void aLargerProblemIsSolvedWithoutTheMatrixOfNewtonsMethod() {
    SparseProblem sparse = SparseProblem.of(1500, 20_000, 0.002, 30, 8);
    DesignProjection projection = new DesignProjection(sparse.x(), sparse.y());
    assertEquals(Solver.ITERATIONS, projection.solver());
    List<LimitAttempt<Projection>> limits = projection.attempts(new double[] {1e-2, 1e-3});
    for (LimitAttempt<Projection> attempt : limits) {
      assertEquals("", attempt.failure());
      double[] theta = attempt.limit().orElseThrow().theta();
      double[] fitted = new double[1500];
      sparse.x().multiply(theta, fitted);
      assertArrayEquals(sparse.y(), fitted, 1e-9);
    }
    assertTrue(projection.iterations() < 2000, () -> projection.iterations() + " iterations");
  }

  @Test
  void badDataAreNamed() {
    SparseMatrix x = SparseProblem.of(3, 5, 0.9, 1, 9).x();
    assertThrows(BadDataException.class, () -> new DesignProjection(x, new double[2]));
    assertThrows(
        BadDataException.class, () -> new DesignProjection(x, new double[] {1, Double.NaN, 1}));
    SparseMatrix zero = SparseMatrix.ofEntries(3, 5, 0, new int[0], new int[0], new double[0]);
    assertThrows(BadDataException.class, () -> new DesignProjection(zero, new double[3]));
    assertFalse(
        new DesignProjection(x, new double[3])
            .attempts(new double[] {1})
            .getFirst()
            .limit()
            .isEmpty());
  }
}
