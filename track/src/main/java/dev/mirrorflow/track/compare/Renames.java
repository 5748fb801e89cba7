package dev.mirrorflow.track.compare;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Series;
import dev.mirrorflow.track.results.Suite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Guesses which benchmarks that are gone have another name now: the package, the class or the
 * method differs, of these one alone, and there is one such benchmark only, with the same
 * parameters, mode, threads and quantity.
 */
final class Renames {

  private Renames() {}

  /**
   * The new name of each old one.
   *
   * @param before the benchmarks of the base
   * @param after those of the new side
   */
  static SortedMap<BenchmarkId, BenchmarkId> of(
      Suite base,
      SortedMap<BenchmarkId, Series> before,
      Suite fresh,
      SortedMap<BenchmarkId, Series> after) {
    SortedMap<BenchmarkId, BenchmarkId> renames = new TreeMap<>();
    Map<String, Set<String>> gone = shapes(before, after, fresh);
    Map<String, Set<String>> come = shapes(after, before, base);
    gone.forEach((old, shape) -> {
      List<String> candidates = candidates(old, shape, come);
      if (candidates.size() == 1 && candidates(candidates.get(0), shape, gone).size() == 1) {
        before.keySet().stream()
            .filter(id -> id.benchmark().equals(old))
            .forEach(id ->
                renames.put(
                    id, new BenchmarkId(candidates.get(0), id.params(), id.mode(), id.threads())));
      }
    });
    return renames;
  }

  /** What the methods measure that were started on one side only. */
  private static Map<String, Set<String>> shapes(
      SortedMap<BenchmarkId, Series> side, SortedMap<BenchmarkId, Series> others, Suite other) {
    Set<String> known = new HashSet<>();
    others.keySet().forEach(id -> known.add(id.benchmark()));
    Map<String, Set<String>> shapes = new TreeMap<>();
    side.forEach((id, series) -> {
      if (!known.contains(id.benchmark()) && !other.isStarted(id.benchmark())) {
        shapes
            .computeIfAbsent(id.benchmark(), b -> new TreeSet<>())
            .add(
                String.join(
                    "|",
                    id.parameters(),
                    id.mode(),
                    Integer.toString(id.threads()),
                    series.unit().quantity()));
      }
    });
    return shapes;
  }

  private static List<String> candidates(
      String name, Set<String> shape, Map<String, Set<String>> others) {
    List<String> found = new ArrayList<>();
    others.forEach((other, otherShape) -> {
      if (otherShape.equals(shape) && differences(name, other) == 1) {
        found.add(other);
      }
    });
    return found;
  }

  /** How many differ of package, class and method. */
  private static int differences(String a, String b) {
    String[] x = parts(a);
    String[] y = parts(b);
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      count += x[i].equals(y[i]) ? 0 : 1;
    }
    return count;
  }

  private static String[] parts(String benchmark) {
    BenchmarkId id = new BenchmarkId(benchmark, new TreeMap<>(), "", 1);
    String type = id.type();
    return new String[] {
      type.substring(0, Math.max(0, type.lastIndexOf('.'))), id.group(), id.method()
    };
  }
}
