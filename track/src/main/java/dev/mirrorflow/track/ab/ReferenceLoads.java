package dev.mirrorflow.track.ab;

import java.util.Arrays;

/**
 * Three fixed loads of a few milliseconds, run between the forks: arithmetic, reading from L1, and
 * reading from memory. Where one of them takes longer than usual, the machine was disturbed.
 */
final class ReferenceLoads {

  private static final int PASSES = 5;
  private static final int WARM_UPS = 40;

  private static final int CHAIN = 300_000;
  private static final int L1_LONGS = 2048;
  private static final int L1_REPEATS = 8000;

  /** 128 MiB: beyond the caches of most CPUs. */
  private static final int MEMORY_LONGS = 1 << 24;

  private static final int LINE_LONGS = 8;

  private final long[] small = new long[L1_LONGS];
  private final long[] large = new long[MEMORY_LONGS];

  /** A field, so that the compiler cannot know where the chain leads. */
  private double start = 0.5;

  private double sink;

  /** The loads, their code compiled. */
  ReferenceLoads() {
    Arrays.fill(small, 1);
    Arrays.fill(large, 1);
    for (int i = 0; i < WARM_UPS; i++) {
      sink += chain() + readSmall() + readLarge();
    }
  }

  /** Measures now: for each load the median of five passes, about 40 ms in all. */
  LoadTimes read() {
    double[] compute = new double[PASSES];
    double[] l1 = new double[PASSES];
    double[] memory = new double[PASSES];
    for (int p = 0; p < PASSES; p++) {
      long start = System.nanoTime();
      sink += chain();
      long computed = System.nanoTime();
      sink += readSmall();
      long read = System.nanoTime();
      sink += readLarge();
      long end = System.nanoTime();
      compute[p] = (computed - start) / 1e3;
      l1[p] = (read - computed) / 1e3;
      memory[p] = (end - read) / 1e3;
    }
    if (Double.isNaN(sink)) {
      throw new IllegalStateException("a sum of ones is no number");
    }
    return new LoadTimes(middle(compute), middle(l1), middle(memory));
  }

  private static double middle(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** Multiply-adds, each waiting for the one before. */
  private double chain() {
    double x = start;
    for (int i = 0; i < CHAIN; i++) {
      x = x * 0.9999 + 1e-5;
    }
    start = 1 - x;
    return x;
  }

  private long readSmall() {
    long sum = 0;
    for (int r = 0; r < L1_REPEATS; r++) {
      for (int i = 0; i < L1_LONGS; i++) {
        sum += small[i] ^ r;
      }
    }
    return sum;
  }

  /** One number of each cache line. */
  private long readLarge() {
    long sum = 0;
    for (int i = 0; i < MEMORY_LONGS; i += LINE_LONGS) {
      sum += large[i];
    }
    return sum;
  }
}
