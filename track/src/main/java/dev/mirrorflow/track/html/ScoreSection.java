package dev.mirrorflow.track.html;

import dev.mirrorflow.track.report.Figures;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.Median;
import java.util.Arrays;
import java.util.List;

/** The scores of a result as JMH measured them. */
final class ScoreSection {

  private ScoreSection() {}

  static void add(List<Measurement> measurements, HtmlPage page) {
    HtmlTable table =
        new HtmlTable(1, List.of("benchmark", "median", "forks from", "to", "unit", "forks"));
    for (Measurement m : measurements) {
      double[] forks =
          Arrays.stream(m.primary().rawData())
              .filter(fork -> fork.length > 0)
              .mapToDouble(Median::of)
              .sorted()
              .toArray();
      boolean isEmpty = forks.length == 0;
      table.row(
          "",
          List.of(
              m.id().label(),
              isEmpty ? "-" : Figures.score(Median.of(forks)),
              isEmpty ? "-" : Figures.score(forks[0]),
              isEmpty ? "-" : Figures.score(forks[forks.length - 1]),
              m.primary().unit().text(),
              Integer.toString(forks.length)));
    }
    page.section("Scores");
    page.details("every score", table.toString());
  }
}
