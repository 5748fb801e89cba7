package dev.mirrorflow.bench;

import dev.mirrorflow.block.BlockPass;
import dev.mirrorflow.block.ColumnBlocks;
import dev.mirrorflow.kernel.BlockKernels;
import dev.mirrorflow.kernel.Kernels;
import dev.mirrorflow.linalg.DesignMatrix;
import dev.mirrorflow.linalg.Precision;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * One step of gradient descent on the diagonal network: gradient, update of u and v, and the
 * residual after it. X by column blocks, read once, against X by rows and two calls of gemv.
 *
 * <pre>java -jar bench/target/benchmarks.jar NetworkStep -p shape=256x1024</pre>
 *
 * <p>{@code blocks} knows η before the gradient; {@code blocksAhead} makes all that a rule needs
 * that looks at the gradient first.
 */
@State(Scope.Thread)
public class NetworkStepBenchmark extends SolverBenchmark {

  /** So small that no number of steps leaves the numbers it is measured on. */
  private static final double ETA = 1e-12;

  private static final double START = 0.1;

  /** n x d. */
  @Param({"64x512", "256x1024", "256x16384", "256x131072"})
  public String shape;

  private DesignMatrix x;
  private BlockPass<?> pass;
  private Gemv blas;
  private GemvGradient gemv;
  private double weight;
  private double[] y;
  private double[] u;
  private double[] v;
  private double[] theta;
  private double[] residual;
  private double[] fitted;
  private double[] second;
  private double[] gradient;
  private final BlockKernels.Update update = this::move;
  private final BlockPass.Expansion expansion = this::expand;

  @Setup
  public void setUp(BenchmarkParams params) {
    String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
    Shape s = Shape.parse(shape);
    SplittableRandom random = new SplittableRandom(1);
    Precision precision = method.endsWith("Single") ? Precision.SINGLE : Precision.DOUBLE;
    x = s.randomMatrix(random).in(precision);
    y = random.doubles(s.n(), -1, 1).toArray();
    weight = 1.0 / s.n();
    u = new double[s.d()];
    v = new double[s.d()];
    theta = new double[s.d()];
    gradient = new double[s.d()];
    residual = new double[s.n()];
    fitted = new double[s.n()];
    second = new double[s.n()];
    Arrays.fill(u, START);
    Arrays.fill(v, START);
    Kernels.hadamard(u, v, theta);
    if (method.startsWith("blocks")) {
      pass = ColumnBlocks.of(x).pass();
      pass.multiply(theta, residual);
      Kernels.axpy(-1, y, residual);
    } else if (method.startsWith("gemv")) {
      blas = Gemv.openBlas();
      gemv = method.endsWith("Aligned") ? GemvGradient.aligned(x) : GemvGradient.plain(x);
    }
  }

  private double[] byBlocks() {
    pass.step(residual, weight, gradient, update, theta, fitted);
    Kernels.axpy(-1, y, fitted);
    System.arraycopy(fitted, 0, residual, 0, fitted.length);
    return theta;
  }

  private double[] byRows() {
    x.residualGradient(theta, y, residual, gradient);
    move(0, u.length);
    return theta;
  }

  private double[] byGemv() {
    gemv.residualGradient(blas, theta, y, residual, gradient);
    move(0, u.length);
    return theta;
  }

  private void move(int from, int to) {
    Kernels.hadamardStep(u, v, gradient, ETA, theta, from, to);
  }

  @Benchmark
  public double[] blocks() {
    return byBlocks();
  }

  @Benchmark
  public double[] blocksSingle() {
    return byBlocks();
  }

  @Benchmark
  public double[] blocksAhead() {
    pass.gradientAndProducts(residual, weight, gradient, expansion, fitted, second);
    move(0, u.length);
    for (int i = 0; i < residual.length; i++) {
      residual[i] += ETA * (fitted[i] + ETA * second[i]);
    }
    return theta;
  }

  private void expand(int from, int to, double[] a, double[] b) {
    for (int j = from; j < to; j++) {
      double ug = u[j] * gradient[j];
      double vg = v[j] * gradient[j];
      a[j - from] = -(u[j] * ug + v[j] * vg);
      b[j - from] = ug * vg;
    }
  }

  @Benchmark
  public double[] rows() {
    return byRows();
  }

  @Benchmark
  public double[] rowsSingle() {
    return byRows();
  }

  @Benchmark
  public double[] gemvNative() {
    return byGemv();
  }

  @Benchmark
  public double[] gemvNativeAligned() {
    return byGemv();
  }
}
