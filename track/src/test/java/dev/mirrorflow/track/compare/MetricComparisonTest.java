package dev.mirrorflow.track.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.results.Histogram;
import dev.mirrorflow.track.results.Measurement;
import dev.mirrorflow.track.results.Metric;
import dev.mirrorflow.track.results.ResultFile;
import dev.mirrorflow.track.results.Suite;
import dev.mirrorflow.track.results.Unit;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricComparisonTest {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private static Metric metric(String unit, double[][] raw, List<List<Histogram>> histograms) {
    return new Metric(new Unit(unit), Double.NaN, Double.NaN, List.of(), Map.of(), raw, histograms);
  }

  private static Suite suite(Measurement m) {
    return new Suite(
        "s", List.of(new ResultFile(Path.of("s.json"), List.of(m), Optional.empty())), List.of());
  }

  private static Suite with(String name, String unit, double[]... raw) {
    double[][] times = new double[raw.length][];
    SplittableRandom random = new SplittableRandom(1);
    Arrays.setAll(times, f -> new double[] {10 + 3 * random.nextDouble()});
    Measurement plain = SimulatedMachine.measurement("p.A.m", "us/op", times);
    return suite(
        new Measurement(
            plain.id(),
            plain.settings(),
            plain.primary(),
            Map.of(name, metric(unit, raw, List.of()))));
  }

  private static SuiteComparison compare(Suite base, Suite fresh) {
    return SuiteComparison.of(base, fresh, Criteria.DEFAULT);
  }

  private static MetricComparison only(SuiteComparison comparison) {
    List<MetricComparison> all = comparison.comparisons().get(0).metrics();
    assertEquals(1, all.size(), all.toString());
    return all.get(0);
  }

  private static double[][] noisy(int forks, double level, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] raw = new double[forks][2];
    for (double[] fork : raw) {
      Arrays.fill(fork, level * Math.exp(noise * random.nextGaussian()));
    }
    return raw;
  }

  /** Two noisy forks prove nothing of the time, and all of the bytes. */
  @ParameterizedTest
  @CsvSource({
    "1000, 1300, REGRESSED, 0.3",
    "1300, 1000, IMPROVED, -0.2307692",
    "1000, 1000, EQUIVALENT, 0",
    "1000, 1020, EQUIVALENT, 0.02",
    "24, 48, REGRESSED, 1",
    "0.002, 24.001, REGRESSED, Infinity",
    "0.002, 1.9, EQUIVALENT, 0",
    "0, 0, EQUIVALENT, 0",
    "24, 0, IMPROVED, -1"
  })
  void whereForksAgreeAChangeIsAChange(double old, double now, Verdict verdict, double change) {
    SuiteComparison c =
        compare(
            with(
                ALLOCATION, "B/op", new double[] {old, old}, new double[] {old + 0.2 * old / 1000}),
            with(ALLOCATION, "B/op", new double[] {now, now}, new double[] {now}));
    MetricComparison m = only(c);
    assertEquals("allocation", m.name());
    assertEquals(verdict, m.verdict(), m.toString());
    assertEquals(change, m.change(), 2e-4);
    assertEquals(Verdict.INCONCLUSIVE, c.comparisons().get(0).verdict());
    assertEquals(
        verdict == Verdict.EQUIVALENT ? "INCONCLUSIVE" : verdict.name(), c.outcome().name());
  }

  @Test
  void oneForkIsEnoughIfItsIterationsAgree() {
    double[] before = {1000, 1000.2};
    double[] after = {1300, 1300.1};
    assertEquals(
        Verdict.REGRESSED,
        only(compare(with(ALLOCATION, "B/op", before), with(ALLOCATION, "B/op", after))).verdict());
    MetricComparison single =
        only(
            compare(
                with(ALLOCATION, "B/op", new double[] {1000}),
                with(ALLOCATION, "B/op", new double[] {1300})));
    assertEquals(Verdict.INCONCLUSIVE, single.verdict());
    assertTrue(single.reason().startsWith("one fork"), single.reason());
  }

  @ParameterizedTest
  @CsvSource({
    "instructions, #/op, 1.1, REGRESSED",
    "instructions, #/op, 0.9, IMPROVED",
    "IPC, insns/clk, 0.9, REGRESSED",
    "CPI, clks/insn, 0.9, IMPROVED",
    "hits, ops/s, 1.1, IMPROVED",
    "steps, #, 1.1, CHANGED"
  })
  void noisyMetricsAreTestedTheWayTheirUnitTells(
      String name, String unit, double factor, Verdict verdict) {
    MetricComparison m =
        only(
            compare(
                with(name, unit, noisy(10, 500, 0.01, 1)),
                with(name, unit, noisy(10, 500 * factor, 0.01, 2))));
    assertEquals(name, m.name());
    assertEquals(verdict, m.verdict(), m.toString());
    boolean isWorse = verdict == Verdict.REGRESSED || verdict == Verdict.CHANGED;
    assertEquals(isWorse, m.change() > 0, "+ is worse: " + m);
  }

  @Test
  void noiseIsNoChange() {
    int moved = 0;
    for (int seed = 0; seed < 200; seed++) {
      MetricComparison m =
          only(
              compare(
                  with("cycles", "#/op", noisy(10, 500, 0.05, seed)),
                  with("cycles", "#/op", noisy(10, 500, 0.05, seed + 1000))));
      moved += m.verdict().isMove() ? 1 : 0;
    }
    assertTrue(moved <= 0.05 * 200, moved + " of 200");
  }

  @ParameterizedTest
  @CsvSource({"gc.alloc.rate, MB/sec", "gc.count, counts", "gc.time, ms"})
  void ratesOfProfilersSayNothing(String name, String unit) {
    SuiteComparison c =
        compare(
            with(name, unit, new double[] {100, 100}), with(name, unit, new double[] {200, 200}));
    assertEquals(List.of(), c.comparisons().get(0).metrics());
  }

  @Test
  void theTailOfTheSamplesIsComparedToo() {
    List<MetricComparison> metrics =
        compare(samples(1, 10), samples(2, 20)).comparisons().get(0).metrics();
    assertEquals(List.of("p50", "p99"), metrics.stream().map(MetricComparison::name).toList());
    assertEquals(Verdict.EQUIVALENT, metrics.get(0).verdict(), metrics.toString());
    assertEquals(Verdict.REGRESSED, metrics.get(1).verdict(), metrics.toString());
    assertEquals(1, metrics.get(1).change(), 0.05);
  }

  /** Ten forks of a hundred samples, two of them in the tail. */
  private static Suite samples(long seed, double tail) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Histogram> forks =
        random
            .doubles(10)
            .mapToObj(u ->
                new Histogram(
                    new double[] {1 + 0.01 * u, tail * (1 + 0.01 * u)}, new long[] {98, 2}))
            .toList();
    double[][] means = forks.stream().map(h -> new double[] {h.mean()}).toArray(double[][]::new);
    Measurement plain = SimulatedMachine.measurement("p.A.m", "us/op", means);
    return suite(
        new Measurement(
            plain.id(),
            plain.settings(),
            metric("us/op", means, forks.stream().map(List::of).toList()),
            Map.of()));
  }
}
