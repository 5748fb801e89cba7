package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.error.ComputationException;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.model.Logistic;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not depend on the sizes of rows and columns, on their order, and on the unit of X. */
class MarginScalingTest {

  enum Norm {
    L1,
    L2;

    MaxMargin of(double[][] a) {
      double[] ones = new double[a.length];
      Arrays.fill(ones, 1);
      Logistic risk = new Logistic(DesignMatrix.of(a), ones);
      return this == L1 ? L1Margin.of(risk) : L2Margin.of(risk);
    }
  }

  /** Gaussian rows, turned to one side of a plane, or to the sides of coins. */
  private static double[][] rows(int n, int d, boolean isSeparable, long seed) {
    RandomGenerator random = TestProblems.random(seed);
    double[][] a = new double[n][d];
    for (double[] row : a) {
      Arrays.setAll(row, _ -> random.nextGaussian());
      boolean turns = isSeparable ? row[0] < row[d - 1] : random.nextBoolean();
      double sign = turns ? -1 : 1;
      Arrays.setAll(row, j -> sign * row[j]);
    }
    return a;
  }

  private static double[][] scaled(double[][] a, IntUnaryOperator row, IntUnaryOperator column) {
    double[][] out = new double[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        out[i][j] = Math.scalb(a[i][j], row.applyAsInt(i) + column.applyAsInt(j));
      }
    }
    return out;
  }

  @ParameterizedTest
  @EnumSource
  void aPowerOfTwoScalesEveryBit(Norm norm) {
    double[][] a = rows(12, 20, true, 1);
    MaxMargin plain = norm.of(a);
    for (int k : new int[] {-900, -537, -511, -1, 1, 300, 600, 900}) {
      MaxMargin scaled = norm.of(scaled(a, _ -> k, _ -> 0));
      assertEquals(Math.scalb(plain.norm(), -k), scaled.norm(), "k = " + k);
      assertEquals(plain.gap(), scaled.gap());
      assertArrayEquals(plain.weights(), scaled.weights());
      for (int j = 0; j < 20; j++) {
        assertEquals(Math.scalb(plain.w()[j], -k), scaled.w()[j]);
      }
    }
  }

  /** Larger than what is solved in integers. */
  @ParameterizedTest
  @EnumSource
  void separabilityDoesNotDependOnTheSizesOfRows(Norm norm) {
    double[][] a = rows(60, 700, true, 2);
    RandomGenerator random = TestProblems.random(3);
    int[] rowPowers = random.ints(60, -26, 27).toArray();
    MaxMargin margin = norm.of(scaled(a, i -> rowPowers[i], _ -> 0));
    assertTrue(margin.gap() <= 1e-13, "gap " + margin.gap());
    double[][] coins = rows(60, 5, false, 4);
    int[] columnPowers = random.ints(5, -300, 301).toArray();
    for (double[][] x :
        new double[][][] {
          scaled(coins, i -> rowPowers[i], _ -> 0),
          scaled(coins, i -> 10 * rowPowers[i], j -> columnPowers[j])
        }) {
      String message = assertThrows(BadDataException.class, () -> norm.of(x)).getMessage();
      assertTrue(message.contains("not separable"), message);
    }
  }

  /** Also where 450 samples carry the proof, and no integers are tried. */
  @Test
  void manySamplesAreProvedInseparable() {
    double[][] coins = rows(450, 100, false, 5);
    for (Norm norm : Norm.values()) {
      String message = assertThrows(BadDataException.class, () -> norm.of(coins)).getMessage();
      assertTrue(message.contains(": 101 signed samples have"), message);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOrderOfRowsAndColumnsDoesNotMatter(Norm norm) {
    double[][] a = scaled(rows(15, 10, true, 6), i -> 3 * i - 20, j -> 2 * j - 9);
    MaxMargin plain = norm.of(a);
    double[][] turned = new double[15][10];
    for (int i = 0; i < 15; i++) {
      for (int j = 0; j < 10; j++) {
        turned[14 - i][(3 * j) % 10] = a[i][j];
      }
    }
    MaxMargin other = norm.of(turned);
    assertEquals(plain.norm(), other.norm(), MaxMargin.TOLERANCE * plain.norm());
    for (int j = 0; j < 10; j++) {
      assertEquals(plain.w()[j], other.w()[(3 * j) % 10], 1e-8 * plain.norm());
    }
  }

  /** Rows (2^k, 0), (0, 2^-k) have w = (2^-k, 2^k); the second is no rounding of the first. */
  @ParameterizedTest
  @ValueSource(ints = {1, 30, 100, 400, 900})
  void noRowIsRoundingOfAnother(int k) {
    double[][] a = {{Math.scalb(1.0, k), 0}, {0, Math.scalb(1.0, -k)}};
    for (Norm norm : Norm.values()) {
      assertArrayEquals(new double[] {Math.scalb(1.0, -k), Math.scalb(1.0, k)}, norm.of(a).w());
    }
  }

  /** Only the small column separates (1, t) from (1, -t): w = (0, 1/t). */
  @ParameterizedTest
  @ValueSource(doubles = {1e-8, 1e-16, 1e-100, 1e-300})
  void noColumnIsRoundingOfAnother(double t) {
    for (Norm norm : Norm.values()) {
      double[] w = norm.of(new double[][] {{1, t}, {-1, t}}).w();
      assertEquals(0, w[0]);
      assertEquals(1 / t, w[1], 1e-15 / t);
    }
  }

  @Test
  void whatIsBeyondTheDoublesIsRefused() {
    double[][] tiny = {{Double.MIN_VALUE}};
    for (Norm norm : Norm.values()) {
      assertThrows(ComputationException.class, () -> norm.of(tiny));
      String message =
          assertThrows(BadDataException.class, () -> norm.of(new double[][] {{1, 2}, {0, 0}}))
              .getMessage();
      assertTrue(message.contains("sample 1 (counted from 0) has only zeros"), message);
    }
  }
}
