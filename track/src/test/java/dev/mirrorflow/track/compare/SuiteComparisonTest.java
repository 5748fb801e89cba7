package dev.mirrorflow.track.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.results.BenchmarkId;
import dev.mirrorflow.track.results.Machine;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Settings;
import dev.mirrorflow.track.results.Suite;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteComparisonTest {

  private static final String NAME = "p.ABenchmark.m";

  /** Forks of three iterations whose scores vary by a share around a value. */
  private static double[][] forks(int count, double score, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] raw = new double[count][3];
    for (double[] fork : raw) {
      double level = score * Math.exp(noise * random.nextGaussian());
      Arrays.setAll(fork, i -> level * Math.exp(0.2 * noise * random.nextGaussian()));
    }
    return raw;
  }

  private static Measurement measured(String name, String unit, double[][] raw) {
    return SimulatedMachine.measurement(name, unit, raw);
  }

  private static Suite suite(Measurement... measurements) {
    return suite(Optional.empty(), measurements);
  }

  private static Suite suite(Optional<Machine> machine, Measurement... measurements) {
    return new Suite(
        "s", List.of(new ResultFile(Path.of("s.json"), List.of(measurements), machine)), List.of());
  }

  private static Comparison compare(String unit, double[][] base, double[][] fresh) {
    SuiteComparison c =
        SuiteComparison.of(
            suite(measured(NAME, unit, base)),
            suite(measured(NAME, unit, fresh)),
            Criteria.DEFAULT);
    return c.comparisons().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "us/op, 1.1, REGRESSED",
    "us/op, 0.9, IMPROVED",
    "ops/s, 1.1, IMPROVED",
    "ops/s, 0.9, REGRESSED",
    "B/op, 1.1, REGRESSED",
    "s/op, 1.02, INCONCLUSIVE",
    "ops/ms, 1, EQUIVALENT"
  })
  void theUnitDecidesWhichWayIsBetter(String unit, double factor, Verdict verdict) {
    Comparison c = compare(unit, forks(10, 50, 0.01, 1), forks(10, 50 * factor, 0.01, 2));
    assertEquals(verdict, c.verdict(), c.toString());
    double cost = unit.startsWith("ops/") ? 1 / factor : factor;
    assertEquals(cost - 1, c.change(), 0.015, "+ is slower, whatever the unit");
    assertTrue(c.low() < c.change() && c.change() < c.high(), c.toString());
    assertEquals(50, c.estimate().orElseThrow().baseScore(), 0.5);
    assertEquals(50 * factor, c.estimate().orElseThrow().newScore(), 0.6);
  }

  @Test
  void oneForkIsNoMeasurement() {
    Comparison c = compare("us/op", forks(1, 50, 0.01, 1), forks(1, 500, 0.01, 2));
    assertEquals(Verdict.INCONCLUSIVE, c.verdict());
    assertTrue(c.reason().startsWith("one fork is no measurement"), c.reason());
    assertEquals(9, c.change(), 0.5);
    assertTrue(Double.isNaN(c.low()));
  }

  @Test
  void threeForksProveNothingAndFourDo() {
    Comparison three = compare("us/op", forks(3, 50, 0.01, 1), forks(3, 500, 0.01, 2));
    assertEquals(Verdict.INCONCLUSIVE, three.verdict());
    assertTrue(three.reason().contains("3 and 3 forks no change could be proven"), three.reason());
    Comparison four = compare("us/op", forks(4, 50, 0.01, 1), forks(4, 500, 0.01, 2));
    assertEquals(Verdict.REGRESSED, four.verdict());
  }

  @Test
  void noiseSaysWhatItCouldHaveSeen() {
    Comparison c = compare("us/op", forks(10, 50, 0.2, 1), forks(10, 52, 0.2, 2));
    assertEquals(Verdict.INCONCLUSIVE, c.verdict());
    double detectable = c.estimate().orElseThrow().detectable();
    assertTrue(detectable > 0.2 && detectable < 0.5, c.toString());
    assertTrue(c.reason().startsWith("only changes of "), c.reason());
  }

  @Test
  void anOutlierAloneMovesNothing() {
    double[][] fresh = forks(10, 50, 0.01, 2);
    Arrays.fill(fresh[4], 500);
    Comparison c = compare("us/op", forks(10, 50, 0.01, 1), fresh);
    assertEquals(Verdict.INCONCLUSIVE, c.verdict(), c.toString());
    assertEquals(List.of(Flag.Kind.OUTLIER), c.flags().stream().map(Flag::kind).toList());
  }

  @Test
  void unitsAreConverted() {
    SuiteComparison c =
        SuiteComparison.of(
            suite(measured(NAME, "ops/s", forks(10, 4e6, 0.01, 1))),
            suite(measured(NAME, "ops/ms", forks(10, 4e3, 0.01, 2))),
            Criteria.DEFAULT);
    assertEquals(Verdict.EQUIVALENT, c.comparisons().get(0).verdict());
    assertEquals(4e6, c.comparisons().get(0).estimate().orElseThrow().newScore(), 4e4);
    Comparison other =
        SuiteComparison.of(
                suite(measured(NAME, "ops/s", forks(10, 4, 0.01, 1))),
                suite(measured(NAME, "B/op", forks(10, 4, 0.01, 2))),
                Criteria.DEFAULT)
            .comparisons()
            .get(0);
    assertEquals(Verdict.NOT_COMPARABLE, other.verdict());
    assertTrue(other.reason().contains("ops/s and B/op"), other.reason());
  }

  @Test
  void whatIsMissingOnOneSideIsNamedSo() {
    Measurement both = measured("p.A.both", "us/op", forks(10, 1, 0.01, 1));
    SuiteComparison c =
        SuiteComparison.of(
            suite(both, measured("p.A.old", "us/op", forks(10, 1, 0.01, 1))),
            suite(both, measured("q.B.recent", "us/op", forks(10, 1, 0.01, 1))),
            Criteria.DEFAULT);
    assertEquals(
        List.of(Verdict.EQUIVALENT, Verdict.MISSING, Verdict.ADDED),
        c.comparisons().stream().map(Comparison::verdict).toList());
    assertEquals("only in the new run", c.comparisons().get(2).reason());
    assertEquals(1, c.groups().get(0).benchmarks());
  }

  @Test
  void scoresThatAreNotPositiveNumbersHaveNoRatio() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      double[][] raw = forks(10, 50, 0.01, 1);
      raw[3][1] = bad;
      Comparison c = compare("us/op", forks(10, 50, 0.01, 2), raw);
      assertEquals(Verdict.NOT_COMPARABLE, c.verdict());
      assertTrue(c.reason().contains("not a positive number"), c.reason());
    }
    assertEquals(
        "has no iterations", compare("us/op", new double[][] {{}}, forks(2, 1, 0, 1)).reason());
  }

  @Test
  void forksOfSeveralFilesArePooled() {
    Measurement few = measured(NAME, "us/op", forks(5, 50, 0.01, 1));
    Suite twice =
        new Suite("s", List.of(suite(few).files().get(0), suite(few).files().get(0)), List.of());
    SuiteComparison c = SuiteComparison.of(twice, suite(few), Criteria.DEFAULT);
    assertEquals(10, c.comparisons().get(0).baseForks());
    assertEquals(5, c.comparisons().get(0).newForks());
  }

  @Test
  void pairsNeedAsManyForksOnBothSides() {
    SuiteComparison c =
        SuiteComparison.of(
            suite(measured(NAME, "us/op", forks(5, 50, 0.01, 1))),
            suite(measured(NAME, "us/op", forks(6, 50, 0.01, 1))),
            Criteria.DEFAULT.with(Design.INTERLEAVED));
    assertTrue(c.comparisons().get(0).reason().contains("not in pairs: 5 and 6"));
  }

  @Test
  void groupsHaveAGeometricMeanOfTimesWhateverTheMode() {
    SuiteComparison c =
        SuiteComparison.of(
            suite(
                measured("p.A.time", "us/op", forks(2, 10, 0, 1)),
                measured("p.A.rate", "ops/s", forks(2, 10, 0, 1)),
                measured("p.B.m", "us/op", forks(2, 10, 0, 1))),
            suite(
                measured("p.A.time", "us/op", forks(2, 40, 0, 1)),
                measured("p.A.rate", "ops/s", forks(2, 10, 0, 1)),
                measured("p.B.m", "us/op", forks(2, 5, 0, 1))),
            Criteria.DEFAULT);
    assertEquals(List.of("A", "B"), c.groups().stream().map(GroupMean::group).toList());
    assertEquals(2, c.groups().get(0).ratio(), 1e-12);
    assertEquals(0.5, c.groups().get(1).ratio(), 1e-12);
  }

  @Test
  void aShiftOfEverythingIsSuspect() {
    Measurement[] base = new Measurement[6];
    Measurement[] fresh = new Measurement[6];
    for (int i = 0; i < 6; i++) {
      base[i] = measured("p.A.m" + i, "us/op", forks(4, 10, 0.01, i));
      fresh[i] = measured("p.A.m" + i, "us/op", forks(4, 10.8, 0.01, i + 10));
    }
    SuiteComparison c = SuiteComparison.of(suite(base), suite(fresh), Criteria.DEFAULT);
    assertTrue(
        c.notes().stream().anyMatch(n -> n.startsWith("6 of 6 benchmarks went the same way")),
        c.notes().toString());
    SuiteComparison pairs =
        SuiteComparison.of(suite(base), suite(fresh), Criteria.DEFAULT.with(Design.INTERLEAVED));
    assertTrue(pairs.notes().stream().noneMatch(n -> n.contains("same way")));
  }

  private static Machine machine(String cpu, String kernels) {
    return new Machine(
        Machine.SCHEMA,
        "toy",
        new Machine.Identity(
            "Linux", cpu, List.of(), 2, 1, List.of(), "25", List.of(), List.of(), kernels, 512,
            "B"),
        new Machine.Conditions("", "", "", false, "performance", "", null));
  }

  private static Comparison across(Machine base, Machine fresh, Aspect... across) {
    Measurement m = measured(NAME, "us/op", forks(10, 50, 0.01, 1));
    Criteria d = Criteria.DEFAULT;
    Criteria criteria =
        new Criteria(
            d.minEffect(),
            d.level(),
            d.resamples(),
            d.seed(),
            d.design(),
            Set.of(across),
            d.replicate(),
            Map.of());
    return SuiteComparison.of(suite(Optional.of(base), m), suite(Optional.of(fresh), m), criteria)
        .comparisons()
        .get(0);
  }

  @Test
  void anotherMachineIsNotComparable() {
    Machine a = machine("A", "vector (512 bits)");
    Machine b = machine("B", "vector (512 bits)");
    assertEquals(Verdict.EQUIVALENT, across(a, a).verdict());
    Comparison c = across(a, b);
    assertEquals(Verdict.NOT_COMPARABLE, c.verdict());
    assertTrue(c.reason().startsWith("machine: A, 2 cores"), c.reason());
    assertEquals(Verdict.EQUIVALENT, across(a, b, Aspect.MACHINE).verdict());
  }

  @Test
  void aLostVectorProviderIsFlagged() {
    Machine vector = machine("A", "vector (512 bits)");
    Machine scalar = machine("A", "scalar");
    Comparison lost = across(vector, scalar);
    assertEquals(Verdict.NOT_COMPARABLE, lost.verdict());
    assertEquals(
        "kernel provider: vector (512 bits) in the base, scalar in the new run", lost.reason());
    assertEquals(List.of(Flag.Kind.PROVIDER_LOST), lost.flags().stream().map(Flag::kind).toList());
    Comparison wanted = across(vector, scalar, Aspect.PROVIDER);
    assertEquals(Verdict.EQUIVALENT, wanted.verdict());
    assertEquals(1, wanted.flags().size());
    assertEquals(List.of(), across(scalar, vector).flags(), "gaining them is no loss");
  }

  private static Measurement with(Measurement m, String vmVersion, List<String> jvmArgs) {
    Settings s = m.settings();
    Settings other =
        new Settings(
            s.jmhVersion(),
            s.forks(),
            s.jvm(),
            jvmArgs,
            s.jdkVersion(),
            s.vmName(),
            vmVersion,
            s.warmupIterations(),
            s.warmupTime(),
            s.warmupBatchSize(),
            s.measurementIterations(),
            s.measurementTime(),
            s.measurementBatchSize());
    return new Measurement(m.id(), other, m.primary(), m.secondary());
  }

  @Test
  void anotherJdkIsNotComparableAndOtherArgumentsAreNoted() {
    Measurement m = measured(NAME, "us/op", forks(10, 50, 0.01, 1));
    SuiteComparison jdk =
        SuiteComparison.of(suite(m), suite(with(m, "26+1", List.of())), Criteria.DEFAULT);
    assertEquals(
        "JDK: VM 25+1 in the base, VM 26+1 in the new run", jdk.comparisons().get(0).reason());
    SuiteComparison arguments =
        SuiteComparison.of(
            suite(with(m, "25+1", List.of("-Xmx1g", "-ea"))),
            suite(with(m, "25+1", List.of("-Xmx2g", "-ea"))),
            Criteria.DEFAULT);
    assertEquals(Verdict.EQUIVALENT, arguments.comparisons().get(0).verdict());
    assertTrue(
        arguments.notes().contains("differs: arguments of the JVM of 1 benchmark: -Xmx1g -Xmx2g"),
        arguments.notes().toString());
  }

  @Test
  void parametersModeAndThreadsKeepBenchmarksApart() {
    Measurement m = measured(NAME, "us/op", forks(4, 50, 0.01, 1));
    Measurement other =
        new Measurement(
            new BenchmarkId(NAME, new TreeMap<>(), "avgt", 2),
            m.settings(),
            m.primary(),
            m.secondary());
    SuiteComparison c = SuiteComparison.of(suite(m, other), suite(m, other), Criteria.DEFAULT);
    assertEquals(2, c.comparisons().size());
    assertEquals(4, c.comparisons().get(0).baseForks());
  }
}
