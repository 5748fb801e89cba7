package dev.mirrorflow.bench;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LinearAlgebraBackend;
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
 * Residual and gradient of least squares over all n samples, X in L2, beyond L2, and in memory: the
 * fused kernel against two gemv calls of three BLAS.
 *
 * <pre>java -jar bench/target/benchmarks.jar FusedGradient -p shape=256x16384</pre>
 *
 * <p>{@code scalar} and {@code vector} are the same call; their forks' flags differ.
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
public class FusedGradientBenchmark {

  /** n x d. */
  @Param({"64x512", "256x1024", "256x16384", "256x131072"})
  public String shape;

  private DesignMatrix x;
  private GemvGradient gemv;
  private Gemv f2j;
  private Gemv java;
  private Gemv openBlas;
  private double[] theta;
  private double[] y;
  private double[] residual;
  private double[] gradient;

  @Setup
  public void setUp(BenchmarkParams params) {
    Agreement.requireProvider(params.getBenchmark(), Kernels.provider());
    Shape s = Shape.parse(shape);
    SplittableRandom random = new SplittableRandom(1);
    x = s.randomMatrix(random);
    theta = random.doubles(s.d(), -1, 1).toArray();
    y = random.doubles(s.n(), -1, 1).toArray();
    residual = new double[s.n()];
    gradient = new double[s.d()];
    gemv = new GemvGradient(x);
    f2j = Gemv.f2j();
    java = Gemv.java();
    double[] expected = gemvF2j().clone();
    Agreement.require(Kernels.description(), expected, fused());
    Agreement.require("gemvJava", expected, gemvJava());
    if (LinearAlgebraBackend.isNative() || params.getBenchmark().endsWith("gemvNative")) {
      openBlas = Gemv.openBlas();
      Agreement.require("gemvNative", expected, gemvNative());
    }
  }

  private double[] fused() {
    x.residualGradient(theta, y, residual, gradient);
    return gradient;
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
    return fused();
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
    return fused();
  }

  @Benchmark
  public double[] gemvF2j() {
    gemv.residualGradient(f2j, theta, y, residual, gradient);
    return gradient;
  }

  @Benchmark
  public double[] gemvJava() {
    gemv.residualGradient(java, theta, y, residual, gradient);
    return gradient;
  }

  @Benchmark
  public double[] gemvNative() {
    gemv.residualGradient(openBlas, theta, y, residual, gradient);
    return gradient;
  }
}
