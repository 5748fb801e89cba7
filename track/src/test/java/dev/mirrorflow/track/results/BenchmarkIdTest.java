package dev.mirrorflow.track.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BenchmarkIdTest {

  private static BenchmarkId id(String benchmark, Map<String, String> params, String mode, int n) {
    return new BenchmarkId(benchmark, new TreeMap<>(params), mode, n);
  }

  @Test
  void eachPartCounts() {
    Set<BenchmarkId> ids = new TreeSet<>();
    ids.add(id("p.A.m", Map.of("n", "1"), "avgt", 1));
    ids.add(id("p.A.m", Map.of("n", "1"), "avgt", 1));
    ids.add(id("p.A.k", Map.of("n", "1"), "avgt", 1));
    ids.add(id("p.A.m", Map.of("n", "2"), "avgt", 1));
    ids.add(id("p.A.m", Map.of("k", "1"), "avgt", 1));
    ids.add(id("p.A.m", Map.of(), "avgt", 1));
    ids.add(id("p.A.m", Map.of("n", "1"), "thrpt", 1));
    ids.add(id("p.A.m", Map.of("n", "1"), "avgt", 2));
    assertEquals(7, ids.size(), ids.toString());
  }

  @Test
  void labelsAreShort() {
    assertEquals(
        "QueueBenchmark.offer capacity=8 kind=array [thrpt, 4 threads]",
        id("org.q.QueueBenchmark.offer", Map.of("kind", "array", "capacity", "8"), "thrpt", 4)
            .label());
    assertEquals("A.m [ss]", id("A.m", Map.of(), "ss", 1).label());
    assertEquals("m [ss]", id("m", Map.of(), "ss", 1).label());
    assertEquals("QueueBenchmark", id("org.q.QueueBenchmark.offer", Map.of(), "ss", 1).group());
    assertEquals("org.q.QueueBenchmark", id("org.q.QueueBenchmark.offer", Map.of(), "s", 1).type());
  }
}
