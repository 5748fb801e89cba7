package dev.mirrorflow.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoofsTest {

  /** 100 GFLOP/s; 200 GB/s from 32 KiB, 50 from 2 MiB, 20 from 256 MiB. */
  private static Roofs roofs() {
    return Roofs.of(
            List.of(
                new ForkTimes(
                    "p.RoofBenchmark.fma",
                    Map.of(),
                    new double[] {2.0 * RoofBenchmark.FMA_DOUBLES / 100e3}),
                read(32, 200),
                read(262144, 20),
                read(2048, 50)))
        .orElseThrow();
  }

  private static ForkTimes read(int kib, double gigabytes) {
    return new ForkTimes(
        "p.RoofBenchmark.read",
        Map.of("kib", Integer.toString(kib)),
        new double[] {1024.0 * kib / gigabytes / 1e3});
  }

  @Test
  void theBandwidthIsThatOfTheNearestSize() {
    Roofs roofs = roofs();
    assertEquals(100, roofs.gigaflops(), 1e-9);
    assertEquals(200, roofs.gigabytes(1000), 1e-9);
    assertEquals(200, roofs.gigabytes(250 << 10), 1e-9, "below the geometric mean, 256 KiB");
    assertEquals(50, roofs.gigabytes(260 << 10), 1e-9, "above it");
    assertEquals(50, roofs.gigabytes(1 << 20), 1e-9);
    assertEquals(20, roofs.gigabytes(1e12), 1e-9);
    assertEquals(
        List.of(32768.0, 2097152.0, 268435456.0), List.copyOf(roofs.gigabytesByBytes().keySet()));
  }

  @Test
  void theLongerOfBothTimesIsTheRoof() {
    Roofs roofs = roofs();
    assertEquals(10, roofs.micros(new Work(1e6, 9e9, 1e3, 2 << 20)), 1e-9, "bound by arithmetic");
    assertEquals(20, roofs.micros(new Work(1e3, 9e9, 1e6, 2 << 20)), 1e-9, "bound by memory");
  }

  @Test
  void withoutBothRoofsThereAreNone() {
    assertTrue(Roofs.of(List.of(read(32, 200))).isEmpty());
    assertTrue(Roofs.of(List.of()).isEmpty());
    assertTrue(Roofs.of(Fixture.timings()).isPresent());
  }
}
