package dev.mirrorflow.bench;

import dev.mirrorflow.bias.BasisPursuit;
import dev.mirrorflow.bias.BasisPursuitSolution;
import dev.mirrorflow.bias.BregmanProjection;
import dev.mirrorflow.bias.Projection;
import dev.mirrorflow.data.Dataset;
import dev.mirrorflow.model.LeastSquares;
import dev.mirrorflow.sweep.AlphaSweep;
import java.util.List;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Where the flow ends, from the data to the certificate: one α, a path of {@value #POINTS} α, and
 * the ℓ1 limit.
 *
 * <pre>java -jar bench/target/benchmarks.jar LimitSolver.projection -p problem=100x2000x10</pre>
 */
public class LimitSolverBenchmark extends SolverBenchmark {

  static final int POINTS = 64;

  private static LeastSquares risk(String problem) {
    Dataset data = ProblemSize.parse(problem).problem().training();
    return new LeastSquares(data.x(), data.y());
  }

  /** One α. */
  @State(Scope.Thread)
  public static class OneAlpha {

    /** n x d x k. */
    @Param({"60x300x8", "100x2000x10", "200x5000x10"})
    public String problem;

    /** The initialisation scale. */
    @Param({"1", "1e-3", "1e-10"})
    public double alpha;

    private LeastSquares risk;

    /** The limit from α itself, and from the far end of a path, must be the same point. */
    @Setup
    public void setUp() {
      risk = risk(problem);
      List<Projection> path = new BregmanProjection(risk).path(new double[] {1e3, alpha});
      Agreement.requireWithin(
          1e-7,
          "the path",
          new BregmanProjection(risk).ofAlpha(alpha).theta(),
          path.getLast().theta());
    }
  }

  /** Many α. */
  @State(Scope.Thread)
  public static class Path {

    /** n x d x k. */
    @Param({"60x300x8", "100x2000x10"})
    public String problem;

    private final double[] alphas = AlphaSweep.logSpaced(1e-10, 1e2, POINTS);
    private LeastSquares risk;

    @Setup
    public void setUp() {
      risk = risk(problem);
      Agreement.requireWithin(
          1e-7,
          "the path",
          new BregmanProjection(risk).ofAlpha(alphas[POINTS / 2]).theta(),
          new BregmanProjection(risk).path(alphas).get(POINTS / 2).theta());
    }
  }

  /** α → 0. */
  @State(Scope.Thread)
  public static class Pursuit {

    /** n x d x k. */
    @Param({"100x1000x8", "300x3000x20", "600x2000x80"})
    public String problem;

    private LeastSquares risk;

    /** Noiseless and sparse enough: basis pursuit must find θ* again. */
    @Setup
    public void setUp() {
      risk = risk(problem);
      Agreement.requireWithin(
          1e-9,
          "basis pursuit",
          ProblemSize.parse(problem).problem().thetaStar(),
          new BasisPursuit(risk).solve().theta());
    }
  }

  /** What a solution costs and proves besides its time. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Count {

    /** Newton steps of one call, all α together. */
    public long newtonSteps;

    /** The worst number of the worst certificate. */
    public double certificate;

    private List<Projection> note(List<Projection> limits) {
      newtonSteps = 0;
      certificate = 0;
      for (Projection limit : limits) {
        newtonSteps += limit.newtonSteps();
        certificate = Math.max(certificate, limit.certificate().worst());
      }
      return limits;
    }
  }

  /** The same of basis pursuit. */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class PursuitCount {

    /** Newton steps on the way down in α. */
    public long descentSteps;

    /** Exchanges of the simplex crossover. */
    public long pivots;
  }

  @Benchmark
  public List<Projection> projection(OneAlpha p, Count count) {
    return count.note(List.of(new BregmanProjection(p.risk).ofAlpha(p.alpha)));
  }

  @Benchmark
  public List<Projection> path(Path p, Count count) {
    return count.note(new BregmanProjection(p.risk).path(p.alphas));
  }

  @Benchmark
  public BasisPursuitSolution basisPursuit(Pursuit p, PursuitCount count) {
    BasisPursuitSolution solution = new BasisPursuit(p.risk).solve();
    count.descentSteps = solution.newtonSteps();
    count.pivots = solution.pivots();
    return solution;
  }
}
