package dev.mirrorflow.bench;

import dev.mirrorflow.kernel.Kernels;
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
 * <p>{@code scalar} and {@code vector} are the same call; their forks' flags differ. BLAS gets a
 * plain array, as its callers have it, and in the methods named Aligned the layout of {@link
 * dev.mirrorflow.linalg.DesignMatrix}, which is faster.
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

  private static final Shape WARM_UP = new Shape(16, 256);

  private final Gemv f2j = Gemv.f2j();
  private Gemv blas;
  private GradientProblem problem;

  /** Checks the fork's own implementation against the Fortran reference on the whole problem. */
  @Setup
  public void setUp(BenchmarkParams params) {
    Agreement.requireProvider(params.getBenchmark(), Kernels.provider());
    String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
    blas =
        switch (method) {
          case "gemvF2j" -> f2j;
          case "gemvJava", "gemvJavaAligned" -> Gemv.java();
          case "gemvNative", "gemvNativeAligned" -> Gemv.openBlas();
          default -> null;
        };
    boolean aligned = method.endsWith("Aligned");
    GradientProblem small = new GradientProblem(WARM_UP, aligned);
    WarmUp.compile(() -> run(small));
    problem = new GradientProblem(Shape.parse(shape), aligned);
    double[] expected = problem.gemv(f2j).clone();
    Agreement.require(method, expected, run(problem));
  }

  private double[] run(GradientProblem p) {
    return blas == null ? p.fused() : p.gemv(blas);
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
    return problem.fused();
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
    return problem.fused();
  }

  @Benchmark
  public double[] gemvF2j() {
    return problem.gemv(blas);
  }

  @Benchmark
  public double[] gemvJava() {
    return problem.gemv(blas);
  }

  @Benchmark
  public double[] gemvNative() {
    return problem.gemv(blas);
  }

  @Benchmark
  public double[] gemvJavaAligned() {
    return problem.gemv(blas);
  }

  @Benchmark
  public double[] gemvNativeAligned() {
    return problem.gemv(blas);
  }
}
