package dev.mirrorflow.track.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.compare.Comparison;
import dev.mirrorflow.track.compare.Criteria;
import dev.mirrorflow.track.compare.Estimate;
import dev.mirrorflow.track.compare.Flag;
import dev.mirrorflow.track.compare.GroupMean;
import dev.mirrorflow.track.compare.SuiteComparison;
import dev.mirrorflow.track.compare.Verdict;
import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Suite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonMarkdownTest {

  private static SuiteComparison moved(int count, String name) {
    List<Comparison> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Estimate e = new Estimate(1, 1.1 + i, 1.1 + i, 1.05, 2 + i, 0, 0, 0, 0.04);
      Flag flag = new Flag(Flag.Kind.BIMODAL, "new: " + name);
      all.add(
          new Comparison(
              new BenchmarkId(name + i, new TreeMap<>(), "avgt", 1),
              name.substring(name.indexOf('.') + 1) + i,
              "us/op",
              false,
              10,
              10,
              Verdict.REGRESSED,
              "",
              Optional.of(e),
              List.of(flag),
              List.of()));
    }
    Suite suite = new Suite(name, List.of(), List.of());
    return new SuiteComparison(
        suite,
        suite,
        Criteria.DEFAULT,
        all,
        Collections.nCopies(count, new GroupMean(name, 1.1, 1)),
        Collections.nCopies(count, "note " + name));
  }

  @Test
  void aThousandMovesFitIntoAComment() {
    String plain = ComparisonMarkdown.of(moved(1000, "p.SomeBenchmark.method"));
    assertTrue(plain.length() < 65_536, "length " + plain.length());
    assertTrue(plain.contains("1000 regressed"), "the count stays");
    assertTrue(plain.contains("and 872 more"), "so does the number left out");
    String hostile = ComparisonMarkdown.of(moved(1000, "@".repeat(500)));
    assertTrue(hostile.length() < 65_536, "length " + hostile.length());
  }

  @Test
  void theFurthestMoveComesFirst() {
    String text = ComparisonMarkdown.of(moved(3, "p.B.m"));
    assertTrue(text.indexOf("B.m2") < text.indexOf("B.m1"), text);
    assertTrue(text.endsWith(" also where the score is a rate.</sub>\n"), text);
    assertFalse(text.contains("…"), "the rule is whole");
  }

  @Test
  void namesDoNotBecomeMarkup() {
    String text = ComparisonMarkdown.of(moved(1, "p.B.<img src=x> @team `a` | #1"));
    for (String markup : List.of("<img", "@team", "`a`", "x> ", " #1")) {
      assertFalse(text.replace("\\`", "").contains(markup), markup + " in " + text);
    }
    assertEquals(
        7 + 1,
        text.lines()
            .filter(l -> l.startsWith("| B"))
            .findFirst()
            .orElseThrow()
            .replace("\\|", "")
            .chars()
            .filter(c -> c == '|')
            .count());
  }
}
