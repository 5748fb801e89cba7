package dev.mirrorflow.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class NormsTest {

  @Test
  void normsOfASmallVector() {
    double[] a = {3, -4, 0};
    assertEquals(7, Norms.l1(a));
    assertEquals(5, Norms.l2(a), 1e-15);
    assertEquals(4, Norms.max(a));
    assertEquals(0, Norms.max(new double[0]));
    assertTrue(Double.isNaN(Norms.max(new double[] {1, Double.NaN, 2})));
  }

  @Test
  void squaresMayLeaveTheRangeOfDoubles() {
    for (double unit : new double[] {1e-320, 1e-200, 1e-160, 1e160, 1e300}) {
      double[] a = {3 * unit, -4 * unit, 0};
      assertEquals(1, Norms.l2(a) / (5 * unit), 1e-3 * (unit < 1e-300 ? 1 : 1e-12));
      assertEquals(2, Norms.relativeDistance(new double[] {-3 * unit, 4 * unit, 0}, a), 1e-15);
    }
    assertEquals(0, Norms.l2(new double[3]));
    assertEquals(Double.POSITIVE_INFINITY, Norms.l2(new double[] {1, Double.POSITIVE_INFINITY}));
    assertTrue(Double.isNaN(Norms.l2(new double[] {1, Double.NaN})));
  }

  @Test
  void relativeDistanceIsAbsoluteToZero() {
    assertEquals(0.5, Norms.relativeDistance(new double[] {3, 0}, new double[] {2, 0}), 1e-15);
    assertEquals(5, Norms.relativeDistance(new double[] {3, 4}, new double[2]), 1e-15);
  }
}
