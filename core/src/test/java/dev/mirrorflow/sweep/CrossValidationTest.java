package dev.mirrorflow.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.LeastSquares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CrossValidationTest {

  private static final double[] ALPHAS = {1, 1e-3, 0.1};
  private static final int N = 12;
  private static final int D = 20;

  private static LeastSquares problem(double shift) {
    Dataset data = new SyntheticProblem(N, D, 2, 0, 0.3, 5).training();
    double[] y = data.y().clone();
    double[][] x = new double[N][D];
    for (int i = 0; i < N; i++) {
      data.x().copyRow(i, x[i]);
      for (int j = 0; j < D; j++) {
        x[i][j] += shift * (j % 3);
      }
      y[i] += 4 * shift;
    }
    return new LeastSquares(DesignMatrix.of(x), y);
  }

  private static CrossValidation of(
      LeastSquares problem, boolean centred, int folds, long seed, int threads) throws Exception {
    return CrossValidation.of(problem, centred, folds, seed, ALPHAS, threads, () -> {});
  }

  /** With a fold for each sample there is one way to part them: left out one by one, by hand. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void leavesOutOneByOneAsByHand(boolean centred) throws Exception {
    LeastSquares problem = problem(centred ? 2 : 0);
    double[][] squares = new double[ALPHAS.length][N];
    for (int i = 0; i < N; i++) {
      int out = i;
      int[] rest = IntStream.range(0, N).filter(k -> k != out).toArray();
      double[][] x = new double[rest.length][D];
      double[] y = new double[rest.length];
      double[] sample = new double[D];
      problem.design().copyRow(out, sample);
      double target = problem.target()[out];
      double[] mean = new double[D];
      double level = 0;
      for (int k = 0; k < rest.length; k++) {
        problem.design().copyRow(rest[k], x[k]);
        y[k] = problem.target()[rest[k]];
        level += centred ? y[k] / rest.length : 0;
        for (int j = 0; j < D; j++) {
          mean[j] += centred ? x[k][j] / rest.length : 0;
        }
      }
      for (int k = 0; k < rest.length; k++) {
        y[k] -= level;
        for (int j = 0; j < D; j++) {
          x[k][j] -= mean[j];
        }
      }
      BregmanProjection solver = new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y));
      for (int a = 0; a < ALPHAS.length; a++) {
        double[] theta = solver.ofAlpha(ALPHAS[a]).theta();
        double prediction = level;
        for (int j = 0; j < D; j++) {
          prediction += (sample[j] - mean[j]) * theta[j];
        }
        squares[a][out] = (prediction - target) * (prediction - target);
      }
    }
    List<CrossValidation.Point> points = of(problem, centred, N, 3, 2).points();
    for (int a = 0; a < ALPHAS.length; a++) {
      double mean = Arrays.stream(squares[a]).sum() / N;
      double variance = 0;
      for (double square : squares[a]) {
        variance += (square - mean) * (square - mean) / (N - 1);
      }
      assertEquals(ALPHAS[a], points.get(a).alpha());
      assertEquals(mean, points.get(a).error(), 1e-7 * mean);
      assertEquals(Math.sqrt(variance / N), points.get(a).standardError(), 1e-7 * mean);
    }
  }

  @Test
  void choosesTheLeastErrorAndTheSparsestWithinItsStandardError() throws Exception {
    CrossValidation validation = of(problem(0), false, 4, 1, 1);
    CrossValidation.Point best = validation.best().orElseThrow();
    List<Double> within = new ArrayList<>();
    for (CrossValidation.Point point : validation.points()) {
      assertTrue(point.error() >= best.error());
      if (point.error() <= best.error() + best.standardError()) {
        within.add(point.alpha());
      }
    }
    assertEquals(
        within.stream().min(Double::compare).orElseThrow(),
        validation.oneStandardError().orElseThrow().alpha());
  }

  @Test
  void isTheSameBitsForAnyNumberOfThreadsAndAnotherForAnotherSeed() throws Exception {
    List<CrossValidation.Point> points = of(problem(0), false, 5, 1, 1).points();
    AtomicInteger folds = new AtomicInteger();
    assertEquals(
        points,
        CrossValidation.of(problem(0), false, 5, 1, ALPHAS, 3, folds::incrementAndGet).points());
    assertEquals(5, folds.get());
    assertNotEquals(points, of(problem(0), false, 5, 2, 1).points());
  }

  /** What all samples share, an intercept takes away. */
  @Test
  void anInterceptMakesShiftsOfNoConsequence() throws Exception {
    List<CrossValidation.Point> plain = of(problem(0), true, 4, 1, 2).points();
    List<CrossValidation.Point> shifted = of(problem(10), true, 4, 1, 2).points();
    for (int a = 0; a < ALPHAS.length; a++) {
      assertEquals(plain.get(a).error(), shifted.get(a).error(), 1e-8 * plain.get(a).error());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, N + 1})
  void refusesFoldsThatThereAreNot(int folds) {
    String message =
        assertThrows(BadDataException.class, () -> of(problem(0), false, folds, 1, 1)).getMessage();
    assertEquals(folds + " folds are asked for; take from 2 to the number of samples, 12", message);
  }
}
