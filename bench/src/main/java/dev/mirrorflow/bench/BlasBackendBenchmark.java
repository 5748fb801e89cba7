package dev.mirrorflow.bench;

import dev.ludovic.netlib.blas.BLAS;
import dev.mirrorflow.linalg.Precision;
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

/**
 * Residual and gradient of least squares as two gemv calls of any BLAS, on a plain array as callers
 * of BLAS have it and in the layout of {@link dev.mirrorflow.linalg.DesignMatrix}; {@link
 * FusedGradientBenchmark} has our kernels on the same problem.
 *
 * <pre>java -jar bench/target/benchmarks.jar BlasBackend -p backend=native,system,mkl</pre>
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
public class BlasBackendBenchmark {

  private static final Shape WARM_UP = new Shape(16, 256);

  /** n x d. */
  @Param({"256x1024", "256x16384"})
  public String shape;

  /** Which BLAS: {@code f2j}, {@code java}, {@code native}, {@code system} or {@code mkl}. */
  @Param({"f2j", "java", "native"})
  public String backend;

  private Gemv blas;
  private GradientProblem plain;
  private GradientProblem aligned;

  /** Checks both against the Fortran reference. */
  @Setup
  public void setUp() {
    BLAS chosen = ForkBackend.of(backend);
    blas = chosen::dgemv;
    GradientProblem small = new GradientProblem(WARM_UP, false, Precision.DOUBLE);
    WarmUp.compile(() -> small.gemv(blas));
    Shape size = Shape.parse(shape);
    plain = new GradientProblem(size, false, Precision.DOUBLE);
    aligned = new GradientProblem(size, true, Precision.DOUBLE);
    double[] expected = plain.gemv(Gemv.f2j()).clone();
    Agreement.require("gemv", expected, gemv());
    Agreement.require("gemvAligned", expected, gemvAligned());
  }

  @Benchmark
  public double[] gemv() {
    return plain.gemv(blas);
  }

  @Benchmark
  public double[] gemvAligned() {
    return aligned.gemv(blas);
  }
}
