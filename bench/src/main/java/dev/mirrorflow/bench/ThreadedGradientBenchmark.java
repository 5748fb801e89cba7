package dev.mirrorflow.bench;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.Crew;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.RowBlocks;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * One gradient on several threads, by blocks of rows: the speed-up is the time at {@code workers=1}
 * over that at more. {@code workers=0} is the fused gradient without blocks.
 *
 * <pre>java -jar bench/target/benchmarks.jar ThreadedGradient -p workers=0,1,2,4,8</pre>
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
public class ThreadedGradientBenchmark {

  private static final double TOLERANCE = 1e-12;
  private static final Shape WARM_UP = new Shape(64, 256);

  /** n x d. */
  @Param({"256x2048", "256x16384"})
  public String shape;

  /** Threads; more than there are cores are refused. */
  @Param({"0", "1", "2"})
  public int workers;

  private DesignMatrix x;
  private Crew crew;
  private RowBlocks blocks;
  private double[] theta;
  private double[] y;
  private double[] residual;
  private double[] gradient;

  /** Checks the blocks against the fused gradient. */
  @Setup
  public void setUp(BenchmarkParams params) {
    Agreement.requireProvider(params.getBenchmark(), Kernels.provider());
    MachineLimits.threads(workers)
        .ifPresent(lack -> {
          throw new IllegalStateException(lack);
        });
    fill(WARM_UP);
    WarmUp.compile(this::run);
    tearDown();
    fill(Shape.parse(shape));
    double[] expected = new double[x.columns()];
    x.residualGradient(theta, y, residual, expected);
    Agreement.requireWithin(TOLERANCE, workers + " threads", expected, run());
  }

  private void fill(Shape s) {
    SplittableRandom random = new SplittableRandom(7);
    x = s.randomMatrix(random);
    theta = random.doubles(s.d(), -1, 1).toArray();
    y = random.doubles(s.n(), -1, 1).toArray();
    residual = new double[s.n()];
    gradient = new double[s.d()];
    crew = new Crew(Math.max(1, workers));
    blocks = workers == 0 ? null : new RowBlocks(x, crew);
  }

  /** Lets the threads end. */
  @TearDown
  public void tearDown() {
    crew.close();
  }

  private double[] run() {
    if (blocks == null) {
      x.residualGradient(theta, y, residual, gradient);
    } else {
      blocks.residualGradient(theta, y, residual, gradient);
    }
    return gradient;
  }

  @Benchmark
  public double[] gradient() {
    return run();
  }
}
