package dev.mirrorflow.track.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.compare.SimulatedMachine.Sides;
import dev.mirrorflow.track.compare.Simulation.Rates;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Suite;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often ab is wrong where it may end early, over simulated runs of ten rounds: two looks, and
 * the verdicts of the forks there are then.
 */
class StoppingRuleTest {

  private static final Criteria CRITERIA =
      new Criteria(0.03, 0.05, 200, 1, Design.INTERLEAVED, Set.of(), Replicate.AUTO, Map.of());
  private static final double SLOWDOWN = 0.10;

  /** What the noise of a quiet machine is to the usual: forks differ by 0.5%. */
  private static final double QUIET = 1.0 / 6;

  private final AtomicInteger rounds = new AtomicInteger();

  /** Measures until a look decides, and compares what there is. */
  private SuiteComparison untilDecided(Sides sides) {
    int measured = SimulatedMachine.FORKS;
    for (int look : StoppingRule.looks(measured)) {
      Sides soFar = sides.firstForks(look);
      if (StoppingRule.isDecided(soFar.base(), soFar.fresh(), CRITERIA)) {
        measured = look;
        break;
      }
    }
    rounds.addAndGet(measured);
    Sides there = sides.firstForks(measured);
    return SuiteComparison.of(there.base(), there.fresh(), CRITERIA);
  }

  private Rates rates(String what, Simulation simulation, Function<SimulatedMachine, Sides> run) {
    rounds.set(0);
    Rates rates = simulation.rates(machine -> untilDecided(run.apply(machine)));
    rates.print("Early end, " + what + ", " + meanRounds(simulation) + " rounds of 10");
    return rates;
  }

  private double meanRounds(Simulation simulation) {
    return rounds.get() / (double) simulation.suites();
  }

  /** Every score to a power, so that all noise, and every change, shrinks or grows. */
  private static Sides noise(Sides sides, double power) {
    return new Sides(noise(sides.base(), power), noise(sides.fresh(), power));
  }

  private static Suite noise(Suite suite, double power) {
    ResultFile file = suite.files().get(0);
    List<Measurement> measurements =
        file.measurements().stream()
            .map(m ->
                SimulatedMachine.measurement(
                    m.id().benchmark(),
                    m.primary().unit().text(),
                    Arrays.stream(m.primary().rawData())
                        .map(fork -> Arrays.stream(fork).map(x -> Math.pow(x, power)).toArray())
                        .toArray(double[][]::new)))
            .toList();
    return new Suite(
        suite.name(),
        List.of(new ResultFile(file.path(), measurements, file.machine())),
        List.of());
  }

  /**
   * Two CPUs behind one runner, of which one is a tenth slower: the run moves between them, between
   * two pairs. (It may move within a pair, but that is one of one benchmark.)
   */
  private static double twoCpus(double time) {
    return time < 0.375 || time > 0.775 ? Math.log1p(0.1) : 0;
  }

  @Test
  void suitesOfTwentyMoveFalselyAtMostInOneOfTwenty() {
    Rates same =
        rates(
            "drift of 10%, same code",
            new Simulation(200, 20, 0), m -> m.interleaved(0, m.drifting()));
    assertTrue(same.falseSuites() <= 0.05, same.toString());
  }

  @Test
  void aSlowdownIsFound() {
    Rates slower =
        rates(
            "drift of 10%, one benchmark of 20 slower by 10%",
            new Simulation(200, 20, SLOWDOWN), m -> m.interleaved(SLOWDOWN, m.drifting()));
    assertTrue(slower.found() >= 0.95, slower.toString());
    assertTrue(slower.falseSuites() <= 0.05, slower.toString());
  }

  /** The worst case of looks: each is at the only verdict there is. */
  @ParameterizedTest
  @CsvSource({"0.17", "0.5", "1", "2"})
  void aSingleBenchmarkMovesFalselyAtMostInOneOfTwentyRuns(double power) {
    Rates same =
        rates(
            "a single benchmark, noise times " + power + ", same code",
            new Simulation(1000, 1, 0),
            m -> noise(m.interleaved(0, m.drifting()), power));
    assertTrue(same.falseSuites() <= 0.05, same.toString());
  }

  @Test
  void onAQuietMachineRoundsAreSavedAndNothingIsMissed() {
    Simulation simulation = new Simulation(100, 20, SLOWDOWN);
    double before = Math.pow(1 + SLOWDOWN, 1 / QUIET) - 1;
    Rates slower =
        rates(
            "quiet machine, one benchmark of 20 slower by 10%",
            simulation, m -> noise(m.interleaved(before, SimulatedMachine::steady), QUIET));
    assertTrue(slower.found() >= 0.95, slower.toString());
    assertTrue(slower.falseSuites() <= 0.05, slower.toString());
    assertTrue(meanRounds(simulation) <= 7.5, meanRounds(simulation) + " rounds");
  }

  @Test
  void twoCpusBehindOneRunnerAreNoChange() {
    Rates same =
        rates(
            "two CPUs, same code",
            new Simulation(200, 20, 0),
            m -> m.interleaved(0, StoppingRuleTest::twoCpus));
    assertTrue(same.falseSuites() <= 0.05, same.toString());
    Rates slower =
        rates(
            "two CPUs, one benchmark of 20 slower by 10%",
            new Simulation(200, 20, SLOWDOWN),
            m -> m.interleaved(SLOWDOWN, StoppingRuleTest::twoCpus));
    assertTrue(slower.found() >= 0.95, slower.toString());
    assertTrue(slower.falseSuites() <= 0.05, slower.toString());
  }

  @ParameterizedTest
  @CsvSource({"10, '6,8'", "15, '9,12'", "8, '7'", "7, '6'", "6, ''", "1, ''"})
  void looksComeWhereTheRankTestCanProveSomething(int all, String looks) {
    assertEquals(
        looks, String.join(",", StoppingRule.looks(all).stream().map(String::valueOf).toList()));
  }
}
