package dev.mirrorflow.track.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LabelsTest {

  private static BenchmarkId id(String name) {
    return new BenchmarkId(name, new TreeMap<>(), "avgt", 1);
  }

  @Test
  void classesOfOneNameAreToldApartByTheirPackages() {
    List<BenchmarkId> ids =
        List.of(id("p.a.K.m"), id("p.b.K.m"), id("q.b.K.m"), id("p.a.L.m"), id("K.m"));
    Labels labels = Labels.of(ids);
    assertEquals(
        List.of("a.K.m [avgt]", "p.b.K.m [avgt]", "q.b.K.m [avgt]", "L.m [avgt]", "K.m [avgt]"),
        ids.stream().map(labels::of).toList());
    assertEquals("p.b.K", labels.ofType(ids.get(1)));
  }

  @Test
  void oneClassKeepsItsSimpleName() {
    assertEquals("K.m [avgt]", Labels.of(List.of(id("p.K.m"), id("p.K.n"))).of(id("p.K.m")));
  }

  @Test
  void parametersSortAsNumbers() {
    TreeSet<BenchmarkId> ids = new TreeSet<>();
    Stream.of("512", "8", "-1", "1e3", "0.25", "0.5", "64", "256x1024", "64x512", "quick", "08")
        .forEach(n -> ids.add(new BenchmarkId("p.K.m", new TreeMap<>(Map.of("n", n)), "avgt", 1)));
    assertEquals(
        List.of("-1", "0.25", "0.5", "08", "8", "64", "512", "1e3", "64x512", "256x1024", "quick"),
        ids.stream().map(i -> i.params().get("n")).toList());
  }
}
