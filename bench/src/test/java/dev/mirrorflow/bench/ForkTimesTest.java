package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.JmhJson;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.Metric;
import dev.mirrorflow.track.results.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    ForkTimes m = ForkTimes.of(JmhJson.read(file).getFirst());
    assertEquals(Map.of("iterations", 791.0), m.counters());
    assertEquals("5x10x2", m.shape());
    assertEquals(4 * 791 * 50, Work.of(m).orElseThrow().flops());
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
