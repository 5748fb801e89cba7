package dev.mirrorflow.bench;

import dev.mirrorflow.kernel.Kernels;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * One gradient step of the diagonal network in one pass, u ← u - η v⊙g, v ← v - η u⊙g, θ ← u⊙v, the
 * five vectors in L2 and beyond it.
 *
 * <pre>java -jar bench/target/benchmarks.jar HadamardUpdate -p d=4096</pre>
 *
 * <p>g is zero up to rounding, so that u and v neither grow nor vanish however often the step runs;
 * the time does not depend on the values.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class HadamardUpdateBenchmark {

  private static final double ETA = 1e-3;

  /** Number of features. */
  @Param({"4096", "131072"})
  public int d;

  private double[] u;
  private double[] v;
  private double[] g;
  private double[] theta;

  @Setup
  public void setUp(BenchmarkParams params) {
    Agreement.requireProvider(params.getBenchmark(), Kernels.provider());
    fill(4096);
    WarmUp.compile(this::run);
    fill(d);
    double[] expected = new double[d];
    for (int j = 0; j < d; j++) {
      expected[j] = (u[j] - ETA * g[j] * v[j]) * (v[j] - ETA * g[j] * u[j]);
    }
    Agreement.require(Kernels.description(), expected, run());
    for (int j = 0; j < d; j++) {
      g[j] *= 1e-16;
    }
  }

  private void fill(int length) {
    SplittableRandom random = new SplittableRandom(2);
    u = random.doubles(length, 0.5, 1).toArray();
    v = random.doubles(length, 0.5, 1).toArray();
    g = random.doubles(length, -1, 1).toArray();
    theta = new double[length];
  }

  private double[] run() {
    Kernels.hadamardStep(u, v, g, ETA, theta, 0, u.length);
    return theta;
  }

  @Benchmark
  @Fork(
      value = 5,
      jvmArgsPrepend = {
        ForkFlags.VECTOR_API,
        ForkFlags.NATIVE_ACCESS,
        ForkFlags.UNSAFE,
        ForkFlags.HUGE_PAGES,
        ForkFlags.MIN_HEAP,
        ForkFlags.MAX_HEAP,
        ForkFlags.SCALAR
      })
  public double[] scalar() {
    return run();
  }

  @Benchmark
  @Fork(
      value = 5,
      jvmArgsPrepend = {
        ForkFlags.VECTOR_API,
        ForkFlags.NATIVE_ACCESS,
        ForkFlags.UNSAFE,
        ForkFlags.HUGE_PAGES,
        ForkFlags.MIN_HEAP,
        ForkFlags.MAX_HEAP,
        ForkFlags.VECTOR
      })
  public double[] vector() {
    return run();
  }
}
