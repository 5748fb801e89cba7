package dev.mirrorflow.bench.peers;

import dev.mirrorflow.track.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The outcomes as an aligned table for people. */
final class PeerTable {

  private static final String MISSING = "-";

  private final List<String[]> rows = new ArrayList<>();

  PeerTable() {
    rows.add(
        new String[] {
          "work",
          "peer",
          "peer's time",
          "ours",
          "ratio",
          "ours, cold",
          "ratio",
          "difference",
          "runs"
        });
  }

  /** Adds a row for each implementation of the peer. */
  void add(Outcome outcome) {
    Samples ours = outcome.ours();
    for (Map.Entry<String, Samples> e : outcome.theirs().entrySet()) {
      Samples theirs = e.getValue();
      boolean reached = outcome.reached(theirs);
      rows.add(
          new String[] {
            outcome.work(),
            e.getKey(),
            time(theirs.seconds()),
            time(ours.seconds()),
            reached ? ratio(theirs.seconds() / ours.seconds()) : MISSING,
            time(ours.first()),
            reached ? ratio(theirs.seconds() / ours.first()) : MISSING,
            String.format(Locale.ROOT, "%.1e", theirs.difference()),
            theirs.processes() + ":" + ours.processes()
          });
    }
  }

  /** The table and what its columns mean. */
  String text() {
    return TextTable.of(rows, 2)
        + """
        Times: medians over processes (runs: theirs:ours) of the process's median, warm; cold: our first run in a
        new JVM, after reading the files. Ratio: how many times faster ours is, none where the peer did not reach
        the answer; difference: the peer's from ours, relative to the largest entry (basis pursuit: of the norms).
        """;
  }

  /** Three digits and a unit. */
  static String time(double seconds) {
    if (seconds < 1e-3) {
      return TextTable.number(seconds * 1e6) + " us";
    }
    return seconds < 1 ? TextTable.number(seconds * 1e3) + " ms" : TextTable.number(seconds) + " s";
  }

  private static String ratio(double value) {
    return TextTable.number(value) + "x";
  }
}
