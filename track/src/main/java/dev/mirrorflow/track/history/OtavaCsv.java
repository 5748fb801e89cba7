package dev.mirrorflow.track.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A table of runs and benchmarks as Apache Otava reads it, and the part of its configuration that
 * says which way is better. Otava's reader refuses a gap; where other sources of it have one, it
 * takes the run before, or the first one behind. So does this table.
 */
public final class OtavaCsv {

  private static final String TEST = "mirrorflow";

  private final List<BenchmarkHistory> histories;
  private final SortedMap<Integer, RunPoint> runs = new TreeMap<>();

  private OtavaCsv(Collection<BenchmarkHistory> histories) {
    this.histories = List.copyOf(histories);
    histories.forEach(h -> h.runs().forEach(r -> runs.putIfAbsent(r.number(), r)));
  }

  /** The table of some benchmarks of one machine. */
  public static OtavaCsv of(Collection<BenchmarkHistory> histories) {
    return new OtavaCsv(histories);
  }

  /** One line for each benchmark that some runs lack: its name, and how many. */
  public List<String> gaps() {
    return histories.stream()
        .filter(h -> scores(h).size() < runs.size())
        .map(h ->
            h.label() + " in " + (runs.size() - scores(h).size()) + " of " + runs.size() + " runs")
        .toList();
  }

  private static SortedMap<Integer, Double> scores(BenchmarkHistory h) {
    SortedMap<Integer, Double> scores = new TreeMap<>();
    h.runs().forEach(r -> scores.put(r.number(), r.score()));
    return scores;
  }

  /** The table: time, commit, and a column of scores for each benchmark. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    List<String> head = new ArrayList<>(List.of("time", "commit"));
    histories.forEach(h -> head.add(h.label()));
    line(head, text);
    List<SortedMap<Integer, Double>> columns = histories.stream().map(OtavaCsv::scores).toList();
    for (Map.Entry<Integer, RunPoint> run : runs.entrySet()) {
      List<String> row = new ArrayList<>(List.of(run.getValue().date(), run.getValue().commit()));
      for (SortedMap<Integer, Double> column : columns) {
        row.add(Double.toString(filled(column, run.getKey())));
      }
      line(row, text);
    }
    return text.toString();
  }

  private static double filled(SortedMap<Integer, Double> column, int run) {
    SortedMap<Integer, Double> before = column.headMap(run + 1);
    return before.isEmpty() ? column.get(column.firstKey()) : before.get(before.lastKey());
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
    for (BenchmarkHistory h : histories) {
      String name = yaml(h.label());
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
