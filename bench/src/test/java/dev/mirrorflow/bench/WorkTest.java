package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class WorkTest {

  @Test
  void figuresByHand() {
    assertEquals(
        new Work(4 * 32768, 8 * 32768, 8 * 32768, 8 * 32768),
        Work.fusedGradient(new Shape(64, 512)));
    assertEquals(
        new Work(4 * 8 * 1024, 8 * 8 * 1024, 8 * 8 * 1024, 2 << 20),
        Work.miniBatch(new Shape(256, 1024), 8));
    assertEquals(
        new Work(4e6 * 16, 8e6 * 2 + 16e3 * 16, 8e6 * 2 + 8e3 * 16, 8e6 + 16e3 * 16),
        Work.laneGradients(new Shape(1000, 1000), 8));
    assertEquals(
        new Work(4e6 * 32, 8e6 * 2 + 16e3 * 32, 8e6 * 2 + 8e3 * 32, 8e6 + 16e3 * 16),
        Work.fullLanes(new Shape(1000, 1000), 32));
    assertEquals(new Work(4000, 4000, 4000, 4000), Work.singleGradient(new Shape(10, 100)));
    assertEquals(new Work(600, 4800, 2400, 3200), Work.hadamardUpdate(100));
    assertEquals(new Work(4096, 32768, 32768, 32768), Work.read(32));
    assertEquals(2 * 393216, Work.multiplyAdds().flops());
    assertEquals(new Work(12_000, 24_000, 24_000, 8000), Work.gradients(new Shape(10, 100), 3));
    assertEquals(new Work(30_000, 24_000, 24_000, 8000), Work.newtonSteps(new Shape(10, 100), 3));
    assertEquals(new Work(10_000, 8000, 8000, 8000), Work.weightedGram(new Shape(10, 100)));
  }

  @Test
  void aLargeMatrixDoesNotOverflow() {
    assertEquals(8e12, Work.fusedGradient(new Shape(1_000_000, 1_000_000)).bytes());
  }

  @Test
  void everyMeasuredBenchmarkHasItsWork() {
    for (ForkTimes m : Fixture.timings()) {
      assertTrue(Work.of(m).orElseThrow().flops() > 0, m.benchmark());
    }
  }

  /** Or the table of a run that took hours could not be made. */
  @Test
  void everyBenchmarkThatCanBeMeasuredIsKnown() {
    OutputFormat silent = OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT);
    List<PlannedBenchmark> all =
        BenchmarkPlan.of(new OptionsBuilder().include("Benchmark").build(), silent);
    Map<String, Double> counters =
        Map.of("evaluations", 1.0, "iterations", 1.0, "newtonSteps", 1.0);
    assertTrue(all.size() > 200, "found " + all.size());
    for (PlannedBenchmark planned : all) {
      assertDoesNotThrow(() ->
          Work.of(new ForkTimes(planned.method(), planned.params(), new double[] {1}, counters)));
    }
  }

  @Test
  void anUnknownBenchmarkHasNone() {
    ForkTimes m = new ForkTimes("a.OtherBenchmark.run", Map.of(), new double[] {1});
    assertThrows(IllegalArgumentException.class, () -> Work.of(m));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "256", "256x", "x16", "256 x 16", "-1x4", "1e3x4", "99999999999x1"})
  void shapesAreWrittenNxD(String text) {
    assertThrows(BadDataException.class, () -> Shape.parse(text));
  }

  @Test
  void aShapeIsRead() {
    assertEquals(new Shape(256, 16384), Shape.parse("256x16384"));
  }
}
