package dev.mirrorflow.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeerTableTest {

  private static Outcome outcome() {
    Outcome outcome = new Outcome("work, 3x4", 1e-8);
    outcome.addTheirs(new Timing("good", 3, 4, 1e-9));
    outcome.addTheirs(new Timing("off", 1, 1, 2e-8));
    outcome.addTheirs(new Timing("slow", 40, 40, 0));
    outcome.addTheirs(new Timing("lost", 1, 1, Double.NaN));
    outcome.addTheirs(new Timing("good", 2, 4, 3e-9));
    outcome.addTheirs(new Timing("good", 9, 4, 2e-9));
    outcome.addOurs(new Timing("mirrorflow", 0.02, 1.5, 0));
    return outcome;
  }

  @Test
  void aRowHasMediansAndRatios() {
    PeerTable table = new PeerTable();
    table.add(outcome());
    List<String> lines = table.text().lines().toList();
    assertEquals(
        "work, 3x4  good       3.00 s  20.0 ms   150x      1.50 s  2.00x     3.0e-09   3:1",
        lines.get(1));
  }

  @Test
  void whoDidNotReachTheAnswerHasNoRatio() {
    PeerTable table = new PeerTable();
    table.add(outcome());
    List<String> lines = table.text().lines().toList();
    assertTrue(lines.get(2).matches("work, 3x4  off .* 20.0 ms +- +1.50 s +- +2.0e-08 +1:1"));
    assertTrue(lines.get(4).matches("work, 3x4  lost .* 20.0 ms +- +1.50 s +- +NaN +1:1"));
  }

  @Test
  void onlyWhatIsCheapAndRightIsRepeated() {
    assertEquals(List.of("good"), outcome().worthRepeating(15));
    assertEquals(List.of("good", "slow"), outcome().worthRepeating(60));
  }

  @Test
  void aLineIsReadAsItWasWritten() {
    Timing timing = new Timing("LSODA on our dual flow", 1.5e-3, 2, Double.NaN);
    assertEquals(timing, Timing.parse(timing.line()));
    assertEquals(
        new Timing("two gemv", 0.00125, 2e-3, 4e-16),
        Timing.parse("two gemv\t0.00125\t0.002\t4e-16"));
    assertThrows(IllegalArgumentException.class, () -> Timing.parse("two gemv 1 2 3"));
  }

  @Test
  void timesHaveAUnit() {
    assertEquals("12.3 us", PeerTable.time(12.34e-6));
    assertEquals("1.23 ms", PeerTable.time(1.234e-3));
    assertEquals("123 s", PeerTable.time(123.4));
    assertFalse(new Outcome("", 1).reached(samples(Double.NaN)));
  }

  private static Samples samples(double difference) {
    Samples samples = new Samples();
    samples.add(new Timing("x", 1, 1, difference));
    return samples;
  }
}
