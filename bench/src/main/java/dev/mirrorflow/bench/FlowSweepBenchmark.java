package dev.mirrorflow.bench;

import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.descent.Batches;
import dev.mirrorflow.descent.Descent;
import dev.mirrorflow.descent.Method;
import dev.mirrorflow.descent.StableStep;
import dev.mirrorflow.descent.Start;
import dev.mirrorflow.descent.StepRule;
import dev.mirrorflow.descent.Stopping;
import dev.mirrorflow.flow.DormandPrince;
import dev.mirrorflow.flow.ExplicitEuler;
import dev.mirrorflow.flow.FlowOptions;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.Integrator;
import dev.mirrorflow.flow.RungeKutta4;
import dev.mirrorflow.flow.Tolerance;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.sweep.AlphaSweep;
import dev.mirrorflow.sweep.FlowPoint;
import dev.mirrorflow.sweep.FlowSweep;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The gradient flow of the diagonal network from many α between 0.1 and 1 by an explicit method,
 * for as long as fifty steps at half of Euler's edge of stability of α = 1 are: all α side by side,
 * and one after the other, on one thread.
 *
 * <pre>java -jar bench/target/benchmarks.jar FlowSweep -p integrator=rk4</pre>
 */
@State(Scope.Thread)
public class FlowSweepBenchmark extends SolverBenchmark {

  private static final int STEPS = 50;

  /** n x d x k. */
  @Param({"50x500x5", "200x5000x10"})
  public String problem;

  /** The explicit method. */
  @Param({"euler", "rk4", "dormand-prince"})
  public String integrator;

  /** How many α. */
  @Param("32")
  public int count;

  private double[] alphas;
  private double step;
  private FlowSweep sweep;

  /** Both ways must lead to the same ends. */
  @Setup
  public void setUp() {
    alphas = AlphaSweep.logSpaced(1e-1, 1, count);
    Dataset data = ProblemSize.parse(problem).problem().training();
    LeastSquares risk = new LeastSquares(data.x(), data.y());
    Descent descent =
        new Descent(
            new Method.GradientDescent(),
            new Batches.Full(),
            new StepRule.FractionOfEdge(1),
            new Stopping(0, 0, 0));
    step = 0.5 * StableStep.estimate(descent, risk, Start.network(1, risk.features()));
    sweep = new FlowSweep(risk, FlowOptions.until(STEPS * step), this::method);
    List<FlowPoint> lanes = sweep.run(alphas, 1, _ -> {}).points();
    List<FlowPoint> alone = oneByOne();
    for (int k = 0; k < alphas.length; k++) {
      Agreement.requireWithin(1e-9, "lanes", theta(alone.get(k)), theta(lanes.get(k)));
    }
  }

  private Integrator method(double alpha) {
    return switch (integrator) {
      case "euler" -> new ExplicitEuler(step);
      case "rk4" -> new RungeKutta4(step);
      case "dormand-prince" -> new DormandPrince(Tolerance.ofFactors(1e-6, alpha));
      default -> throw new IllegalArgumentException("no explicit method is called " + integrator);
    };
  }

  private static double[] theta(FlowPoint point) {
    return point.result().orElseThrow().theta();
  }

  /** Evaluations of all α together. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Count {
    public long evaluations;

    private List<FlowPoint> note(List<FlowPoint> points) {
      evaluations =
          points.stream()
              .mapToLong(p -> p.result().map(FlowResult::evaluations).orElseThrow())
              .sum();
      return points;
    }
  }

  @Benchmark
  public List<FlowPoint> sideBySide(Count counted) {
    return counted.note(sweep.run(alphas, 1, _ -> {}).points());
  }

  @Benchmark
  public List<FlowPoint> oneByOne(Count counted) {
    return counted.note(oneByOne());
  }

  private List<FlowPoint> oneByOne() {
    List<FlowPoint> points = new ArrayList<>();
    for (double alpha : alphas) {
      points.add(sweep.point(alpha, () -> false));
    }
    return points;
  }
}
