package dev.mirrorflow.track.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HonestyChecksTest {

  private final HonestyChecks checks = new HonestyChecks(0.03);

  /** Iterations that vary by 1% around each fork's level, with a factor for each of them. */
  private static ForkFigures forks(double[] levels, double... iterations) {
    SplittableRandom random = new SplittableRandom(5);
    double[][] costs = new double[levels.length][iterations.length];
    for (int f = 0; f < levels.length; f++) {
      for (int i = 0; i < iterations.length; i++) {
        costs[f][i] = levels[f] * iterations[i] * Math.exp(0.005 * random.nextGaussian());
      }
    }
    return ForkFigures.of(costs);
  }

  private static final double[] STEADY = {1, 1, 1, 1, 1};

  private void assertOnly(Flag.Kind kind, String text, ForkFigures forks) {
    List<Flag> flags = checks.ofForks("new", forks);
    assertEquals(List.of(kind), flags.stream().map(Flag::kind).toList(), flags.toString());
    assertTrue(flags.get(0).text().contains(text), flags.toString());
  }

  @Test
  void twoClustersAreSeen() {
    assertOnly(
        Flag.Kind.BIMODAL,
        "new: forks in two clusters, 6 fast and 4 slower by 2",
        forks(new double[] {10, 12.1, 10.1, 10.2, 12, 9.9, 10, 12.2, 10.1, 12}, STEADY));
  }

  @Test
  void anOutlierIsSeen() {
    assertOnly(
        Flag.Kind.OUTLIER,
        "fork 3 is +5",
        forks(new double[] {10, 10.1, 15, 9.9, 10.1, 10, 9.95, 10.05, 10.1, 9.9}, STEADY));
  }

  @Test
  void aTrendIsSeen() {
    double[] levels = {10, 10.2, 9.8, 10.1, 10};
    assertOnly(Flag.Kind.TREND, "not warmed up", forks(levels, 1.2, 1.12, 1.06, 1.03, 1.01));
    assertOnly(Flag.Kind.TREND, "gets slower", forks(levels, 1, 1.03, 1.05, 1.08, 1.12));
    double[] small = {1.01, 1.006, 1.003, 1.001, 1};
    assertEquals(List.of(), checks.ofForks("new", forks(levels, small)), "1% does not matter");
  }

  @Test
  void theirFalseAlarmsAreRare() {
    Map<Flag.Kind, Integer> alarms = new EnumMap<>(Flag.Kind.class);
    SplittableRandom random = new SplittableRandom(6);
    int trials = 5000;
    for (int t = 0; t < trials; t++) {
      double[][] costs = new double[10][5];
      for (double[] fork : costs) {
        double level = 0.05 * random.nextGaussian();
        Arrays.setAll(fork, i -> Math.exp(level + 0.03 * random.nextGaussian()));
      }
      checks
          .ofForks("base", ForkFigures.of(costs))
          .forEach(flag -> alarms.merge(flag.kind(), 1, Integer::sum));
    }
    for (Flag.Kind kind : List.of(Flag.Kind.BIMODAL, Flag.Kind.OUTLIER, Flag.Kind.TREND)) {
      assertTrue(alarms.getOrDefault(kind, 0) <= 0.01 * trials, alarms.toString());
    }
  }

  @Test
  void fewForksAreNotJudged() {
    assertEquals(List.of(), checks.ofForks("new", forks(new double[] {10, 20}, STEADY)));
    assertEquals(List.of(), checks.ofForks("new", forks(new double[] {10}, 3, 2, 1)));
    assertEquals(List.of(), checks.ofForks("new", ForkFigures.of(new double[0][])));
  }
}
