package dev.mirrorflow.track.history;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Labels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Benchmarks that differ in a size only, smallest first.
 *
 * @param label what they have in common
 * @param parameter name of the size
 * @param bySize the histories by the size as JMH knows it
 */
public record SizeSweep(String label, String parameter, Map<String, BenchmarkHistory> bySize) {

  private static final Pattern SIZE = Pattern.compile("\\d{1,15}(x\\d{1,15})?");

  private static final Comparator<String> BY_SIZE =
      Comparator.comparingDouble(SizeSweep::entries).thenComparing(Comparator.naturalOrder());

  /** n times d of {@code "256x1024"}. */
  private static double entries(String size) {
    double product = 1;
    for (String factor : size.split("x", -1)) {
      product *= Double.parseDouble(factor);
    }
    return product;
  }

  /**
   * The sweeps among some benchmarks: those of two sizes at least. A size is a parameter that is a
   * number, or n x d, in all of them, and takes more than one value; of several, the one with most.
   */
  public static List<SizeSweep> of(Collection<BenchmarkHistory> histories) {
    Map<String, List<BenchmarkHistory>> byMethod = new TreeMap<>();
    for (BenchmarkHistory h : histories) {
      String method = h.id().benchmark() + " " + h.id().mode() + " " + h.id().threads();
      byMethod.computeIfAbsent(method, m -> new ArrayList<>()).add(h);
    }
    Labels labels = Labels.of(histories.stream().map(BenchmarkHistory::id).toList());
    List<SizeSweep> sweeps = new ArrayList<>();
    for (List<BenchmarkHistory> method : byMethod.values()) {
      sizeOf(method).ifPresent(parameter -> sweeps.addAll(split(method, parameter, labels)));
    }
    return sweeps;
  }

  private static Optional<String> sizeOf(List<BenchmarkHistory> method) {
    String best = null;
    int most = 1;
    for (String name : method.get(0).id().params().keySet()) {
      Set<String> values = new TreeSet<>();
      method.forEach(h -> values.add(h.id().params().getOrDefault(name, "")));
      boolean isSize = values.stream().allMatch(v -> SIZE.matcher(v).matches());
      if (isSize && values.size() > most) {
        best = name;
        most = values.size();
      }
    }
    return Optional.ofNullable(best);
  }

  /** One sweep for each combination of the other parameters. */
  private static List<SizeSweep> split(
      List<BenchmarkHistory> method, String parameter, Labels labels) {
    SortedMap<String, SortedMap<String, BenchmarkHistory>> sweeps = new TreeMap<>();
    for (BenchmarkHistory h : method) {
      TreeMap<String, String> others = new TreeMap<>(h.id().params());
      String size = others.remove(parameter);
      BenchmarkId id = h.id();
      String label = labels.of(new BenchmarkId(id.benchmark(), others, id.mode(), id.threads()));
      sweeps.computeIfAbsent(label, l -> new TreeMap<>(BY_SIZE)).put(size, h);
    }
    List<SizeSweep> all = new ArrayList<>();
    sweeps.forEach((label, bySize) -> {
      if (bySize.size() > 1) {
        all.add(new SizeSweep(label, parameter, new LinkedHashMap<>(bySize)));
      }
    });
    return all;
  }
}
