package dev.mirrorflow.bench;

import dev.ludovic.netlib.blas.BLAS;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.WeightedGram;
import java.util.Arrays;
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

/**
 * The matrix X diag(w) Xᵀ of a Newton step on the dual: scaled block by block on its way into the
 * BLAS in force, against one dsyrk of that BLAS on an X that was scaled beforehand.
 *
 * <pre>java -jar bench/target/benchmarks.jar WeightedGram -p shape=200x5000 -p backend=native,java
 * </pre>
 *
 * <p>{@code dsyrk} has less to do, so that its time is a bound: {@code gram} is good at 0.8 of its
 * rate.
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
public class WeightedGramBenchmark {

  private static final Shape WARM_UP = new Shape(16, 256);

  /** n x d. */
  @Param({"50x2000", "200x5000", "256x16384"})
  public String shape;

  /** Which BLAS: {@code f2j}, {@code java}, {@code native}, {@code system} or {@code mkl}. */
  @Param("native")
  public String backend;

  private BLAS blas;
  private DesignMatrix x;
  private double[] rootWeights;
  private double[] scaled;
  private double[] out;
  private WeightedGram gram;

  /** Checks that both give the same lower triangle. */
  @Setup
  public void setUp() {
    blas = ForkBackend.of(backend);
    fill(WARM_UP);
    WarmUp.compile(this::gram);
    fill(Shape.parse(shape));
    double[] expected = dsyrk().clone();
    Arrays.fill(out, 0);
    Agreement.require("gram", expected, gram());
  }

  private void fill(Shape s) {
    SplittableRandom random = new SplittableRandom(6);
    x = s.randomMatrix(random);
    rootWeights = random.doubles(s.d()).toArray();
    scaled = new double[s.n() * s.d()];
    for (int i = 0; i < s.n(); i++) {
      for (int j = 0; j < s.d(); j++) {
        scaled[i * s.d() + j] = x.get(i, j) * rootWeights[j];
      }
    }
    out = new double[s.n() * s.n()];
    gram = new WeightedGram(x);
  }

  @Benchmark
  public double[] gram() {
    gram.compute(rootWeights, out);
    return out;
  }

  @Benchmark
  public double[] dsyrk() {
    int n = x.rows();
    int d = x.columns();
    blas.dsyrk("L", "T", n, d, 1, scaled, d, 0, out, n);
    return out;
  }
}
