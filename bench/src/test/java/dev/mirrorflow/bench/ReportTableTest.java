package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.track.terminal.TextTable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportTableTest {

  @Test
  void ratesAndTheRatioToTheBestGemv() {
    String text =
        ReportTable.of(
            List.of(
                measured("gemvJava", 1200),
                measured("gemvNative", 800, 1000, 1600),
                measured("vector", 500)));
    List<String> lines = text.lines().toList();
    assertEquals(5, lines.size(), text);
    assertEquals(
        "FusedGradient  gemvNative      256x16384   1000   800..1600     16.8  33.6          -"
            + "         1.00",
        lines.get(2));
    assertTrue(lines.get(3).endsWith("2.00"), text);
    assertTrue(lines.get(4).startsWith("us/op: median over 3 forks"), text);
  }

  @Test
  void theRoofsComeFirstAndGiveAShare() {
    List<ForkTimes> all = Fixture.timings();
    String text = ReportTable.of(all);
    assertTrue(
        text.startsWith("Roofs, one thread: 109 GFLOP/s; GB/s read from 32 KiB: 347,"), text);
    ForkTimes gemv = all.get(1);
    double share =
        100 * Roofs.of(all).orElseThrow().micros(Work.of(gemv).orElseThrow()) / gemv.micros();
    String row = text.lines().filter(l -> l.contains("gemvNative")).findFirst().orElseThrow();
    assertTrue(row.contains(" " + TextTable.number(share) + " "), text);
  }

  @Test
  void countersStandInTheLastColumn() {
    Map<String, Double> counters = new TreeMap<>(Map.of("error", 3.14e-9, "evaluations", 1204.0));
    String text =
        ReportTable.of(
            List.of(
                new ForkTimes(
                    "p.FlowIntegratorBenchmark.rodas4OnDual",
                    Map.of("problem", "20x100x3", "alpha", "1"),
                    new double[] {100},
                    counters),
                new ForkTimes(
                    "p.FlowIntegratorBenchmark.rk4",
                    Map.of("problem", "20x100x3", "alpha", "1"),
                    new double[] {100},
                    counters)));
    List<String> lines = text.lines().toList();
    assertTrue(lines.get(0).endsWith("  counted"), text);
    assertTrue(lines.get(1).contains("20x100x3 alpha=1"), text);
    assertTrue(
        lines.get(1).matches(".* - +- +- +- +error=3.1e-09 evaluations=1204"),
        "the work of a Rosenbrock method is not its evaluations: " + text);
    assertTrue(lines.get(2).contains(" 96.3 "), "4 nd flops an evaluation: " + text);
  }

  @Test
  void threeDigitsCount() {
    assertEquals("0.12", TextTable.number(0.123));
    assertEquals("1.23", TextTable.number(1.234));
    assertEquals("12.3", TextTable.number(12.34));
    assertEquals("1234", TextTable.number(1234.4));
  }

  private static ForkTimes measured(String method, double... forkMicros) {
    return new ForkTimes(
        "dev.mirrorflow.bench.FusedGradientBenchmark." + method,
        Map.of("shape", "256x16384"),
        forkMicros);
  }
}
