package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhResultsTest {

  @Test
  void readsNamesParametersAndForks() {
    List<Measurement> all = JmhResults.read(Fixture.jmh());
    assertEquals(7, all.size());
    Measurement vector = all.get(2);
    assertEquals("FusedGradient", vector.group());
    assertEquals("vector", vector.method());
    assertEquals("64x512", vector.shape());
    assertEquals(2, vector.forks());
    assertEquals(5.378681648140231, vector.minMicros(), 1e-12);
    assertEquals(9.277420241638943, vector.maxMicros(), 1e-12);
    assertEquals((5.378681648140231 + 9.277420241638943) / 2, vector.micros(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({
    "2, us/op, 2",
    "2, ms/op, 2000",
    "2, s/op, 2e6",
    "2, ns/op, 0.002",
    "2, ops/s, 5e5",
    "2, ops/us, 0.5",
    "4, ops/ms, 250"
  })
  void theUnitSaysWhichWayIsBetter(double score, String unit, double micros) {
    assertEquals(micros, JmhResults.toMicros(score, unit), 1e-9 * micros);
  }

  @Test
  void countersAreThoseOfAnIterationAndNotOfAProfiler(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("jmh.json"),
            """
            [{"benchmark": "p.SweepBenchmark.streams", "params": {"problem": "5x10x2"},
              "primaryMetric": {"scoreUnit": "us/op", "rawData": [[10, 12, 14], [20, 20, 20]]},
              "secondaryMetrics": {
                "iterations": {"score": 2373, "scoreUnit": "#", "rawData": [[791, 791, 791], [791, 791, 791]]},
                "gc.count": {"score": 3, "scoreUnit": "counts", "rawData": [[1, 1, 1], [1, 1, 1]]}}}]
            """);
    Measurement m = JmhResults.read(file).getFirst();
    assertEquals(Map.of("iterations", 791.0), m.counters());
    assertEquals("5x10x2", m.shape());
    assertEquals(4 * 791 * 50, Work.of(m).orElseThrow().flops());
  }

  @Test
  void aUnitThatIsNoTimeIsRefused() {
    BadDataException e = assertThrows(BadDataException.class, () -> JmhResults.toMicros(1, "B/op"));
    assertTrue(e.getMessage().contains("'B/op' is not a time"), e.getMessage());
  }

  @Test
  void anotherFileIsRefusedByName(@TempDir Path folder) throws IOException {
    for (String content : List.of("{}", "[{}]", "[{\"benchmark\":", "text")) {
      Path file = Files.writeString(folder.resolve("other.json"), content);
      BadDataException e = assertThrows(BadDataException.class, () -> JmhResults.read(file));
      assertTrue(e.getMessage().contains("other.json"), e.getMessage());
    }
  }
}
