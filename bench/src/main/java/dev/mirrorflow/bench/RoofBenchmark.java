package dev.mirrorflow.bench;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The roofs of this machine, one thread: multiply-adds per second, and bytes read per second by how
 * much is read again and again.
 *
 * <pre>java -jar bench/target/benchmarks.jar Roof</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 5,
    jvmArgsPrepend = {
      ForkFlags.VECTOR_API,
      ForkFlags.NATIVE_ACCESS,
      ForkFlags.UNSAFE,
      ForkFlags.HUGE_PAGES,
      ForkFlags.MIN_HEAP,
      ForkFlags.MAX_HEAP
    })
public class RoofBenchmark {

  /** Multiply-adds of one call of {@link #fma}, at any vector width. */
  static final long FMA_DOUBLES = 12L * 32768;

  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Element 6 lies on a 64-byte boundary where the array has a region of its own. */
  private static final int SHIFT = 6;

  /** Width of the vectors that the roofs are measured with. */
  static int vectorBits() {
    return SPECIES.vectorBitSize();
  }

  /** Holds the array to read. */
  @State(Scope.Thread)
  public static class Memory {

    /** Length in KiB: in L1, in L2, beyond L2 and in memory on today's servers. */
    @Param({"32", "256", "2048", "32768", "262144"})
    public int kib;

    private double[] data;
    private int length;

    @Setup
    public void setUp() {
      RoofBenchmark roof = new RoofBenchmark();
      fill(4096);
      WarmUp.compile(() -> roof.read(this));
      fill(kib * 128);
      double sum = roof.read(this);
      if (sum != length) {
        throw new IllegalStateException(length + " ones sum to " + sum);
      }
    }

    private void fill(int count) {
      length = count;
      data = new double[Math.max(GemvGradient.OWN_REGION, SHIFT + count)];
      Arrays.fill(data, 1);
    }
  }

  /**
   * Twelve independent chains: more than latency times units of any CPU we know. Not inlined:
   * HotSpot compiled it to code of half the speed in the loop that measures.
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public double fma() {
    DoubleVector x = DoubleVector.broadcast(SPECIES, 0.5);
    DoubleVector a0 = x;
    DoubleVector a1 = x;
    DoubleVector a2 = x;
    DoubleVector a3 = x;
    DoubleVector a4 = x;
    DoubleVector a5 = x;
    DoubleVector a6 = x;
    DoubleVector a7 = x;
    DoubleVector a8 = x;
    DoubleVector a9 = x;
    DoubleVector a10 = x;
    DoubleVector a11 = x;
    for (int i = 0; i < FMA_DOUBLES / 12; i += LANES) {
      a0 = a0.fma(x, x);
      a1 = a1.fma(x, x);
      a2 = a2.fma(x, x);
      a3 = a3.fma(x, x);
      a4 = a4.fma(x, x);
      a5 = a5.fma(x, x);
      a6 = a6.fma(x, x);
      a7 = a7.fma(x, x);
      a8 = a8.fma(x, x);
      a9 = a9.fma(x, x);
      a10 = a10.fma(x, x);
      a11 = a11.fma(x, x);
    }
    DoubleVector s = a0.add(a1).add(a2).add(a3).add(a4).add(a5);
    return s.add(a6).add(a7).add(a8).add(a9).add(a10).add(a11).lane(0);
  }

  /**
   * Sum of the array in eight accumulators, its four quarters side by side: CPUs fetch several
   * streams faster than one, and kernels read several rows.
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public double read(Memory memory) {
    double[] data = memory.data;
    DoubleVector a0 = DoubleVector.zero(SPECIES);
    DoubleVector a1 = a0;
    DoubleVector a2 = a0;
    DoubleVector a3 = a0;
    DoubleVector a4 = a0;
    DoubleVector a5 = a0;
    DoubleVector a6 = a0;
    DoubleVector a7 = a0;
    int quarter = memory.length / 4;
    int end = SHIFT + quarter;
    for (int j = SHIFT; j < end; j += 2 * LANES) {
      int k = j + quarter;
      int l = k + quarter;
      int m = l + quarter;
      a0 = a0.add(DoubleVector.fromArray(SPECIES, data, j));
      a1 = a1.add(DoubleVector.fromArray(SPECIES, data, j + LANES));
      a2 = a2.add(DoubleVector.fromArray(SPECIES, data, k));
      a3 = a3.add(DoubleVector.fromArray(SPECIES, data, k + LANES));
      a4 = a4.add(DoubleVector.fromArray(SPECIES, data, l));
      a5 = a5.add(DoubleVector.fromArray(SPECIES, data, l + LANES));
      a6 = a6.add(DoubleVector.fromArray(SPECIES, data, m));
      a7 = a7.add(DoubleVector.fromArray(SPECIES, data, m + LANES));
    }
    DoubleVector s = a0.add(a1).add(a2.add(a3)).add(a4.add(a5).add(a6.add(a7)));
    double sum = 0;
    for (int lane = 0; lane < LANES; lane++) {
      sum += s.lane(lane);
    }
    return sum;
  }
}
