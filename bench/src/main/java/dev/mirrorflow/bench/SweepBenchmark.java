package dev.mirrorflow.bench;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.sweep.AlphaSweep;
import dev.mirrorflow.sweep.SweepPoint;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A sweep of gradient descent on the diagonal network over 16 α from 0.01 to 1: in lanes, a block
 * on each thread, as {@link AlphaSweep} runs so many, against a parallel stream of single α.
 *
 * <pre>java -jar bench/target/benchmarks.jar Sweep -p threads=1,2,4</pre>
 */
@State(Scope.Thread)
public class SweepBenchmark extends SolverBenchmark {

  /** n x d x k. */
  @Param({"50x500x5", "100x2000x10"})
  public String problem;

  /** Threads of the sweep. */
  @Param({"1", "2"})
  public int threads;

  private final double[] alphas = AlphaSweep.logSpaced(1e-2, 1, 16);
  private AlphaSweep sweep;
  private ForkJoinPool pool;

  /** Any number of threads must give the same bits, and single α the same θ but for rounding. */
  @Setup
  public void setUp() {
    Dataset data = ProblemSize.parse(problem).problem().training();
    LeastSquares risk = new LeastSquares(data.x(), data.y());
    Descent plan =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.FractionOfEdge(0.5),
            new Stopping(1e-3 * risk.lossAtZero(), 0, 100_000));
    sweep = new AlphaSweep(risk, plan);
    List<SweepPoint> one = sweep.run(alphas, 1, _ -> {}).points();
    List<SweepPoint> many = sweep.run(alphas, threads, _ -> {}).points();
    for (int k = 0; k < alphas.length; k++) {
      DescentResult expected = one.get(k).result();
      if (expected.status() != DescentResult.Status.CONVERGED) {
        throw new IllegalStateException("alpha = " + alphas[k] + ": " + expected.message());
      }
      Agreement.requireWithin(
          0, threads + " threads", expected.theta(), many.get(k).result().theta());
    }
    pool = new ForkJoinPool(threads);
    List<SweepPoint> singles = streams(new Count());
    for (int k = 0; k < alphas.length; k++) {
      Agreement.requireWithin(
          1e-9, "a single alpha", one.get(k).result().theta(), singles.get(k).result().theta());
    }
  }

  /** Ends the threads. */
  @TearDown
  public void tearDown() {
    pool.close();
  }

  /** Iterations of all α together. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Count {
    public long iterations;
  }

  /** One pass over X for all lanes of a block. */
  @Benchmark
  public List<SweepPoint> lanes(Count count) {
    return counted(count, sweep.run(alphas, threads, _ -> {}).points());
  }

  /** One pass over X for each α. */
  @Benchmark
  public List<SweepPoint> streams(Count count) {
    return counted(
        count,
        pool.submit(() -> Arrays.stream(alphas).parallel().mapToObj(this::single).toList()).join());
  }

  private SweepPoint single(double alpha) {
    return sweep.run(new double[] {alpha}, 1, _ -> {}).points().getFirst();
  }

  private static List<SweepPoint> counted(Count count, List<SweepPoint> points) {
    count.iterations = points.stream().mapToLong(p -> p.result().iterations()).sum();
    return points;
  }
}
