package dev.mirrorflow.descent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StartTest {

  /** Reference case hadamard_init_identity: I = α², and (u ± v)/2 = α/√2, others' α. */
  @Test
  void theNetworkStartsAtTheLecturesScale() {
    Start.Network start = Start.network(1, 3);
    for (int j = 0; j < 3; j++) {
      double u = start.u0()[j];
      double v = start.v0()[j];
      assertEquals(1, (u * u - v * v) / 2, 1e-15);
      assertEquals(0.7071067811865475, (u + v) / 2, 1e-15);
      assertEquals(0.7071067811865475, (u - v) / 2, 1e-15);
    }
  }
}
