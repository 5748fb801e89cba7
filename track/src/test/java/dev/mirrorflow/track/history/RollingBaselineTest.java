package dev.mirrorflow.track.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.compare.Verdict;
import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RollingBaselineTest {

  private static final RollingBaseline BASELINE = new RollingBaseline(EDivisive.STANDARD, 10, 0.03);

  private static BenchmarkHistory history(String name, String unit, double... scores) {
    List<RunPoint> runs = new ArrayList<>();
    for (int i = 0; i < scores.length; i++) {
      runs.add(new RunPoint(i, "-", "c" + i, false, "", scores[i], new double[] {scores[i]}));
    }
    return new BenchmarkHistory(
        new BenchmarkId("p.K." + name, new TreeMap<>(), "avgt", 1), name, new Unit(unit), runs);
  }

  private static double[] noise(int count, double last, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToDouble(i -> (i == count - 1 ? last : 100) * Math.exp(0.02 * random.nextGaussian()))
        .toArray();
  }

  private static Verdict only(BenchmarkHistory history) {
    return BASELINE.judge(List.of(history)).get(0).verdict();
  }

  @Test
  void theUnitTellsWhichWayIsWorse() {
    assertEquals(Verdict.REGRESSED, only(history("m", "us/op", noise(12, 130, 1))));
    assertEquals(Verdict.IMPROVED, only(history("m", "ops/us", noise(12, 130, 1))));
    NewestRun slower = BASELINE.judge(List.of(history("m", "ops/us", noise(12, 80, 1)))).get(0);
    assertEquals(Verdict.REGRESSED, slower.verdict());
    assertEquals(0.25, slower.change(), 0.06);
    assertEquals(10, slower.baseline());
  }

  @Test
  void fewRunsAreNotJudgedAndAGapIsNamed() {
    assertEquals(Verdict.INCONCLUSIVE, only(history("m", "us/op", noise(5, 200, 1))));
    assertEquals(Verdict.REGRESSED, only(history("m", "us/op", noise(6, 200, 1))));
    List<NewestRun> runs =
        BASELINE.judge(
            List.of(
                history("gone", "us/op", noise(11, 100, 1)),
                history("old", "us/op", noise(8, 100, 1)),
                history("m", "us/op", noise(12, 100, 2))));
    assertEquals(2, runs.size(), "what was gone before is no news");
    assertEquals(Verdict.MISSING, runs.get(0).verdict());
    assertEquals("gone", runs.get(0).history().label());
  }

  /** Twenty benchmarks, of which nothing is new: how often a build fails for nothing. */
  @Test
  void falseAlarmsAreRareAndSlowdownsAreFound() {
    int suites = 400;
    int alarms = 0;
    int found = 0;
    for (int suite = 0; suite < suites; suite++) {
      List<BenchmarkHistory> same = new ArrayList<>();
      List<BenchmarkHistory> slower = new ArrayList<>();
      for (int b = 0; b < 20; b++) {
        long seed = 1000L * suite + b;
        same.add(history("m" + b, "us/op", noise(9, 100, seed)));
        slower.add(history("m" + b, "us/op", noise(11, b == 0 ? 120 : 100, seed)));
      }
      alarms += BASELINE.judge(same).stream().anyMatch(r -> r.verdict().isMove()) ? 1 : 0;
      found += BASELINE.judge(slower).get(0).verdict() == Verdict.REGRESSED ? 1 : 0;
    }
    System.out.printf(
        "newest run, 20 benchmarks that scatter by 2%%: %.1f%% of suites moved falsely, %.1f%% of"
            + " slowdowns by 20%% found%n",
        100.0 * alarms / suites, 100.0 * found / suites);
    assertTrue(alarms <= 0.05 * suites, alarms + " of " + suites);
    assertTrue(found >= 0.9 * suites, found + " of " + suites);
  }

  @Test
  void theBaselineBeginsBehindTheLastStep() {
    double[] scores = new double[21];
    for (int i = 0; i < 20; i++) {
      scores[i] = (i < 12 ? 100 : 150) * (1 + 0.001 * (i % 3));
    }
    scores[20] = 160;
    NewestRun run = BASELINE.judge(List.of(history("m", "us/op", scores))).get(0);
    assertEquals(8, run.baseline());
    assertEquals(Verdict.REGRESSED, run.verdict());
  }
}
