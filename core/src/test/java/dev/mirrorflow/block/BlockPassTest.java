package dev.mirrorflow.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.linalg.Crew;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Precision;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Passes over column blocks against the same X by rows. */
class BlockPassTest {

  private static final int N = 19;

  /** Around one, two and three blocks at every vector width. */
  private static final int[] COLUMNS = {
    1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 49, 64, 97, 100
  };

  private final Random random = new Random(3);

  private double[] vector(int length) {
    return random.doubles(length, -1, 1).toArray();
  }

  private DesignMatrix matrix(int n, int d, Precision precision) {
    DesignMatrix x = DesignMatrix.zeros(n, d);
    for (int i = 0; i < n; i++) {
      x.setRow(i, vector(d));
    }
    return x.in(precision);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void productAndGradientAreThoseOfRows(Precision precision) {
    for (int d : COLUMNS) {
      DesignMatrix x = matrix(N, d, precision);
      BlockPass<?> pass = ColumnBlocks.of(x).pass();
      double[] theta = vector(d);
      double[] residual = vector(N);
      double[] expected = new double[N];
      double[] actual = new double[N];
      x.multiply(theta, expected);
      pass.multiply(theta, actual);
      assertArrayEquals(expected, actual, 1e-13, () -> "d = " + d);
      double[] expectedG = new double[d];
      double[] actualG = new double[d];
      x.multiplyTransposed(0.5, residual, expectedG);
      pass.gradient(residual, 0.5, actualG);
      assertArrayEquals(expectedG, actualG, 1e-13, () -> "d = " + d);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aStepIsGradientUpdateAndProduct(Precision precision) {
    for (int d : COLUMNS) {
      BlockPass<?> pass = ColumnBlocks.of(matrix(N, d, precision)).pass();
      double[] theta = vector(d);
      double[] residual = vector(N);
      double[] gradient = new double[d];
      pass.gradient(residual, 0.5, gradient);
      double[] expected = new double[N];
      double[] moved = theta.clone();
      for (int j = 0; j < d; j++) {
        moved[j] -= 0.1 * gradient[j];
      }
      pass.multiply(moved, expected);
      double[] fitted = new double[N];
      double[] inStep = new double[d];
      int[] reached = {0};
      pass.step(
          residual,
          0.5,
          inStep,
          (from, to) -> {
            assertEquals(reached[0], from, "each coordinate once, in order");
            reached[0] = to;
            for (int j = from; j < to; j++) {
              theta[j] -= 0.1 * inStep[j];
            }
          },
          theta,
          fitted);
      assertEquals(d, reached[0]);
      assertArrayEquals(gradient, inStep);
      assertArrayEquals(moved, theta);
      assertArrayEquals(expected, fitted);
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void productsOfAnExpansionAreThoseOfItsTerms(Precision precision) {
    for (int d : COLUMNS) {
      BlockPass<?> pass = ColumnBlocks.of(matrix(N, d, precision)).pass();
      double[] residual = vector(N);
      double[] a = vector(d);
      double[] b = vector(d);
      double[] gradient = new double[d];
      double[] first = new double[N];
      double[] second = new double[N];
      pass.gradientAndProducts(
          residual,
          0.5,
          gradient,
          (from, to, outA, outB) -> {
            System.arraycopy(a, from, outA, 0, to - from);
            System.arraycopy(b, from, outB, 0, to - from);
          },
          first,
          second);
      double[] expected = new double[N];
      pass.multiply(a, expected);
      assertArrayEquals(expected, first);
      pass.multiply(b, expected);
      assertArrayEquals(expected, second);
      double[] alone = new double[d];
      pass.gradient(residual, 0.5, alone);
      assertArrayEquals(alone, gradient);
    }
  }

  /** Four parts, the last of which ends in a block that is filled up. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void theBitsAreTheSameForAnyNumberOfThreads(Precision precision) {
    int n = 64;
    int d = 9001;
    ColumnBlocks<?> x = ColumnBlocks.of(matrix(n, d, precision));
    double[] theta = vector(d);
    double[] residual = vector(n);
    List<double[]> expected = passes(x.pass(), theta, residual);
    try (Crew two = new Crew(2);
        Crew five = new Crew(5)) {
      for (int round = 0; round < 20; round++) {
        for (Crew crew : List.of(two, five)) {
          List<double[]> actual = passes(x.pass(crew), theta, residual);
          for (int k = 0; k < expected.size(); k++) {
            assertArrayEquals(expected.get(k), actual.get(k));
          }
        }
      }
    }
    double[] byRows = new double[n];
    productOfRows(x, theta, byRows);
    assertArrayEquals(byRows, expected.getFirst(), 1e-11);
  }

  /** Xθ by the gradients of unit residuals. */
  private static void productOfRows(ColumnBlocks<?> x, double[] theta, double[] out) {
    BlockPass<?> pass = x.pass();
    double[] row = new double[theta.length];
    for (int i = 0; i < out.length; i++) {
      double[] unit = new double[out.length];
      unit[i] = 1;
      pass.gradient(unit, 1, row);
      for (int j = 0; j < row.length; j++) {
        out[i] += row[j] * theta[j];
      }
    }
  }

  /** What each kind of pass gives. */
  private static List<double[]> passes(BlockPass<?> pass, double[] theta, double[] residual) {
    int n = residual.length;
    int d = theta.length;
    double[] product = new double[n];
    double[] gradient = new double[d];
    double[] inStep = new double[d];
    double[] moved = theta.clone();
    double[] fitted = new double[n];
    double[] first = new double[n];
    double[] second = new double[n];
    pass.multiply(theta, product);
    pass.gradient(residual, 0.5, gradient);
    pass.step(
        residual,
        0.5,
        inStep,
        (from, to) -> {
          for (int j = from; j < to; j++) {
            moved[j] -= 0.1 * inStep[j];
          }
        },
        moved,
        fitted);
    pass.gradientAndProducts(
        residual,
        0.5,
        inStep,
        (from, to, a, b) -> {
          for (int j = from; j < to; j++) {
            a[j - from] = theta[j] * inStep[j];
            b[j - from] = theta[j] * theta[j];
          }
        },
        first,
        second);
    return List.of(product, gradient, inStep, moved, fitted, first, second);
  }

  @Test
  void theShapeDecidesWhetherBlocksServe() {
    assertFalse(ColumnBlocks.suit(DesignMatrix.zeros(15, 100)));
    assertTrue(ColumnBlocks.suit(DesignMatrix.zeros(16, 1)));
    assertTrue(ColumnBlocks.suit(DesignMatrix.zeros(4096, 10)));
    assertFalse(ColumnBlocks.suit(DesignMatrix.zeros(4097, 10)));
  }
}
