package dev.mirrorflow.track.html;

import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What was measured on and with, side by side; where two sides differ, first and marked. What no
 * side knows, as the kernels of another revision or project, is left out.
 */
final class EnvironmentTable {

  private static final String NOT_KNOWN = "-";
  private static final String COMMIT = "commit";

  private EnvironmentTable() {}

  /** The table of one side, or two. */
  static String of(List<List<ResultFile>> sides, Optional<String> link) {
    List<Map<String, String>> all = sides.stream().map(EnvironmentTable::properties).toList();
    List<String> heads = new ArrayList<>(List.of(""));
    heads.addAll(all.size() == 1 ? List.of("this run") : List.of("base", "new"));
    HtmlTable table = new HtmlTable(heads.size(), heads);
    for (boolean isDifferent : new boolean[] {true, false}) {
      for (String name : all.get(0).keySet()) {
        List<String> values = all.stream().map(p -> p.get(name)).toList();
        boolean differs = values.stream().distinct().count() > 1;
        if (differs == isDifferent && !values.stream().allMatch(NOT_KNOWN::equals)) {
          List<Object> cells = new ArrayList<>();
          cells.add(differs ? "≠ " + name : name);
          values.forEach(v -> cells.add(name.equals(COMMIT) ? Html.commit(link, v) : v));
          table.row(differs ? "differs" : "", cells);
        }
      }
    }
    return table.toString();
  }

  private static Map<String, String> properties(List<ResultFile> files) {
    Map<String, String> p = new LinkedHashMap<>();
    p.put(COMMIT, machines(files, m -> commit(m.conditions())));
    p.put("date", machines(files, m -> m.conditions().date()));
    p.put("profile", machines(files, m -> m.conditions().profile()));
    p.put("CPU", machines(files, m -> m.identity().cpu() + ", " + m.identity().cores() + " cores"));
    p.put(
        "instruction sets", machines(files, m -> String.join(" ", m.identity().instructionSets())));
    p.put("memory", machines(files, m -> m.identity().memoryMib() + " MiB"));
    p.put("system", machines(files, m -> m.identity().system()));
    p.put("kernels", machines(files, m -> m.identity().kernels()));
    p.put("BLAS", machines(files, m -> m.identity().linearAlgebra()));
    p.put("clock governor", machines(files, m -> m.conditions().governor()));
    p.put("load average", machines(files, m -> load(m.conditions())));
    p.put("JVM", settings(files, s -> s.vmName() + " " + s.vmVersion()));
    p.put("JVM arguments", settings(files, s -> String.join(" ", s.jvmArgs())));
    p.put("JMH", settings(files, Settings::jmhVersion));
    p.put("forks", settings(files, s -> String.valueOf(s.forks())));
    p.put(
        "iterations",
        settings(
            files,
            s ->
                s.warmupIterations()
                    + " x "
                    + s.warmupTime()
                    + " before, "
                    + s.measurementIterations()
                    + " x "
                    + s.measurementTime()));
    return p;
  }

  private static String commit(Machine.Conditions c) {
    return c.commit() + (c.dirty() ? " with changes" : "");
  }

  private static String load(Machine.Conditions c) {
    return c.loadAverage() == null ? Machine.UNKNOWN : c.loadAverage().toString();
  }

  private static String machines(List<ResultFile> files, Function<Machine, String> value) {
    Set<String> found = new LinkedHashSet<>();
    files.forEach(f -> f.machine().ifPresent(m -> found.add(value.apply(m))));
    return joined(found);
  }

  private static String settings(List<ResultFile> files, Function<Settings, String> value) {
    Set<String> found = new LinkedHashSet<>();
    files.forEach(f -> f.measurements().forEach(m -> found.add(value.apply(m.settings()))));
    return joined(found);
  }

  private static String joined(Set<String> found) {
    found.removeIf(text -> text == null || text.isBlank() || text.equals(Machine.UNKNOWN));
    return found.isEmpty() ? NOT_KNOWN : String.join("; ", found);
  }
}
