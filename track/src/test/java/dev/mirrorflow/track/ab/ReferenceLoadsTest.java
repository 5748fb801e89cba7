package dev.mirrorflow.track.ab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ReferenceLoadsTest {

  /** A load that the compiler saw through would take no time, one on a slow CPU still ends soon. */
  @Test
  void everyLoadTakesBetweenATenthOfAMillisecondAndASecond() {
    LoadTimes reading = new ReferenceLoads().read();
    for (double micros : reading.micros()) {
      assertTrue(micros > 100 && micros < 1e6, reading.toString());
    }
  }
}
