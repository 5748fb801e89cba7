package dev.mirrorflow.track.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table of runs and benchmarks as Apache Otava reads it, and the part of its configuration that
 * says which way is better. Otava cannot read a gap: benchmarks that were not measured in every run
 * are left out.
 */
public final class OtavaCsv {

  private static final String TEST = "mirrorflow";

  private final List<BenchmarkHistory> complete;
  private final List<BenchmarkHistory> partial;

  private OtavaCsv(List<BenchmarkHistory> complete, List<BenchmarkHistory> partial) {
    this.complete = complete;
    this.partial = partial;
  }

  private record Run(String date, String commit) {}

  /** The table of some benchmarks of one machine. */
  public static OtavaCsv of(Collection<BenchmarkHistory> histories) {
    Set<Run> all = new LinkedHashSet<>();
    histories.forEach(h -> all.addAll(runs(h)));
    return new OtavaCsv(
        histories.stream().filter(h -> runs(h).size() == all.size()).toList(),
        histories.stream().filter(h -> runs(h).size() != all.size()).toList());
  }

  private static List<Run> runs(BenchmarkHistory h) {
    return h.runs().stream().map(r -> new Run(r.date(), r.commit())).toList();
  }

  /** Names of the benchmarks that are left out. */
  public List<String> leftOut() {
    return partial.stream().map(h -> h.id().label()).toList();
  }

  /** The table: time, commit, and a column of scores for each benchmark. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    List<String> head = new ArrayList<>(List.of("time", "commit"));
    complete.forEach(h -> head.add(h.id().label()));
    line(head, text);
    int runs = complete.isEmpty() ? 0 : complete.get(0).runs().size();
    for (int i = 0; i < runs; i++) {
      RunPoint first = complete.get(0).runs().get(i);
      List<String> row = new ArrayList<>(List.of(first.date(), first.commit()));
      for (BenchmarkHistory h : complete) {
        row.add(Double.toString(h.runs().get(i).score()));
      }
      line(row, text);
    }
    return text.toString();
  }

  private static void line(List<String> cells, StringBuilder text) {
    text.append(cells.stream().map(OtavaCsv::quote).collect(Collectors.joining(",")));
    text.append('\n');
  }

  private static String quote(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  /**
   * Otava's configuration for the table.
   *
   * @param file name of the table
   */
  public String configuration(String file) {
    StringBuilder text = new StringBuilder();
    text.append("tests:\n  ").append(TEST).append(":\n    type: csv\n");
    text.append("    file: ").append(yaml(file)).append('\n');
    text.append("    time_column: time\n    attributes: [commit]\n    metrics:\n");
    for (BenchmarkHistory h : complete) {
      String name = yaml(h.id().label());
      text.append("      ").append(name).append(":\n        column: ").append(name);
      text.append("\n        direction: ").append(h.unit().isBiggerBetter() ? 1 : -1).append('\n');
    }
    return text.toString();
  }

  /** In single quotes, in which only these must be doubled. */
  private static String yaml(String text) {
    return "'" + text.replace("'", "''").replaceAll("[\r\n]+", " ") + "'";
  }
}
