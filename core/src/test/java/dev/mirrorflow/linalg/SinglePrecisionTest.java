package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.kernel.LaneKernels;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * X in single precision is the X of the rounded entries: what is computed from it has the bits that
 * the same numbers give in double precision, since widening is exact.
 */
class SinglePrecisionTest {

  /** A matrix in single precision, and the same numbers in double. */
  private record Pair(DesignMatrix single, DesignMatrix same, double[] theta, double[] y) {

    static Pair of(int n, int d) {
      Random random = new Random(n + 31L * d);
      DesignMatrix x = DesignMatrix.zeros(n, d);
      DesignMatrix same = DesignMatrix.zeros(n, d);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < d; j++) {
          double value = random.nextGaussian();
          x.set(i, j, value);
          same.set(i, j, (float) value);
        }
      }
      return new Pair(
          x.in(Precision.SINGLE),
          same,
          random.doubles(d, -1, 1).toArray(),
          random.doubles(n, -1, 1).toArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,7", "8,8", "21,33", "60,515"})
  void entriesAreRoundedAndProductsHaveTheBitsOfDouble(int n, int d) {
    Pair p = Pair.of(n, d);
    assertEquals(Precision.SINGLE, p.single.precision());
    double[] row = new double[d];
    double[] sameRow = new double[d];
    for (int i = 0; i < n; i++) {
      p.single.copyRow(i, row);
      p.same.copyRow(i, sameRow);
      assertArrayEquals(sameRow, row);
      assertEquals(p.same.get(i, d - 1), p.single.get(i, d - 1));
      double squares = p.same.rowSquaredNorm(i);
      assertEquals(squares, p.single.rowSquaredNorm(i), d * Math.ulp(squares));
      assertEquals(p.same.rowDot(i, 0), p.single.rowDot(i, 0), d * Math.ulp(squares + 1));
    }
    double[] g = new double[d];
    double[] sameG = new double[d];
    double[] e = new double[n];
    double[] sameE = new double[n];
    assertEquals(
        p.same.residualGradient(p.theta, p.y, sameE, sameG),
        p.single.residualGradient(p.theta, p.y, e, g));
    assertArrayEquals(sameE, e);
    assertArrayEquals(sameG, g);
    int[] batch = new Random(1).ints(n, 0, n).toArray();
    assertEquals(
        p.same.batchResidualGradient(batch, 0, n, p.theta, p.y, sameE, sameG),
        p.single.batchResidualGradient(batch, 0, n, p.theta, p.y, e, g));
    assertArrayEquals(sameG, g);
    p.same.multiply(p.theta, sameE);
    p.single.multiply(p.theta, e);
    p.same.multiplyTransposed(0.3, p.y, sameG);
    p.single.multiplyTransposed(0.3, p.y, g);
    assertArrayEquals(sameE, e);
    assertArrayEquals(sameG, g);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "21,33", "130,515"})
  void gramsAndLanesAreThoseOfTheSameNumbers(int n, int d) {
    Pair p = Pair.of(n, d);
    double[] weights = new double[d];
    Arrays.setAll(weights, j -> 0.1 + Math.abs(p.theta[j]));
    double[] gram = new double[n * n];
    double[] sameGram = new double[n * n];
    new WeightedGram(p.single).compute(weights, gram);
    new WeightedGram(p.same).compute(weights, sameGram);
    assertArrayEquals(sameGram, gram);
    int width = LaneKernels.width();
    double[] thetas = new Random(2).doubles((long) d * width, -1, 1).toArray();
    double[] targets = new double[width];
    Arrays.fill(targets, 1);
    double[] g = new double[d * width];
    double[] sameG = new double[d * width];
    int[] batch = new Random(3).ints(n, 0, n).toArray();
    new LanePass(p.single, p.y, width).gradient(thetas, targets, g);
    new LanePass(p.same, p.y, width).gradient(thetas, targets, sameG);
    assertArrayEquals(sameG, g, 1e-13 * d);
    new LanePass(p.single, p.y, width).batchGradient(batch, 0, n, thetas, targets, g);
    new LanePass(p.same, p.y, width).batchGradient(batch, 0, n, thetas, targets, sameG);
    assertArrayEquals(sameG, g, 1e-13 * d);
  }

  @Test
  void whatIsInThePrecisionAlreadyIsNotCopied() {
    DesignMatrix x = DesignMatrix.of(new double[] {0.1, 2});
    assertSame(x, x.in(Precision.DOUBLE));
    DesignMatrix single = x.in(Precision.SINGLE);
    assertSame(single, single.in(Precision.SINGLE));
    assertEquals((float) 0.1, single.in(Precision.DOUBLE).get(0, 0));
  }

  @Test
  void anEntryTooLargeIsNamed() {
    DesignMatrix x = DesignMatrix.of(new double[] {1, 2}, new double[] {3, -1e39});
    assertEquals(
        "X holds -1.0E39 at row 1, column 1 (counted from 0), too large for single precision;"
            + " rescale it or use double",
        assertThrows(BadDataException.class, () -> x.in(Precision.SINGLE)).getMessage());
  }

  @Test
  void whatIsNotFiniteStaysForTheCheckOfTheData() {
    DesignMatrix x = DesignMatrix.of(new double[] {1, Double.NEGATIVE_INFINITY, Double.NaN});
    DesignMatrix single = x.in(Precision.SINGLE);
    assertEquals(Double.NEGATIVE_INFINITY, single.get(0, 1));
    assertEquals(Double.NaN, single.get(0, 2));
  }
}
