package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.bench.results.BenchmarkId;
import dev.mirrorflow.bench.results.JmhJson;
import dev.mirrorflow.bench.results.Measurement;
import dev.mirrorflow.bench.results.Metric;
import dev.mirrorflow.bench.results.Unit;
import dev.mirrorflow.error.BadDataException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForkTimesTest {

  @Test
  void readsNamesParametersAndForks() {
    List<ForkTimes> all = Fixture.timings();
    assertEquals(7, all.size());
    ForkTimes vector = all.get(2);
    assertEquals("FusedGradient", vector.group());
    assertEquals("vector", vector.method());
    assertEquals("64x512", vector.shape());
    assertEquals(2, vector.forks());
    assertEquals(5.378681648140231, vector.minMicros(), 1e-12);
    assertEquals(9.277420241638943, vector.maxMicros(), 1e-12);
    assertEquals((5.378681648140231 + 9.277420241638943) / 2, vector.micros(), 1e-12);
  }

  @Test
  void aUnitThatIsNoTimeIsRefused() {
    Measurement any = JmhJson.read(Fixture.jmh()).getFirst();
    Metric bytes =
        new Metric(new Unit("B/op"), 1, 0, List.of(), Map.of(), new double[][] {{1}}, List.of());
    Measurement wrong =
        new Measurement(
            new BenchmarkId("a.B.c", new TreeMap<>(), "avgt", 1), any.settings(), bytes, Map.of());
    BadDataException e = assertThrows(BadDataException.class, () -> ForkTimes.of(wrong));
    assertTrue(e.getMessage().contains("'B/op' is not a time"), e.getMessage());
  }
}
