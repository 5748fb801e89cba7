package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BigFloatTest {

  private static double anyDouble(RandomGenerator random) {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(value) ? value : random.nextGaussian();
  }

  @Test
  void everyDoubleComesBack() {
    RandomGenerator random = TestProblems.random(1);
    for (int k = 0; k < 10_000; k++) {
      double value = anyDouble(random);
      assertEquals(value, BigFloat.of(value).doubleValue());
    }
    for (double value : new double[] {0, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE}) {
      assertEquals(value, BigFloat.of(value).doubleValue());
      assertEquals(-value + 0.0, BigFloat.of(-value).doubleValue());
    }
    assertThrows(ArithmeticException.class, () -> BigFloat.of(Double.NaN));
  }

  /** Against decimals, in which sums and products of doubles are exact. */
  @Test
  void enoughBitsAreExact() {
    RandomGenerator random = TestProblems.random(2);
    for (int k = 0; k < 500; k++) {
      double a = anyDouble(random);
      double b = k % 2 == 0 ? anyDouble(random) : a * random.nextGaussian();
      if (!Double.isFinite(b)) {
        continue;
      }
      int order = new BigDecimal(a).compareTo(new BigDecimal(b));
      assertEquals(order, BigFloat.of(a).compareTo(BigFloat.of(b)));
      int bits = 5000;
      BigFloat product = BigFloat.of(a).times(BigFloat.of(b), bits);
      BigFloat sum = BigFloat.of(a).plus(BigFloat.of(b), bits);
      assertEquals(
          new BigDecimal(a).add(new BigDecimal(b)).doubleValue() + 0.0, sum.doubleValue() + 0.0);
      assertEquals(0, sum.minus(BigFloat.of(b), bits).compareTo(BigFloat.of(a)));
      if (b != 0) {
        double back = product.over(BigFloat.of(b), 200).doubleValue();
        assertEquals(a, back, Math.ulp(a));
      }
    }
  }

  @Test
  void fewBitsRound() {
    BigFloat third = BigFloat.ONE.over(BigFloat.of(3), 100);
    BigFloat error = BigFloat.ONE.minus(third.times(BigFloat.of(3), 300), 300);
    assertTrue(error.signum() > 0);
    assertTrue(error.compareTo(BigFloat.powerOfTwo(-98)) < 0);
    assertEquals(1.0 / 3, third.doubleValue());
    assertEquals(third, BigFloat.ONE.scaled(7).over(BigFloat.of(3), 100).scaled(-7));
    assertFalse(third.equals(BigFloat.of(1.0 / 3)));
  }

  /** A Hilbert matrix of order 12, of condition number 2e16, as exactly as its solution of ones. */
  @Test
  void leastSquaresOfNearlyDependentColumns() {
    int n = 12;
    int bits = 400;
    BigGram gram = new BigGram(bits);
    BigFloat[] b = new BigFloat[n];
    java.util.Arrays.fill(b, BigFloat.ZERO);
    for (int j = 0; j < n; j++) {
      BigFloat[] column = new BigFloat[n];
      for (int i = 0; i < n; i++) {
        column[i] = BigFloat.ONE.over(BigFloat.of(1 + i + j), bits);
        b[i] = b[i].plus(column[i], bits);
      }
      assertTrue(gram.append(column));
      if (j == 3) {
        assertFalse(gram.append(column), "a column twice");
      }
    }
    for (BigFloat value : gram.solve(b)) {
      assertEquals(1, value.doubleValue());
    }
    BigFloat[] first = gram.column(0);
    gram.remove(0);
    assertTrue(gram.append(first));
    BigFloat[] row = gram.inverseRow(n - 1);
    assertEquals(1, BigFloat.dot(row, first, bits).doubleValue());
    assertEquals(0, BigFloat.dot(row, gram.column(3), bits).doubleValue(), 1e-60);
    for (BigFloat value : gram.solve(b)) {
      assertEquals(1, value.doubleValue());
    }
  }
}
