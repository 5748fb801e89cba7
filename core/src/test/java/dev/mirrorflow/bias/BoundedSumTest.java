package dev.mirrorflow.bias;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedSumTest {

  @Test
  void whatCancelsLeavesItsRest() {
    BoundedSum sum = new BoundedSum();
    sum.addProduct(1, 1e16, 0.125);
    sum.addProduct(3, 1.0 / 3, 0);
    sum.addProduct(-1, 1e16, 0);
    assertEquals(1.125, sum.value());
    assertEquals(1.125, sum.lowerBound(), 1e-14);
    assertEquals(0, new BoundedSum().lowerBound());
  }

  /** Against decimal fractions, which are exact; sums that cancel to 1e-20 of their terms too. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theBoundIsBelowTheSumAndNear(long seed) {
    RandomGenerator random = TestProblems.random(seed);
    for (int trial = 0; trial < 200; trial++) {
      BoundedSum sum = new BoundedSum();
      BigDecimal exact = BigDecimal.ZERO;
      double size = 0;
      int count = random.nextInt(1, 200);
      for (int k = 0; k < count; k++) {
        double a = random.nextGaussian() * Math.pow(10, random.nextInt(-5, 6));
        double b = random.nextGaussian();
        double c = b * 1e-17 * random.nextDouble();
        sum.addProduct(a, b, c);
        exact = exact.add(new BigDecimal(a).multiply(new BigDecimal(b).add(new BigDecimal(c))));
        size += Math.abs(a * b);
      }
      double left = exact.negate().doubleValue() * (1 - 1e-15);
      sum.addProduct(1, left, 0);
      exact = exact.add(new BigDecimal(left));
      double below = exact.subtract(new BigDecimal(sum.lowerBound())).doubleValue();
      assertTrue(below >= 0, () -> "above by " + -below);
      assertTrue(
          below <= 1e-29 * count * size + 1e-15 * exact.doubleValue(), () -> "below " + below);
    }
  }
}
