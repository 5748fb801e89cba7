package dev.mirrorflow.bench;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.LanePass;
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
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * Gradients of 16 θ on the same X: all of a block of lanes in one pass over X, against one fused
 * pass for each θ.
 *
 * <pre>java -jar bench/target/benchmarks.jar LaneGradient -p shape=252x16384</pre>
 *
 * <p>A call makes the 16 gradients, in blocks of {@code width} lanes.
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
public class LaneGradientBenchmark {

  /** How many θ a call takes. */
  static final int THETAS = 16;

  private static final Shape WARM_UP = new Shape(24, 256);

  /** n x d of X. */
  @Param({"96x1024", "252x16384"})
  public String shape;

  /** Lanes of a block; 1 is the fused gradient of one θ after the other. */
  @Param({"1", "8", "16"})
  public int width;

  private DesignMatrix x;
  private double[] y;
  private double[][] thetas;
  private double[][] gradients;
  private double[] targets;
  private double[] residual;
  private LanePass pass;

  /** Checks the lanes against the fused gradient of each θ. */
  @Setup
  public void setUp(BenchmarkParams params) {
    Agreement.requireProvider(params.getBenchmark(), Kernels.provider());
    MachineLimits.lanes(width)
        .ifPresent(lack -> {
          throw new IllegalStateException(lack);
        });
    fill(WARM_UP);
    WarmUp.compile(this::run);
    fill(Shape.parse(shape));
    run();
    double[] expected = new double[x.columns()];
    double[] theta = new double[x.columns()];
    double[] actual = new double[x.columns()];
    for (int k = 0; k < THETAS; k++) {
      column(thetas, k, theta);
      column(gradients, k, actual);
      x.residualGradient(theta, y, residual, expected);
      Agreement.require("lane " + k, expected, actual);
    }
  }

  private void fill(Shape s) {
    SplittableRandom random = new SplittableRandom(5);
    x = s.randomMatrix(random);
    y = random.doubles(s.n(), -1, 1).toArray();
    thetas = new double[THETAS / width][];
    gradients = new double[thetas.length][];
    for (int b = 0; b < thetas.length; b++) {
      thetas[b] = random.doubles((long) s.d() * width, -1, 1).toArray();
      gradients[b] = new double[s.d() * width];
    }
    residual = new double[s.n()];
    targets = new double[width];
    Arrays.fill(targets, 1);
    pass = width == 1 ? null : new LanePass(x, y, width);
  }

  /** θ number k, or its gradient, out of the blocks. */
  private void column(double[][] blocks, int k, double[] out) {
    for (int j = 0; j < out.length; j++) {
      out[j] = blocks[k / width][j * width + k % width];
    }
  }

  private double[][] run() {
    for (int b = 0; b < thetas.length; b++) {
      if (pass == null) {
        x.residualGradient(thetas[b], y, residual, gradients[b]);
      } else {
        pass.gradient(thetas[b], targets, gradients[b]);
      }
    }
    return gradients;
  }

  @Benchmark
  public double[][] gradients() {
    return run();
  }
}
