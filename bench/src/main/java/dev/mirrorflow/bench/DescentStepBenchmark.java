package dev.mirrorflow.bench;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.data.SyntheticProblem;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.model.LeastSquares;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of a whole descent loop on the diagonal network, its step rule, stopping test and update
 * included. A run of {@value #STEPS} steps counts as that many operations, so that {@code
 * gc.alloc.rate.norm} shows the set-up's share only.
 *
 * <pre>java -jar bench/target/benchmarks.jar DescentStep -prof gc</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class DescentStepBenchmark {

  static final int STEPS = 20_000;

  /** n x d of X. */
  @Param({"100x1000"})
  public String shape;

  /** The update. */
  @Param({"gd", "sgd", "heavyBall", "nesterov"})
  public String method;

  /** The step rule. */
  @Param({"constant", "edge", "polyak"})
  public String step;

  private LeastSquares problem;
  private Descent plan;
  private Start start;

  @Setup
  public void setUp() {
    Shape s = Shape.parse(shape);
    Dataset data = SyntheticProblem.of(s.n(), s.d(), Math.min(8, s.d()), 1).training();
    problem = new LeastSquares(data.x(), data.y());
    start = Start.network(0.1, s.d());
    StepRule rule =
        switch (step) {
          case "constant" -> new StepRule.Constant(1e-3);
          case "edge" -> new StepRule.FractionOfEdge(0.1);
          case "polyak" -> new StepRule.Polyak();
          default -> throw new IllegalArgumentException("step " + step);
        };
    Method update =
        switch (method) {
          case "gd", "sgd" -> new Method.GradientDescent();
          case "heavyBall" -> new Method.HeavyBall(0.5);
          case "nesterov" -> new Method.Nesterov(0.5);
          default -> throw new IllegalArgumentException("method " + method);
        };
    Batches batches = method.equals("sgd") ? new Batches.Mini(10, false, 1) : new Batches.Full();
    // Tolerances of 0: the loop makes all its steps.
    plan = new Descent(update, batches, rule, new Stopping(0, 0, STEPS));
  }

  @Benchmark
  @OperationsPerInvocation(STEPS)
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
  public DescentResult network() {
    return plan.run(problem, start);
  }
}
