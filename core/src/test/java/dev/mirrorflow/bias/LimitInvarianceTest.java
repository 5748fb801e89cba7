package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.EffectiveStart;
import dev.mirrorflow.model.LeastSquares;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rank, consistency and certificates do not see powers of two on X, y, rows or columns, nor the
 * order of rows and columns; θ follows.
 */
class LimitInvarianceTest {

  private static final double ALPHA = 0.25;

  /** A problem with a repeated row, which y agrees with or not, and rows of different size. */
  private static double[][] design(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] x = new double[5][9];
    for (double[] row : x) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.scalb((double) random.nextInt(-1 << 20, 1 << 20), -19);
      }
    }
    for (int j = 0; j < 9; j++) {
      x[3][j] = 4 * x[0][j];
      x[4][j] = Math.scalb(x[4][j], 30);
    }
    return x;
  }

  private static double[] target(boolean isConsistent) {
    return new double[] {1, -2, 0.5, isConsistent ? 4 : 5, Math.scalb(3.0, 30)};
  }

  private record Answer(BregmanProjection solver, Projection limit) {}

  private static Answer solve(double[][] x, double[] y, double[] logInvariant) {
    BregmanProjection solver = new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y));
    double[] none = new double[x[0].length];
    return new Answer(solver, solver.of(new EffectiveStart(logInvariant, none)));
  }

  private static double[] uniform(double log) {
    double[] out = new double[9];
    Arrays.fill(out, log);
    return out;
  }

  private static void assertSame(Answer expected, Answer actual, int[] shifts, int[] order) {
    assertEquals(expected.solver().note(), actual.solver().note());
    assertEquals(expected.solver().distanceToRange() > 0, actual.solver().distanceToRange() > 0);
    assertTrue(actual.limit().certificate().holds(1e-9));
    for (int j = 0; j < order.length; j++) {
      double wanted = Math.scalb(expected.limit().theta()[order[j]], shifts[j]);
      assertEquals(wanted, actual.limit().theta()[j], 1e-11 * Math.abs(wanted));
    }
  }

  private static int[] identity(int d) {
    int[] order = new int[d];
    Arrays.setAll(order, j -> j);
    return order;
  }

  @ParameterizedTest
  @ValueSource(ints = {-860, -500, -37, 1, 400, 860})
  void powersOfTwoOnXAndY(int k) {
    for (boolean isConsistent : new boolean[] {true, false}) {
      double[][] x = design(k);
      double[] y = target(isConsistent);
      double log = 2 * Math.log(ALPHA);
      Answer expected = solve(x, y, uniform(log));
      int[] shifts = new int[9];
      Arrays.fill(shifts, k);
      double[] scaledY = Arrays.stream(y).map(v -> Math.scalb(v, k)).toArray();
      Answer actual = solve(x, scaledY, uniform(log + k * Math.log(2)));
      assertSame(expected, actual, shifts, identity(9));
      double[][] scaledX = new double[5][9];
      for (int i = 0; i < 5; i++) {
        for (int j = 0; j < 9; j++) {
          scaledX[i][j] = Math.scalb(x[i][j], k);
        }
      }
      assertSame(expected, solve(scaledX, scaledY, uniform(log)), new int[9], identity(9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 40, 300})
  void powersOfTwoOnRowsAndTheOrderOfRowsAndColumns(int most) {
    SplittableRandom random = new SplittableRandom(most);
    double[][] x = design(most);
    double[] log = uniform(2 * Math.log(ALPHA));
    int[] order = identity(9);
    for (int j = 0; j < 9; j++) {
      int other = random.nextInt(j + 1);
      order[j] = order[other];
      order[other] = j;
    }
    double[][] moved = new double[5][9];
    double[] movedY = new double[5];
    for (int i = 0; i < 5; i++) {
      int power = random.nextInt(-most, most + 1);
      int from = (2 * i + 1) % 5;
      movedY[i] = Math.scalb(target(true)[from], power);
      for (int j = 0; j < 9; j++) {
        moved[i][j] = Math.scalb(x[from][order[j]], power);
      }
    }
    assertSame(solve(x, target(true), log), solve(moved, movedY, log), new int[9], order);
  }

  /** A column of another size is another potential, but the same rank and range. */
  @ParameterizedTest
  @ValueSource(ints = {3, 40, 140})
  void powersOfTwoOnColumns(int most) {
    SplittableRandom random = new SplittableRandom(most);
    for (boolean isConsistent : new boolean[] {true, false}) {
      double[][] x = design(most);
      double[] y = target(isConsistent);
      BregmanProjection expected = new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y));
      for (int j = 0; j < 9; j++) {
        int power = random.nextInt(-most, most + 1);
        for (double[] row : x) {
          row[j] = Math.scalb(row[j], power);
        }
      }
      BregmanProjection actual = new BregmanProjection(new LeastSquares(DesignMatrix.of(x), y));
      assertEquals(expected.note(), actual.note());
      assertEquals(expected.distanceToRange(), actual.distanceToRange(), 1e-15);
      assertTrue(actual.ofAlpha(ALPHA).certificate().holds(1e-9));
    }
  }
}
