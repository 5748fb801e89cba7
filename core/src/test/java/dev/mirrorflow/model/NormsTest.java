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
  void relativeDistanceIsAbsoluteToZero() {
    assertEquals(0.5, Norms.relativeDistance(new double[] {3, 0}, new double[] {2, 0}), 1e-15);
    assertEquals(5, Norms.relativeDistance(new double[] {3, 4}, new double[2]), 1e-15);
  }
}
