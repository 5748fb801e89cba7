package dev.mirrorflow.track.html;

import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.results.Attempts;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Suite;
import dev.mirrorflow.track.svg.Markup;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The forks of an A/B run in the order they ran, a cell for each: which side it was, and whether
 * the machine was busy beside it. A stretch of marked cells is a stretch of time.
 */
final class ForkStrip {

  private ForkStrip() {}

  /** The strip; empty if the files do not tell. */
  static String of(SuiteComparison comparison) {
    SortedMap<Integer, String> cells = new TreeMap<>();
    sides(comparison)
        .forEach((letter, suite) -> {
          for (ResultFile file : suite.files()) {
            file.attempts()
                .ifPresent(a -> a.order().forEach(f -> cells.put(f.number(), cell(letter, f))));
          }
        });
    if (cells.isEmpty()) {
      return "";
    }
    return "<ol class=\"forks\" aria-label=\"forks in the order they ran\">\n"
        + String.join("", cells.values())
        + "</ol>\n<p class=\"key\">A is the base, B the new side; marked: the machine was busy."
        + "</p>\n";
  }

  private static Map<String, Suite> sides(SuiteComparison comparison) {
    return new TreeMap<>(Map.of("A", comparison.base(), "B", comparison.fresh()));
  }

  private static String cell(String letter, Attempts.Fork fork) {
    String words = Markup.escape(fork.text());
    return String.format(
        "<li class=\"%s%s\" title=\"%s\">%s%s</li>%n",
        letter.equals("A") ? "base" : "new",
        fork.hasDisturbance() ? " busy" : "",
        words,
        letter,
        fork.hasDisturbance() ? "<span>: " + words + "</span>" : "");
  }
}
