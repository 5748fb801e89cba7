package dev.mirrorflow.bench;

import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
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
 * Residual and gradient over a mini-batch of b rows, a new batch at every call, as stochastic
 * gradient descent does it.
 *
 * <pre>java -jar bench/target/benchmarks.jar MiniBatch -p shape=256x16384 -p b=8</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class MiniBatchBenchmark {

  /** n x d of X. */
  @Param({"256x1024", "256x16384"})
  public String shape;

  /** Rows in a batch. */
  @Param({"1", "8", "32", "256"})
  public int b;

  private DesignMatrix x;
  private int[] order;
  private int next;
  private double[] theta;
  private double[] y;
  private double[] residual;
  private double[] gradient;

  @Setup
  public void setUp(BenchmarkParams params) {
    Agreement.requireProvider(params.getBenchmark(), Kernels.provider());
    fill(new Shape(4 * b, 4096 / b));
    WarmUp.compile(this::run);
    fill(Shape.parse(shape));
    next = 0;
    Agreement.require(Kernels.description(), expected(), run());
  }

  private void fill(Shape s) {
    SplittableRandom random = new SplittableRandom(3);
    x = s.randomMatrix(random);
    theta = random.doubles(s.d(), -1, 1).toArray();
    y = random.doubles(s.n(), -1, 1).toArray();
    residual = new double[s.n()];
    gradient = new double[s.d()];
    order = random.ints((long) s.n() / b * b, 0, s.n()).toArray();
  }

  /** The gradient of the first batch, sample by sample. */
  private double[] expected() {
    int d = x.columns();
    double[] sum = new double[d];
    for (int k = 0; k < b; k++) {
      int i = order[k];
      double residualI = -y[i];
      for (int j = 0; j < d; j++) {
        residualI += x.get(i, j) * theta[j];
      }
      for (int j = 0; j < d; j++) {
        sum[j] += residualI * x.get(i, j) / b;
      }
    }
    return sum;
  }

  private double[] run() {
    int from = next;
    next = from + b < order.length ? from + b : 0;
    x.batchResidualGradient(order, from, from + b, theta, y, residual, gradient);
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
