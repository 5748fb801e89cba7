package dev.mirrorflow.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.WorkloadParams;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.options.Options;

/** Takes a run of JMH apart: each benchmark with its modes and the values of its parameters. */
final class BenchmarkPlan {

  private BenchmarkPlan() {}

  /** What JMH would measure with these options, in the order of its results. */
  static List<PlannedBenchmark> of(Options options, OutputFormat output) {
    Set<BenchmarkListEntry> all = new TreeSet<>();
    for (BenchmarkListEntry found :
        BenchmarkList.defaultList().find(output, options.getIncludes(), options.getExcludes())) {
      for (Mode mode : modes(found, options.getBenchModes())) {
        for (WorkloadParams params : params(found, options)) {
          all.add(found.cloneWith(mode).cloneWith(params));
        }
      }
    }
    return all.stream().map(BenchmarkPlan::planned).toList();
  }

  private static Set<Mode> modes(BenchmarkListEntry found, Collection<Mode> asked) {
    Collection<Mode> modes = asked.isEmpty() ? Set.of(found.getMode()) : asked;
    return modes.contains(Mode.All)
        ? EnumSet.complementOf(EnumSet.of(Mode.All))
        : EnumSet.copyOf(modes);
  }

  /** All combinations; the index of a value decides the order, as in JMH. */
  private static List<WorkloadParams> params(BenchmarkListEntry found, Options options) {
    List<WorkloadParams> all = List.of(new WorkloadParams());
    Map<String, String[]> declared = found.getParams().orElse(Collections.emptyMap());
    for (Map.Entry<String, String[]> param : declared.entrySet()) {
      String name = param.getKey();
      List<String> values =
          List.copyOf(options.getParameter(name).orElse(List.of(param.getValue())));
      List<WorkloadParams> longer = new ArrayList<>();
      for (WorkloadParams some : all) {
        for (int v = 0; v < values.size(); v++) {
          WorkloadParams more = some.copy();
          more.put(name, values.get(v), v);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }

  private static PlannedBenchmark planned(BenchmarkListEntry entry) {
    SortedMap<String, String> params = new TreeMap<>();
    WorkloadParams given = entry.getWorkloadParams();
    given.keys().forEach(key -> params.put(key, given.get(key)));
    return new PlannedBenchmark(
        entry.getUsername(), entry.getMode(), Collections.unmodifiableSortedMap(params));
  }
}
