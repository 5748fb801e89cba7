package dev.mirrorflow.bench;

/**
 * Has HotSpot compile a kernel on little data before it sees much: interpreted, the Vector API is a
 * thousand times slower and one call on a large X takes seconds. A fixed number of calls would not
 * do where the compiler has to wait for a CPU.
 */
public final class WarmUp {

  /** Between what 4096 entries take compiled (below 10 µs) and interpreted (above 500 µs). */
  private static final long COMPILED_NANOS = 100_000;

  private static final int FAST_CALLS = 200;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private WarmUp() {}

  /** Repeats a call on about 4096 entries until it is compiled, for 20 seconds at most. */
  public static void compile(Runnable call) {
    long start = System.nanoTime();
    int fast = 0;
    while (fast < FAST_CALLS && System.nanoTime() - start < PATIENCE_NANOS) {
      long before = System.nanoTime();
      call.run();
      fast += System.nanoTime() - before < COMPILED_NANOS ? 1 : 0;
    }
  }
}
