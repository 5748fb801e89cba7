package dev.mirrorflow.bench;

import dev.mirrorflow.flow.ExplicitEuler;
import dev.mirrorflow.flow.FlowResult;
import dev.mirrorflow.flow.RungeKutta4;
import org.hipparchus.ode.nonstiff.DormandPrince54Integrator;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Work and precision of the integrators on the flow of the diagonal network: time, evaluations of
 * the right-hand side and error of θ at the end, against the tolerance or the step. Hipparchus runs
 * on the same right-hand side with the same error control.
 *
 * <pre>java -jar bench/target/benchmarks.jar FlowIntegrator -p problem=100x1000x8 -p alpha=0.01
 * </pre>
 *
 * <p>JMH's own table gives the two counters summed over iterations; {@code mirrorflow bench} gives
 * them for one run.
 */
public class FlowIntegratorBenchmark extends SolverBenchmark {

  /** What is integrated. */
  @State(Scope.Thread)
  public static class Flow {

    /** n x d x k. */
    @Param({"20x100x3", "100x1000x8"})
    public String problem;

    /** The initialisation scale. */
    @Param({"0.01", "1"})
    public double alpha;

    private FlowProblem flow;

    @Setup
    public void setUp() {
      flow = new FlowProblem(ProblemSize.parse(problem), alpha);
    }
  }

  /** The knob of methods with step control. */
  @State(Scope.Thread)
  public static class Adaptive {

    /** Relative error allowed in a step. */
    @Param({"1e-4", "1e-8"})
    public double tolerance;
  }

  /** The knob of methods of fixed step. */
  @State(Scope.Thread)
  public static class Fixed {

    /** The step as a fraction of Euler's edge of stability. */
    @Param({"0.5", "0.05"})
    public double fraction;

    private double h;

    @Setup
    public void setUp(Flow flow) {
      h = fraction * flow.flow.stableStep();
    }
  }

  /** What a run costs and achieves besides its time. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Precision {

    /** Distance of θ at the end to the reference, relative to its largest entry. */
    public double error;

    /** Evaluations of the right-hand side in one run. */
    public long evaluations;

    private FlowProblem flow;
    private double[] theta;
    private long count;

    private double[] note(FlowProblem problem, FlowResult result) {
      return note(problem, result.theta(), result.evaluations());
    }

    private double[] note(FlowProblem problem, double[] end, long counted) {
      flow = problem;
      theta = end;
      count = counted;
      return end;
    }

    /** Every run of an iteration is the same; the last one counts, after the clock has stopped. */
    @TearDown(Level.Iteration)
    public void count() {
      error = flow.error(theta);
      evaluations = count;
    }
  }

  @Benchmark
  public double[] euler(Flow f, Fixed step, Precision precision) {
    return precision.note(f.flow, f.flow.fixedStep(new ExplicitEuler(step.h)));
  }

  @Benchmark
  public double[] rk4(Flow f, Fixed step, Precision precision) {
    return precision.note(f.flow, f.flow.fixedStep(new RungeKutta4(step.h)));
  }

  @Benchmark
  public double[] dormandPrinceOnFactors(Flow f, Adaptive knob, Precision precision) {
    return precision.note(f.flow, f.flow.dormandPrinceOnFactors(knob.tolerance));
  }

  @Benchmark
  public double[] dormandPrinceOnTheta(Flow f, Adaptive knob, Precision precision) {
    return precision.note(f.flow, f.flow.dormandPrinceOnTheta(knob.tolerance));
  }

  @Benchmark
  public double[] rodas4OnDual(Flow f, Adaptive knob, Precision precision) {
    return precision.note(f.flow, f.flow.rodasOnDual(knob.tolerance));
  }

  @Benchmark
  public double[] hipparchus54OnFactors(Flow f, Adaptive knob, Precision precision) {
    HipparchusFlow.End end = f.flow.hipparchus(DormandPrince54Integrator::new, knob.tolerance);
    return precision.note(f.flow, end.theta(), end.evaluations());
  }

  @Benchmark
  public double[] hipparchus853OnFactors(Flow f, Adaptive knob, Precision precision) {
    HipparchusFlow.End end = f.flow.hipparchus(DormandPrince853Integrator::new, knob.tolerance);
    return precision.note(f.flow, end.theta(), end.evaluations());
  }
}
