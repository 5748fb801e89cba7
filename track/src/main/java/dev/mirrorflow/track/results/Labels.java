package dev.mirrorflow.track.results;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Short names of benchmarks that are shown together: a class goes by its simple name, and where two
 * have the same one, by as much of their packages as tells them apart.
 */
public final class Labels {

  private final Map<String, Set<String>> typesByName = new TreeMap<>();

  private Labels(Collection<BenchmarkId> ids) {
    ids.forEach(
        id -> typesByName.computeIfAbsent(id.group(), name -> new TreeSet<>()).add(id.type()));
  }

  /** Labels of benchmarks that are shown together. */
  public static Labels of(Collection<BenchmarkId> ids) {
    return new Labels(ids);
  }

  /** Class, method, parameters, mode, and threads if more than one. */
  public String of(BenchmarkId id) {
    return id.label(ofType(id));
  }

  /** The class of a benchmark. */
  public String ofType(BenchmarkId id) {
    String type = id.type();
    int start = type.lastIndexOf('.') + 1;
    while (start > 0 && !isUnique(id.group(), type.substring(start))) {
      start = type.lastIndexOf('.', start - 2) + 1;
    }
    return type.substring(start);
  }

  private boolean isUnique(String group, String end) {
    return typesByName.getOrDefault(group, Set.of()).stream()
            .filter(type -> type.equals(end) || type.endsWith("." + end))
            .count()
        <= 1;
  }
}
