package dev.mirrorflow.track.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.compare.SimulatedMachine.Sides;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How often the comparison is wrong, over 200 simulated suites of 20 benchmarks with ten forks a
 * side: the rates that results/README.md gives.
 */
class SelfTest {

  private static final int SUITES = 200;
  private static final int BENCHMARKS = 20;
  private static final double SLOWDOWN = 0.10;
  private static final Criteria SEPARATE =
      new Criteria(0.03, 0.05, 200, 1, Design.SEPARATE, Set.of());
  private static final Criteria INTERLEAVED = SEPARATE.with(Design.INTERLEAVED);

  /**
   * Shares.
   *
   * @param falseSuites of the suites with at least one false improved or regressed
   * @param falseVerdicts of the benchmarks that did not change and are improved or regressed
   * @param found of the slower benchmarks that are regressed
   * @param covered of the intervals that contain the true change
   * @param detectable mean of the smallest change that a run says it can see
   */
  private record Rates(
      double falseSuites, double falseVerdicts, double found, double covered, double detectable) {}

  @Test
  void interleavedRunsOfTheSameCodeMoveNothing() {
    Rates rates = rates(SUITES, BENCHMARKS, INTERLEAVED, 0, m -> m.interleaved(0, m.drifting()));
    print("A B B A, drift of 10%, same code", rates);
    assertTrue(rates.falseSuites() <= 0.05, rates.toString());
    assertEquals(0.95, rates.covered(), 0.02);
  }

  @Test
  void aSlowdownIsFoundInInterleavedRuns() {
    Rates rates =
        rates(
            SUITES, BENCHMARKS, INTERLEAVED, SLOWDOWN, m -> m.interleaved(SLOWDOWN, m.drifting()));
    print("A B B A, drift of 10%, one benchmark of 20 slower by 10%", rates);
    assertTrue(rates.found() >= 0.95, rates.toString());
    assertTrue(rates.falseVerdicts() <= 0.01, rates.toString());
  }

  @Test
  void separateRunsOnASteadyMachineAreAsGood() {
    Rates same =
        rates(
            SUITES, BENCHMARKS, SEPARATE, 0, m -> m.oneAfterTheOther(0, SimulatedMachine::steady));
    print("A then B, steady machine, same code", same);
    assertTrue(same.falseSuites() <= 0.05, same.toString());
    assertEquals(0.95, same.covered(), 0.02);
    Rates slower =
        rates(
            SUITES,
            BENCHMARKS,
            SEPARATE,
            SLOWDOWN,
            m -> m.oneAfterTheOther(SLOWDOWN, SimulatedMachine::steady));
    print("A then B, steady machine, one benchmark of 20 slower by 10%", slower);
    assertTrue(slower.found() >= 0.95, slower.toString());
  }

  /** Why forks must alternate: no test can tell a drift from a change. */
  @Test
  void separateRunsOnADriftingMachineAreWorthless() {
    Rates rates = rates(SUITES, 5, SEPARATE, 0, m -> m.oneAfterTheOther(0, m.drifting()));
    print("A then B, drift of 10%, same code", rates);
    assertTrue(rates.falseSuites() > 0.25, rates.toString());
  }

  @Test
  void aChangeThatARunSaysItCanSeeIsSeenFourTimesInFive() {
    double detectable =
        rates(1000, 1, SEPARATE, 0, m -> m.oneAfterTheOther(0, SimulatedMachine::steady))
            .detectable();
    Rates rates =
        rates(
            1000,
            1,
            SEPARATE,
            detectable,
            m -> m.oneAfterTheOther(detectable, SimulatedMachine::steady));
    assertEquals(0.8, rates.found(), 0.05);
  }

  private static void print(String what, Rates r) {
    System.out.printf(
        "%s: %.1f%% of suites and %.2f%% of benchmarks moved falsely, %.1f%% of slowdowns found,"
            + " %.1f%% of intervals right%n",
        what, 100 * r.falseSuites(), 100 * r.falseVerdicts(), 100 * r.found(), 100 * r.covered());
  }

  /** Rates over suites whose first benchmark is slower on the new side by a share. */
  private static Rates rates(
      int suites,
      int benchmarks,
      Criteria criteria,
      double slowdown,
      Function<SimulatedMachine, Sides> run) {
    double[][] counts =
        IntStream.range(0, suites)
            .parallel()
            .mapToObj(seed -> run.apply(new SimulatedMachine(benchmarks, seed)))
            .map(s -> SuiteComparison.of(s.base(), s.fresh(), criteria).comparisons())
            .map(comparisons -> counts(comparisons, slowdown))
            .toArray(double[][]::new);
    double[] mean = new double[counts[0].length];
    Arrays.setAll(mean, i -> Arrays.stream(counts).mapToDouble(c -> c[i]).sum() / suites);
    return new Rates(mean[0], mean[1] / benchmarks, mean[2], mean[3] / benchmarks, mean[4]);
  }

  private static double[] counts(List<Comparison> comparisons, double slowdown) {
    int wrong = 0;
    int found = 0;
    int covered = 0;
    for (Comparison c : comparisons) {
      boolean isSlower = slowdown > 0 && c.id().method().equals("m0");
      double truth = isSlower ? slowdown : 0;
      covered += c.low() <= truth && truth <= c.high() ? 1 : 0;
      found += isSlower && c.verdict() == Verdict.REGRESSED ? 1 : 0;
      wrong += !isSlower && c.verdict().isMove() ? 1 : 0;
    }
    double detectable = comparisons.get(0).estimate().orElseThrow().detectable();
    return new double[] {wrong > 0 ? 1 : 0, wrong, found, covered, detectable};
  }
}
