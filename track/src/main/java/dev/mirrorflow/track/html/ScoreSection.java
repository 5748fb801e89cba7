package dev.mirrorflow.track.html;

import dev.mirrorflow.track.report.Figures;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.Median;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The scores of a result as JMH measured them, with percentiles and allocation where it has them.
 */
final class ScoreSection {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  /** Further columns, shown where any benchmark has a value. */
  private static final Map<String, Function<Measurement, Optional<Double>>> FURTHER =
      new LinkedHashMap<>();

  static {
    FURTHER.put("p50", m -> percentile(m, "50.0"));
    FURTHER.put("p99", m -> percentile(m, "99.0"));
    FURTHER.put("B/op", m -> m.secondary(ALLOCATION).map(metric -> metric.score()));
  }

  private ScoreSection() {}

  static void add(List<Measurement> measurements, HtmlPage page) {
    List<String> further =
        FURTHER.keySet().stream()
            .filter(name -> measurements.stream().anyMatch(m -> value(name, m).isPresent()))
            .toList();
    List<String> heads =
        new ArrayList<>(List.of("benchmark", "median", "forks from", "to", "unit", "forks"));
    heads.addAll(further);
    HtmlTable table = new HtmlTable(1, heads);
    for (Measurement m : measurements) {
      double[] forks =
          Arrays.stream(m.primary().rawData())
              .filter(fork -> fork.length > 0)
              .mapToDouble(Median::of)
              .sorted()
              .toArray();
      boolean isEmpty = forks.length == 0;
      List<String> cells =
          new ArrayList<>(
              List.of(
                  m.id().label(),
                  isEmpty ? "-" : Figures.score(Median.of(forks)),
                  isEmpty ? "-" : Figures.score(forks[0]),
                  isEmpty ? "-" : Figures.score(forks[forks.length - 1]),
                  m.primary().unit().text(),
                  Integer.toString(forks.length)));
      further.forEach(name -> cells.add(value(name, m).map(Figures::score).orElse("-")));
      table.row("", cells);
    }
    page.section("Scores");
    page.details("every score", table.toString());
  }

  private static Optional<Double> value(String name, Measurement m) {
    return FURTHER.get(name).apply(m);
  }

  /** Of the samples in mode sample; over a few iterations a percentile says nothing. */
  private static Optional<Double> percentile(Measurement m, String name) {
    return m.id().mode().equals("sample")
        ? Optional.ofNullable(m.primary().scorePercentiles().get(name))
        : Optional.empty();
  }
}
