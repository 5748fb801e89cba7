package dev.mirrorflow.track.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.compare.Simulation.Rates;
import java.util.Map;
import java.util.Set;
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
      new Criteria(0.03, 0.05, 200, 1, Design.SEPARATE, Set.of(), Replicate.AUTO, Map.of());
  private static final Criteria INTERLEAVED = SEPARATE.with(Design.INTERLEAVED);

  private static final Simulation SAME = new Simulation(SUITES, BENCHMARKS, 0);
  private static final Simulation SLOWER = new Simulation(SUITES, BENCHMARKS, SLOWDOWN);

  @Test
  void interleavedRunsOfTheSameCodeMoveNothing() {
    Rates rates = SAME.rates(INTERLEAVED, m -> m.interleaved(0, m.drifting()));
    rates.print("A B B A, drift of 10%, same code");
    assertTrue(rates.falseSuites() <= 0.05, rates.toString());
    assertEquals(0.95, rates.covered(), 0.02);
  }

  @Test
  void aSlowdownIsFoundInInterleavedRuns() {
    Rates rates = SLOWER.rates(INTERLEAVED, m -> m.interleaved(SLOWDOWN, m.drifting()));
    rates.print("A B B A, drift of 10%, one benchmark of 20 slower by 10%");
    assertTrue(rates.found() >= 0.95, rates.toString());
    assertTrue(rates.falseSuites() <= 0.05, rates.toString());
  }

  @Test
  void separateRunsOnASteadyMachineAreAsGood() {
    Rates same = SAME.rates(SEPARATE, m -> m.oneAfterTheOther(0, SimulatedMachine::steady));
    same.print("A then B, steady machine, same code");
    assertTrue(same.falseSuites() <= 0.05, same.toString());
    assertEquals(0.95, same.covered(), 0.02);
    Rates slower =
        SLOWER.rates(SEPARATE, m -> m.oneAfterTheOther(SLOWDOWN, SimulatedMachine::steady));
    slower.print("A then B, steady machine, one benchmark of 20 slower by 10%");
    assertTrue(slower.found() >= 0.95, slower.toString());
    assertTrue(slower.falseSuites() <= 0.05, slower.toString());
  }

  /** Why forks must alternate: no test can tell a drift from a change. */
  @Test
  void separateRunsOnADriftingMachineAreWorthless() {
    Rates rates =
        new Simulation(SUITES, 5, 0).rates(SEPARATE, m -> m.oneAfterTheOther(0, m.drifting()));
    rates.print("A then B, drift of 10%, same code");
    assertTrue(rates.falseSuites() > 0.25, rates.toString());
  }

  /**
   * Runners of many speeds: ten nights a side, three forks each, and the night is found to count.
   */
  @Test
  void nightsOnChangingRunnersAreTheUnit() {
    for (double deviation : new double[] {0, 0.01, 0.03, 0.1}) {
      Rates same = SAME.rates(SEPARATE, m -> m.clustered(10, 3, deviation, 0));
      same.print("10 nights a side, runners differ by " + 100 * deviation + "%, same code");
      assertTrue(same.falseSuites() <= 0.05, deviation + ": " + same);
    }
    Rates slower = SLOWER.rates(SEPARATE, m -> m.clustered(10, 3, 0.03, SLOWDOWN));
    slower.print("10 nights a side, runners differ by 3%, one benchmark of 20 slower by 10%");
    assertTrue(slower.found() >= 0.95, slower.toString());
    assertTrue(slower.falseSuites() <= 0.05, slower.toString());
  }

  /** What pooling the forks of nights would do. */
  @Test
  void forksOfNightsOnChangingRunnersAreNotTheUnit() {
    Rates pooled =
        new Simulation(SUITES, 5, 0)
            .rates(SEPARATE.with(Replicate.FORK), m -> m.clustered(10, 3, 0.1, 0));
    pooled.print("10 nights a side, runners differ by 10%, same code, every fork for itself");
    assertTrue(pooled.falseSuites() > 0.1, pooled.toString());
  }

  /** A single benchmark tells least about its runs. */
  @Test
  void oneBenchmarkIsEnoughToSeeTheNights() {
    for (double deviation : new double[] {0.01, 0.03, 0.1}) {
      Rates rates =
          new Simulation(1000, 1, 0).rates(SEPARATE, m -> m.clustered(4, 5, deviation, 0));
      rates.print("4 nights a side, runners differ by " + 100 * deviation + "%, one benchmark");
      assertTrue(rates.falseSuites() <= 0.05, deviation + ": " + rates);
    }
  }

  @Test
  void aChangeThatARunSaysItCanSeeIsSeenFourTimesInFive() {
    double detectable =
        new Simulation(1000, 1, 0)
            .rates(SEPARATE, m -> m.oneAfterTheOther(0, SimulatedMachine::steady))
            .detectable();
    Rates rates =
        new Simulation(1000, 1, detectable)
            .rates(SEPARATE, m -> m.oneAfterTheOther(detectable, SimulatedMachine::steady));
    assertEquals(0.8, rates.found(), 0.05);
  }
}
