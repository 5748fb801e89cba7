package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mirrorflow.error.BadDataException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkTest {

  @Test
  void figuresByHand() {
    assertEquals(
        new Work(4 * 32768, 8 * 32768, 8 * 32768, 8 * 32768),
        Work.fusedGradient(new Shape(64, 512)));
    assertEquals(
        new Work(4 * 8 * 1024, 8 * 8 * 1024, 8 * 8 * 1024, 2 << 20),
        Work.miniBatch(new Shape(256, 1024), 8));
    assertEquals(new Work(600, 4800, 2400, 3200), Work.hadamardUpdate(100));
    assertEquals(new Work(4096, 32768, 32768, 32768), Work.read(32));
    assertEquals(2 * 393216, Work.multiplyAdds().flops());
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
