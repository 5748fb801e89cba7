package dev.mirrorflow.bench;

import dev.mirrorflow.bias.MinimumNorm;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.DescentResult;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.model.LeastSquares;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Step sizes of gradient descent: what a step costs, and how long it takes to a training loss of
 * 1e-6 R(0).
 *
 * <pre>java -jar bench/target/benchmarks.jar StepSize -p model=network -p rule=1.9,polyak</pre>
 */
@State(Scope.Thread)
public class StepSizeBenchmark extends SolverBenchmark {

  static final int STEPS = 100;

  private static final double ALPHA = 0.1;
  private static final double LOSS = 1e-6;
  private static final long ITERATIONS = 1_000_000;

  /** n x d x k. */
  @Param({"50x500x5"})
  public String problem;

  /** What is descended: θ, or the factors of θ = u⊙v. */
  @Param({"linear", "network"})
  public String model;

  /** η λmax, the edge of stability being at 2, or a rule that looks for η itself. */
  @Param({"0.1", "0.5", "1", "1.5", "1.9", "1.99", "polyak", "backtracking"})
  public String rule;

  private LeastSquares risk;
  private Start start;
  private Descent toTolerance;
  private Descent steps;

  /** Every rule must reach the tolerance, and on θ the interpolator of least norm. */
  @Setup
  public void setUp() {
    Dataset data = ProblemSize.parse(problem).problem().training();
    risk = new LeastSquares(data.x(), data.y());
    start =
        switch (model) {
          case "linear" -> Start.zero(risk.features());
          case "network" -> Start.network(ALPHA, risk.features());
          default -> throw new IllegalArgumentException("model " + model);
        };
    toTolerance = plan(new Stopping(LOSS * risk.lossAtZero(), 0, ITERATIONS));
    steps = plan(new Stopping(0, 0, STEPS));
    DescentResult end = toTolerance.run(risk, start);
    if (end.status() != DescentResult.Status.CONVERGED) {
      throw new IllegalStateException(model + ", " + rule + ": " + end.message());
    }
    if (model.equals("linear")) {
      Agreement.requireWithin(1e-2, rule, MinimumNorm.of(risk).theta(), end.theta());
    }
  }

  private Descent plan(Stopping stopping) {
    StepRule step =
        switch (rule) {
          case "polyak" -> new StepRule.Polyak();
          case "backtracking" -> new StepRule.Backtracking(1);
          default -> new StepRule.FractionOfEdge(Double.parseDouble(rule) / 2);
        };
    return new Descent(new Method.GradientDescent(), new Batches.Full(), step, stopping);
  }

  /** Iterations to the tolerance. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Count {
    public long iterations;
  }

  @Benchmark
  public DescentResult toTolerance(Count count) {
    DescentResult end = toTolerance.run(risk, start);
    count.iterations = end.iterations();
    return end;
  }

  /** One step, the first ones of a run; the search for the edge at the start is shared by them. */
  @Benchmark
  @OperationsPerInvocation(STEPS)
  public DescentResult step() {
    return steps.run(risk, start);
  }
}
