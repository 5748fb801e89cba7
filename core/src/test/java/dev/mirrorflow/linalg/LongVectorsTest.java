package dev.mirrorflow.linalg;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LongVectorsTest {

  @Test
  void whatCancelsLeavesItsRest() {
    double[] high = {1e20, 1};
    double[] low = new double[2];
    LongVectors.add(3, 1e-18, new double[] {1.0 / 3, 1e-20}, high, low);
    LongVectors.add(-1, 0, new double[] {1e20, 1}, high, low);
    LongVectors.normalise(high, low);
    assertEquals(1, high[0]);
    assertEquals(3e-20, high[1], 1e-35);
  }
}
