package dev.mirrorflow.track.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {

  @ParameterizedTest
  @CsvSource({
    "2, us/op, 2",
    "2, ms/op, 2000",
    "2, s/op, 2e6",
    "2, ns/op, 0.002",
    "2, min/op, 1.2e8",
    "2, ops/s, 5e5",
    "2, ops/us, 0.5",
    "4, ops/ms, 250"
  })
  void timesAndRatesAreMicrosecondsPerOperation(double score, String unit, double micros) {
    Unit u = new Unit(unit);
    assertEquals(micros, u.toMicros(score).orElseThrow(), 1e-9 * micros);
    assertEquals(micros, u.cost(score), 1e-9 * micros);
    assertEquals(score, u.score(micros), 1e-12 * score);
    assertEquals("time", u.quantity());
  }

  @ParameterizedTest
  @ValueSource(strings = {"B/op", "MB/sec", "counts", "#", "---", "ops/fortnight", "x/op"})
  void othersKeepTheirUnit(String unit) {
    Unit u = new Unit(unit);
    assertTrue(u.toMicros(1).isEmpty());
    assertEquals(unit, u.quantity());
    assertEquals(4, u.score(u.cost(4)), 1e-15);
  }

  @Test
  void onlyOperationsPerTimeAreBetterWhenBigger() {
    assertTrue(new Unit("ops/s").isBiggerBetter());
    assertTrue(new Unit("ops/fortnight").cost(2) < new Unit("ops/fortnight").cost(1));
    assertEquals(3, new Unit("B/op").cost(3));
  }
}
