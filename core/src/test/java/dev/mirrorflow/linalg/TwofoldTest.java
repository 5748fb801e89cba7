package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.TestProblems;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwofoldTest {

  @Test
  void whatCancelsLeavesItsRest() {
    Twofold sum = new Twofold();
    sum.add(1e16);
    sum.addProduct(3, 1.0 / 3);
    sum.add(-1e16);
    assertEquals(1, sum.value());
    sum.clear();
    sum.add(1);
    sum.addProduct(3, 1.0 / 3);
    // 3 fl(1/3) = 1 - 2^-54, which a double rounds to 1.
    assertEquals(2, sum.value());
    assertEquals(-0x1p-54, sum.rest());
    sum.clear();
    assertEquals(0, sum.value());
    assertEquals(0, sum.error());
  }

  /** Against decimal fractions, which are exact; sums that cancel to 1e-20 of their terms too. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theErrorIsBelowItsBound(long seed) {
    RandomGenerator random = TestProblems.random(seed);
    for (int trial = 0; trial < 200; trial++) {
      Twofold sum = new Twofold();
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
      sum.add(left);
      exact = exact.add(new BigDecimal(left));
      double error =
          exact
              .subtract(new BigDecimal(sum.value()))
              .subtract(new BigDecimal(sum.rest()))
              .abs()
              .doubleValue();
      assertTrue(error <= sum.error(), error + " above " + sum.error());
      assertTrue(sum.error() <= 1e-29 * count * size, sum.error() + " of " + size);
    }
  }

  @Test
  void vectorsAreAddedAlike() {
    double[] high = {1e20, 1};
    double[] low = new double[2];
    Twofold.add(3, 1e-18, new double[] {1.0 / 3, 1e-20}, high, low);
    Twofold.add(-1, 0, new double[] {1e20, 1}, high, low);
    Twofold.normalise(high, low);
    assertEquals(1, high[0]);
    assertEquals(3e-20, high[1], 1e-35);
  }
}
